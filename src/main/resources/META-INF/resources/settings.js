// The view "Settings": thresholds with a preview of their effect, re-vote, pause, tag writing.
import { errorText, get, patch, post } from './api.js';
import { el, threshold } from './dom.js';
import { on } from './events.js';
import { list, say, texts } from './texts.js';
import { previewThresholds } from './threshold-preview.js';
import { trainingCard } from './training-card.js';

const PREVIEW_DELAY_MS = 300;
const POLL_INTERVAL_MS = 700;

/** Name, label, help and value of each slider: one for each stage but the last, and certainty. */
const sliders = ({ thresholds, sure }) => [
  ...thresholds.map((value, i) => [`threshold_${i + 1}`, say(texts.settings.threshold, { stage: i + 1 }), say(texts.settings.thresholdHelp, { stage: i + 2 }), value]),
  ['sure', texts.settings.sure, texts.settings.sureHelp, sure],
];

function toggle(name, label, help, settings, change) {
  const box = el('input', { type: 'checkbox', role: 'switch', id: name, checked: settings[name], 'aria-describedby': `${name}-help`,
    onchange: () => change({ [name]: box.checked }, () => { box.checked = !box.checked; }) });
  return el('div', { class: 'toggle' }, box, el('label', { for: name }, label), el('p', { id: `${name}-help`, class: 'muted' }, help));
}

function slider([name, label, help, value], changed) {
  const output = el('output', { for: name }, threshold(value));
  const range = el('input', { type: 'range', id: name, name, min: 0, max: 1, step: 0.005, value, 'aria-describedby': `${name}-help`,
    oninput: () => {
      output.textContent = threshold(range.value);
      range.setAttribute('aria-valuetext', threshold(range.value));
      changed();
    } });
  return el('div', { class: 'threshold' }, el('label', { for: name }, label), output, range,
    el('p', { id: `${name}-help`, class: 'muted' }, help));
}

function revoteText({ state, done, tracks, problem, changes, queued }) {
  if (state === 'running') return say(texts.settings.revoting, { done, count: tracks });
  if (state === 'broken') return say(texts.settings.revoteBroken, { problem });
  if (state === 'ended') {
    const changed = say(texts.settings.revoted, { count: changes.changed });
    return queued ? `${changed} ${say(texts.settings.revoteQueued, { count: queued })}` : changed;
  }
  return '';
}

export function show(main) {
  const failure = el('p', { class: 'failure', role: 'alert' });
  const status = el('p', { role: 'status' });
  const training = trainingCard();
  const change = async (changes, undo) => {
    failure.textContent = '';
    try {
      return await patch('/api/settings', changes);
    } catch (error) {
      failure.textContent = errorText(error);
      undo?.();
      return null;
    }
  };

  let closed = false;
  async function pollRevote() {
    const revote = await get('/api/revote');
    status.textContent = revoteText(revote);
    if (revote.state === 'running' && !closed) setTimeout(pollRevote, POLL_INTERVAL_MS);
  }

  async function startRevote() {
    try {
      await post('/api/revote', {});
      await pollRevote();
    } catch (error) {
      status.textContent = errorText(error);
    }
  }

  function thresholdForm(settings) {
    const preview = el('div', { class: 'preview', 'aria-live': 'polite' }, el('p', { class: 'muted' }, texts.settings.move));
    const revote = el('button', { type: 'button', onclick: startRevote }, texts.settings.revote);
    const apply = el('button', { class: 'main', disabled: true }, texts.settings.apply);
    const reset = el('button', { type: 'button', disabled: true, onclick: () => render(settings) }, texts.settings.reset);
    let previewTimer;
    const values = () => {
      const all = sliders(settings).map(([name]) => form.elements[name].valueAsNumber);
      return { thresholds: all.slice(0, -1), sure: all.at(-1) };
    };
    const changed = () => {
      clearTimeout(previewTimer);
      apply.disabled = true;
      reset.disabled = false;
      previewTimer = setTimeout(async () => { apply.disabled = !(await previewThresholds(preview, values())); }, PREVIEW_DELAY_MS);
    };
    const form = el('form', {
      onsubmit: async (event) => {
        event.preventDefault();
        const applied = await change(values());
        if (applied) {
          render(applied);
          status.textContent = texts.settings.applied;
        }
      },
    }, el('div', { class: 'thresholds' },
      el('div', {}, sliders(settings).map((setting) => slider(setting, changed))), preview),
    el('div', { class: 'button-row' }, apply, reset, revote));
    return form;
  }

  function render(settings) {
    main.replaceChildren(el('h1', {}, texts.views.settings),
      el('div', { class: 'settings' },
        el('section', { class: 'panel' }, el('h2', {}, texts.settings.accuracy),
          el('p', { class: 'muted' }, settings.stages.length > 1
            ? say(texts.settings.stages, { count: settings.stages.length, stages: list(...settings.stages) })
            : say(texts.settings.oneStage, { stages: settings.stages[0] })),
          el('ul', { class: 'muted' }, settings.models.map(({ name, stage, why }) =>
            el('li', {}, say(stage ? texts.settings.votes : texts.settings.votesNot, { name, stage, why })))),
          thresholdForm(settings), status),
        training.element,
        el('section', { class: 'panel' }, el('h2', {}, texts.settings.processing),
          toggle('pause', texts.settings.pause, texts.settings.pauseHelp, settings, change),
          toggle('write_tags', texts.settings.tags, texts.settings.tagsHelp, settings, change),
          el('p', {}, el('a', { href: '#setup' }, texts.settings.setup)))),
      failure);
  }

  const load = () => get('/api/settings').then(render).catch((error) =>
    main.replaceChildren(el('h1', {}, texts.views.settings), el('p', { class: 'failure' }, errorText(error))));
  load();
  const unsubscribe = on('connection', (connected) => { if (connected) load(); });
  return () => { closed = true; training.close(); unsubscribe(); };
}
