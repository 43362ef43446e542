// Trains a head for one's own genres, and shows how far it is, what came of it and what it would change.
import { errorText, get, post, remove, url } from './api.js';
import { el } from './dom.js';
import { parts, say, texts } from './texts.js';

const POLL_INTERVAL_MS = 700;

/** A panel of the settings; close() ends its polling. */
export function trainingCard() {
  const status = el('p', { role: 'status' });
  const meter = el('progress', { max: 1, value: 0, 'aria-label': texts.training.name, hidden: true });
  const figures = el('div', {});
  const source = el('select', { id: 'training-from' },
    Object.entries(texts.training.sources).map(([value, text]) => el('option', { value }, text)));
  const begin = el('button', { type: 'button', onclick: start }, texts.training.train);
  const cancel = el('button', { type: 'button', disabled: true, onclick: () => remove('/api/training').catch(showError) }, texts.training.cancel);
  const element = el('section', { class: 'panel' }, el('h2', {}, texts.training.title),
    el('p', { class: 'muted' }, texts.training.how),
    el('p', {}, el('label', { for: 'training-from' }, texts.training.from), ' ', source),
    el('div', { class: 'button-row' }, begin, cancel), meter, status, figures);
  let closed = false;
  let timer;

  function showError(error) {
    status.textContent = errorText(error);
  }

  function render(training) {
    const running = training.state === 'running';
    begin.disabled = running;
    cancel.disabled = !running;
    meter.hidden = !running;
    if (running) meter.value = training.done / Math.max(1, training.of);
    status.textContent = running ? say(texts.training.running, { step: training.step })
      : training.state === 'broken' ? say(texts.training.broken, { problem: training.problem })
        : training.text ?? '';
    figures.replaceChildren(...(training.state === 'ended' ? [
      el('ul', { class: 'muted' }, training.lines.slice(0, -1).map((line) => el('li', {}, line))),
      el('p', {}, el('a', { href: url('/api/training/report'), download: 'training.html' }, texts.training.report)),
      ...(training.adopted ? [el('p', {}, parts(texts.training.adopted, { command: el('code', {}, `reclass model rollback ${training.model}`) }))] : []),
    ] : []));
  }

  async function poll() {
    try {
      const training = await get('/api/training');
      render(training);
      if (training.state === 'running' && !closed) timer = setTimeout(poll, POLL_INTERVAL_MS);
    } catch (error) {
      showError(error);
    }
  }

  async function start() {
    try {
      render(await post('/api/training', { from: source.value }));
      timer = setTimeout(poll, POLL_INTERVAL_MS);
    } catch (error) {
      showError(error);
    }
  }

  poll();
  return { element, close: () => { closed = true; clearTimeout(timer); } };
}
