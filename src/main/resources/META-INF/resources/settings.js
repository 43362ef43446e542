// Pause, tags, and the dial: what thresholds would change, then setting them.
import { get, patch, post } from './api.js';
import { count, el, plural, threshold } from './dom.js';
import { forecast } from './threshold-preview.js';
import { on } from './events.js';

const TURNING_MS = 300;
const LOOK_MS = 700;
const DIALS = [
  ['threshold_1', 'Stage 1 is enough from', 'Below it the second stage is asked.', 2],
  ['threshold_2', 'Stage 2 is enough from', 'Below it the third stage is asked.', 3],
  ['sure', 'Sure from', 'Below it a verdict is marked unsure.', 1],
];

/** The dials that turn something: without a second stage there is nothing to ask. */
const turning = (settings) => DIALS.filter(([, , , stages]) => settings.stages.length >= stages);

function toggle(name, text, help, settings, change) {
  const box = el('input', { type: 'checkbox', role: 'switch', id: name, checked: settings[name], 'aria-describedby': `${name}-help`,
    onchange: () => change({ [name]: box.checked }, () => { box.checked = !box.checked; }) });
  return el('div', { class: 'toggle' }, box, el('label', { for: name }, text), el('p', { id: `${name}-help`, class: 'quiet' }, help));
}

function slider([name, text, help], settings, turned) {
  const output = el('output', { for: name }, threshold(settings[name]));
  const range = el('input', { type: 'range', id: name, name, min: 0, max: 1, step: 0.005, value: settings[name], 'aria-describedby': `${name}-help`,
    oninput: () => {
      output.textContent = threshold(range.value);
      range.setAttribute('aria-valuetext', threshold(range.value));
      turned();
    } });
  return el('div', { class: 'dial' }, el('label', { for: name }, text), output, range,
    el('p', { id: `${name}-help`, class: 'quiet' }, help));
}

function revoteText(status) {
  const end = status.changes;
  if (status.state === 'running') return `Voting again: ${count(status.done)} of ${plural(status.tracks, 'song')} …`;
  if (status.state === 'broken') return `The re-vote was broken off: ${status.problem}`;
  if (status.state === 'ended') return `Voted again: ${plural(end.changed, 'verdict')} changed${status.queued ? `, ${plural(status.queued, 'song')} wait for a further stage` : ''}.`;
  return '';
}

export function show(main) {
  const note = el('p', { class: 'failure', role: 'alert' });
  const told = el('p', { role: 'status' });
  const change = async (wishes, undo) => {
    note.textContent = '';
    try {
      return await patch('/api/settings', wishes);
    } catch (refused) {
      note.textContent = refused.sentence ?? String(refused);
      undo?.();
      return null;
    }
  };

  let gone = false;
  async function follow() {
    const status = await get('/api/revote');
    told.textContent = revoteText(status);
    if (status.state === 'running' && !gone) setTimeout(follow, LOOK_MS);
  }

  async function revote() {
    try {
      await post('/api/revote', {});
      await follow();
    } catch (refused) {
      told.textContent = refused.sentence ?? String(refused);
    }
  }

  function dials(settings) {
    const place = el('div', { class: 'forecast', 'aria-live': 'polite' }, el('p', { class: 'quiet' }, 'Move a dial to see what it would change. Nothing changes before you apply it.'));
    const again = el('button', { type: 'button', onclick: revote }, 'Re-vote now');
    const apply = el('button', { class: 'main', disabled: true }, 'Apply');
    const reset = el('button', { type: 'button', disabled: true, onclick: () => draw(settings) }, 'Back');
    let waiting;
    const wishes = () => Object.fromEntries(DIALS.map(([name]) => [name, form.elements[name]?.valueAsNumber ?? settings[name]]));
    const turned = () => {
      clearTimeout(waiting);
      apply.disabled = true;
      reset.disabled = false;
      waiting = setTimeout(async () => { apply.disabled = !(await forecast(place, wishes())); }, TURNING_MS);
    };
    const form = el('form', {
      onsubmit: async (event) => {
        event.preventDefault();
        const now = await change(wishes());
        if (now) {
          draw(now);
          told.textContent = 'Applied to songs from now on. Re-vote to apply it to those that were heard.';
        }
      },
    }, el('div', { class: 'dials' }, el('div', {}, turning(settings).map((dial) => slider(dial, settings, turned))), place), el('div', { class: 'row' }, apply, reset, again));
    return form;
  }

  function draw(settings) {
    main.replaceChildren(el('h1', {}, 'Settings'),
      el('div', { class: 'settings' },
        el('section', { class: 'panel' }, el('h2', {}, 'Accuracy'),
          el('p', { class: 'quiet' }, settings.stages.length > 1
            ? `${plural(settings.stages.length, 'stage')} vote: ${settings.stages.join(', ')}. Higher thresholds ask more of them: slower, and surer.`
            : `One stage votes: ${settings.stages[0]}. With more models, more dials appear here.`),
          dials(settings), told),
        el('section', { class: 'panel' }, el('h2', {}, 'Listening'),
          toggle('pause', 'Pause', 'New songs are noticed and wait.', settings, change),
          toggle('write_tags', 'Write tags', 'The genre goes into the tags of the files.', settings, change),
          el('p', {}, el('a', { href: '#setup' }, 'Broker, folders, and who may open this page'), ' …'))),
      note);
  }

  const load = () => get('/api/settings').then(draw).catch((refused) =>
    main.replaceChildren(el('h1', {}, 'Settings'), el('p', { class: 'failure' }, refused.sentence ?? String(refused))));
  load();
  const end = on('connection', (connected) => { if (connected) load(); });
  return () => { gone = true; end(); };
}
