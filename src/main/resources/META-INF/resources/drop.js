// Songs to be added: dropped on the page or selected. What uploads them is loaded with the first ones.
import { byId, el } from './dom.js';
import { texts } from './texts.js';

const add = (files) => import('./upload.js').then((upload) => upload.add(files), showFailure);

function showFailure(error) {
  console.error('Failed to load the upload:', error);
  byId('uploads').hidden = false;
  byId('uploads').replaceChildren(el('p', { class: 'failure', role: 'alert' }, texts.errors.away));
}

/** A dropped file, or all files of a dropped folder. */
async function filesOf(entry, folder = '') {
  if (entry.isFile) {
    const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
    return [{ file, path: folder + entry.name }];
  }
  const reader = entry.createReader();
  const files = [];
  for (;;) { // readEntries returns a folder's entries in batches
    const batch = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (!batch.length) return files;
    for (const child of batch) files.push(...await filesOf(child, `${folder}${entry.name}/`));
  }
}

/** Queues what was dropped: all its names are checked together. */
async function addDropped(items) {
  const files = await Promise.all(items.map((item) => {
    const entry = item.webkitGetAsEntry?.();
    const file = entry ? null : item.getAsFile();
    return entry ? filesOf(entry).catch(() => []) : file ? [{ file, path: file.name }] : [];
  }));
  await add(files.flat());
}

export function start() {
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
    addDropped([...event.dataTransfer.items]);
  });
}
