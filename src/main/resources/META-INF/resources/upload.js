// Uploads dropped or selected files to the inbox, a few at a time, and shows their progress.
import { apiError, errorText, url } from './api.js';
import { byId, el, plural } from './dom.js';

const MAX_PARALLEL = 3;
const RETRY_DELAY_MS = 1000;
const REMOVE_DELAY_MS = 6000;
const MAX_LISTED = 6;

const queue = [];
let active = 0;
let failed = 0;
let succeeded = 0;

const list = el('ul');
const heading = el('h2');
const close = el('button', { type: 'button', onclick: () => { byId('uploads').hidden = true; list.replaceChildren(); succeeded = 0; failed = 0; } }, 'Close');

function showProgress() {
  const left = queue.length + active;
  heading.textContent = left ? `Uploading: ${plural(left, 'file')} left` : `Uploaded ${plural(succeeded, 'file')}${failed ? `, ${failed} failed` : ''}`;
  close.hidden = left > 0;
  byId('uploads').hidden = false;
}

function upload({ file, path }) {
  const meter = el('progress', { max: 1, value: 0, 'aria-label': path });
  const item = el('li', {}, el('span', {}, path), meter);
  list.append(item);
  const request = new XMLHttpRequest();
  request.open('PUT', url(`/api/inbox/${path.split('/').map(encodeURIComponent).join('/')}`));
  request.upload.onprogress = (event) => { meter.value = event.loaded / event.total; };
  const fail = (reason) => { failed++; meter.replaceWith(el('em', { class: 'failure' }, reason)); };
  request.onerror = () => fail('The daemon is not responding');
  request.onload = () => {
    if (request.status === 429) { // too many uploads at once, including those of other pages
      item.remove();
      setTimeout(() => { queue.push({ file, path }); startNext(); }, RETRY_DELAY_MS);
    } else if (request.status >= 400) {
      fail(errorText(apiError(request.status, request.responseText)));
    } else {
      succeeded++;
      meter.replaceWith(el('em', {}, 'added to the inbox'));
      setTimeout(() => { if (list.childElementCount > MAX_LISTED) item.remove(); }, REMOVE_DELAY_MS);
    }
  };
  request.onloadend = () => { active--; showProgress(); startNext(); };
  active++;
  request.send(file);
}

function startNext() {
  while (active < MAX_PARALLEL && queue.length) upload(queue.shift());
  showProgress();
}

/** Queues files for upload; path is the name in the inbox, including folders. */
function add(files) {
  queue.push(...files.filter(({ file }) => file.size > 0 && !file.name.startsWith('.')));
  if (queue.length) startNext();
}

/** Queues a dropped file, or all files of a dropped folder. */
async function addEntry(entry, folder) {
  if (entry.isFile) {
    const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
    add([{ file, path: folder + entry.name }]);
    return;
  }
  const reader = entry.createReader();
  for (;;) { // readEntries returns a folder's entries in batches
    const batch = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (!batch.length) return;
    for (const child of batch) await addEntry(child, `${folder}${entry.name}/`);
  }
}

export function start() {
  byId('uploads').append(el('div', { class: 'heading-row' }, heading, close), list);
  byId('files').addEventListener('change', (event) => {
    add([...event.target.files].map((file) => ({ file, path: file.name })));
    event.target.value = '';
  });
  let depth = 0; // nesting depth of the elements under the pointer
  const showDropArea = (shown) => { byId('drop').hidden = !shown; };
  const hasFiles = (event) => event.dataTransfer?.types.includes('Files');
  addEventListener('dragenter', (event) => { if (hasFiles(event)) { depth++; showDropArea(true); } });
  addEventListener('dragleave', (event) => { if (hasFiles(event) && --depth <= 0) { depth = 0; showDropArea(false); } });
  addEventListener('dragover', (event) => { if (hasFiles(event)) event.preventDefault(); });
  addEventListener('drop', (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    depth = 0;
    showDropArea(false);
    for (const item of event.dataTransfer.items) {
      const entry = item.webkitGetAsEntry?.();
      if (entry) addEntry(entry, '').catch(() => add([]));
      else if (item.kind === 'file') add([{ file: item.getAsFile(), path: item.getAsFile().name }]);
    }
  });
}
