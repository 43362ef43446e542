// A button that downloads a file.
import { download, errorText } from './api.js';
import { el } from './dom.js';

/**
 * @param address asked for the path below the page when the button is pressed
 * @param onError takes the text of a failure, and '' before the next attempt
 */
export function saveButton(text, address, name, onError) {
  const button = el('button', { type: 'button', onclick: async () => {
    button.disabled = true;
    onError('');
    try {
      await download(address(), name);
    } catch (error) {
      onError(errorText(error));
    }
    button.disabled = false;
  } }, text);
  return button;
}
