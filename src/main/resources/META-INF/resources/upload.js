// Puts dropped or chosen files into the inbox, some at a time, and shows how far each is.
import { refusal } from './api.js';
import { byId, el, plural } from './dom.js';

const AT_ONCE = 3;
const AGAIN_MS = 1000;
const SHOWN_MS = 6000;
const LISTED = 6;

const waiting = [];
let sending = 0;
let failed = 0;
let sent = 0;

const list = el('ul');
const heading = el('h2');
const close = el('button', { type: 'button', onclick: () => { byId('uploads').hidden = true; list.replaceChildren(); sent = 0; failed = 0; } }, 'Close');

function tell() {
  const left = waiting.length + sending;
  heading.textContent = left ? `Sending: ${plural(left, 'file')} to go` : `Sent ${plural(sent, 'file')}${failed ? `, ${failed} refused` : ''}`;
  close.hidden = left > 0;
  byId('uploads').hidden = false;
}

function send({ file, path }) {
  const meter = el('progress', { max: 1, value: 0, 'aria-label': path });
  const item = el('li', {}, el('span', {}, path), meter);
  list.append(item);
  const request = new XMLHttpRequest();
  request.open('PUT', `/api/inbox/${path.split('/').map(encodeURIComponent).join('/')}`);
  request.upload.onprogress = (event) => { meter.value = event.loaded / event.total; };
  const refuse = (sentence) => { failed++; meter.replaceWith(el('em', { class: 'failure' }, sentence)); };
  request.onerror = () => refuse('The daemon does not answer');
  request.onload = () => {
    if (request.status === 429) { // other pages are sending, too
      item.remove();
      setTimeout(() => { waiting.push({ file, path }); next(); }, AGAIN_MS);
    } else if (request.status >= 400) {
      refuse(refusal(request.status, request.responseText).sentence);
    } else {
      sent++;
      meter.replaceWith(el('em', {}, 'in the inbox'));
      setTimeout(() => { if (list.childElementCount > LISTED) item.remove(); }, SHOWN_MS);
    }
  };
  request.onloadend = () => { sending--; tell(); next(); };
  sending++;
  request.send(file);
}

function next() {
  while (sending < AT_ONCE && waiting.length) send(waiting.shift());
  tell();
}

/** Sends files; a path is the name in the inbox, with folders. */
function add(files) {
  waiting.push(...files.filter(({ file }) => file.size > 0 && !file.name.startsWith('.')));
  if (waiting.length) next();
}

async function walk(entry, folder) {
  if (entry.isFile) {
    const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
    add([{ file, path: folder + entry.name }]);
    return;
  }
  const reader = entry.createReader();
  for (;;) { // a reader gives a folder in parts
    const part = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (!part.length) return;
    for (const inside of part) await walk(inside, `${folder}${entry.name}/`);
  }
}

export function start() {
  byId('uploads').append(el('div', { class: 'over' }, heading, close), list);
  byId('files').addEventListener('change', (event) => {
    add([...event.target.files].map((file) => ({ file, path: file.name })));
    event.target.value = '';
  });
  let depth = 0; // of elements that the dragged thing is over
  const drop = (shown) => { byId('drop').hidden = !shown; };
  const files = (event) => event.dataTransfer?.types.includes('Files');
  addEventListener('dragenter', (event) => { if (files(event)) { depth++; drop(true); } });
  addEventListener('dragleave', (event) => { if (files(event) && --depth <= 0) { depth = 0; drop(false); } });
  addEventListener('dragover', (event) => { if (files(event)) event.preventDefault(); });
  addEventListener('drop', (event) => {
    if (!files(event)) return;
    event.preventDefault();
    depth = 0;
    drop(false);
    for (const item of event.dataTransfer.items) {
      const entry = item.webkitGetAsEntry?.();
      if (entry) walk(entry, '').catch(() => add([]));
      else if (item.kind === 'file') add([{ file: item.getAsFile(), path: item.getAsFile().name }]);
    }
  });
}
