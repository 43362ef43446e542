// Whether better models are offered or being downloaded, and the songs classified before they came.
import { errorText, get, post } from './api.js';
import { el } from './dom.js';
import { texts } from './texts.js';

/** A card that is hidden when there is nothing to report. */
export function defaultModelsCard() {
  const element = el('section', { class: 'panel sorting', 'aria-label': texts.models.name, hidden: true });

  function render({ notice, older }) {
    const content = [];
    if (notice) content.push(el('p', {}, notice));
    if (older) {
      content.push(el('div', { class: 'button-row' },
        el('button', { type: 'button', onclick: (event) => revote(event.target) }, texts.models.again)));
    }
    element.replaceChildren(...content);
    element.hidden = content.length === 0;
  }

  function revote(button) {
    button.disabled = true;
    post('/api/revote', {}).catch((error) => {
      button.disabled = false;
      element.append(el('p', { class: 'failure', role: 'alert' }, errorText(error)));
    });
  }

  return { element, load: () => get('/api/default-models').then(render) };
}
