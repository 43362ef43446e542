// Trains a head for one's own genres, and shows how far it is, what came of it and what it would change.
import { errorText, get, post, remove, url } from './api.js';
import { el } from './dom.js';

const POLL_INTERVAL_MS = 700;

/** A panel of the settings; close() ends its polling. */
export function trainingCard() {
  const status = el('p', { role: 'status' });
  const meter = el('progress', { max: 1, value: 0, 'aria-label': 'Training', hidden: true });
  const figures = el('div', {});
  const source = el('select', { id: 'training-from' },
    el('option', { value: 'library' }, 'the genre tags of my songs'),
    el('option', { value: 'corrections' }, 'the genres I have corrected'));
  const begin = el('button', { type: 'button', onclick: start }, 'Train');
  const cancel = el('button', { type: 'button', disabled: true, onclick: () => remove('/api/training').catch(showError) }, 'Cancel');
  const element = el('section', { class: 'panel' }, el('h2', {}, 'Your own genres'),
    el('p', { class: 'muted' }, 'Trains a model’s head on what is already computed for your songs. It is adopted only if it is better than the present vote on songs of artists that were held out, by more than chance. No verdict changes until you re-vote.'),
    el('p', {}, el('label', { for: 'training-from' }, 'Learn from '), source),
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
    status.textContent = running ? `Training: ${training.step}…`
      : training.state === 'broken' ? `Training ended early: ${training.problem}`
        : training.text ?? '';
    figures.replaceChildren(...(training.state === 'ended' ? [
      el('ul', { class: 'muted' }, training.lines.slice(0, -1).map((line) => el('li', {}, line))),
      el('p', {}, el('a', { href: url('/api/training/report'), download: 'training.html' }, 'Download the report')),
      ...(training.adopted ? [el('p', {}, 'Re-vote now applies it to all songs. To take it back: ', el('code', {}, `reclass model rollback ${training.model}`))] : []),
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
