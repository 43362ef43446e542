// Uploads dropped or selected files to the inbox, a few at a time, and follows each to its verdict.
import { apiError, errorText, get, post, url } from './api.js';
import { byId, confidence, el, genreLabel, trackLink } from './dom.js';
import { on } from './events.js';
import { parts, say, texts } from './texts.js';

const MAX_PARALLEL = 3;
const RETRY_DELAY_MS = 1000;
const REMOVE_DELAY_MS = 6000;
const MAX_LISTED = 6;
const NAMES_AT_ONCE = 500;
const RECENT_SONGS = 200;

const queue = [];
const followed = new Map(); // files without a verdict: their name in the inbox, and where to show it
let active = 0;
let failed = 0;
let succeeded = 0;

const list = el('ul');
const heading = el('h2', { role: 'status' });
const close = el('button', { type: 'button', onclick: () => { byId('uploads').hidden = true; list.replaceChildren(); followed.clear(); succeeded = 0; failed = 0; } }, texts.upload.close);

function headingText() {
  const left = queue.length + active;
  if (left) return say(texts.upload.left, { count: left });
  if (followed.size) return say(texts.upload.waiting, { count: followed.size });
  return say(failed ? texts.upload.addedSome : texts.upload.added, { count: succeeded, failed });
}

function showProgress() {
  heading.textContent = headingText();
  close.hidden = queue.length + active > 0;
  byId('uploads').hidden = false;
}

/** Ends a file's line; a line without a failure goes if there are many. */
function finish(item, ...text) {
  item.lastElementChild.replaceWith(el('em', {}, text));
  setTimeout(() => { if (list.childElementCount > MAX_LISTED) item.remove(); }, REMOVE_DELAY_MS);
}

function fail(item, reason) {
  failed++;
  item.lastElementChild.replaceWith(el('em', { class: 'failure' }, reason));
}

/** Shows what became of a followed file; path is its path on the daemon's machine. */
function follow(path, show) {
  for (const [name, item] of followed) {
    if (!path.endsWith(`/${name}`)) continue;
    followed.delete(name);
    show(item);
    showProgress();
    return;
  }
}

const showVerdict = ({ path, id, genre, confidence: share, sure }) => follow(path, (item) =>
  finish(item, parts(sure ? texts.upload.sure : texts.upload.notSure, { genre: trackLink(id, genreLabel(genre)), confidence: confidence(share) })));
const showFailure = ({ path, reason, mend }) => follow(path, (item) => fail(item, mend ? say(texts.page.remedy, { problem: reason, remedy: mend }) : reason));
const showDuplicate = ({ path }) => follow(path, (item) => finish(item, texts.upload.duplicate));

/** Finds the verdicts whose events were missed. */
async function catchUp() {
  if (!followed.size) return;
  const { tracks } = await get(`/api/tracks?limit=${RECENT_SONGS}`).catch(() => ({ tracks: [] }));
  for (const track of tracks) {
    if (track.state === 'failed') showFailure(track);
    else if (track.state === 'duplicate') showDuplicate(track);
    else if (track.id && track.genre) showVerdict(track);
  }
}

function upload({ file, path }) {
  const meter = el('progress', { max: 1, value: 0, 'aria-label': path });
  const item = el('li', {}, el('span', {}, path), meter);
  list.append(item);
  const request = new XMLHttpRequest();
  request.open('PUT', url(`/api/inbox/${path.split('/').map(encodeURIComponent).join('/')}`));
  request.upload.onprogress = (event) => { meter.value = event.loaded / event.total; };
  request.onerror = () => fail(item, texts.errors.away);
  request.onload = () => {
    if (request.status === 429) { // too many uploads at once, including those of other pages
      item.remove();
      setTimeout(() => { queue.push({ file, path }); startNext(); }, RETRY_DELAY_MS);
    } else if (request.status >= 400) {
      fail(item, errorText(apiError(request.status, request.responseText)));
    } else {
      succeeded++;
      meter.replaceWith(el('em', {}, texts.upload.inInbox));
      followed.set(JSON.parse(request.responseText).file, item);
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

/** Lists the refused files, one line for each rule. */
function showRefused(refused) {
  for (const rule of new Set(refused.map((refusal) => refusal.rule))) {
    const files = refused.filter((refusal) => refusal.rule === rule).map(({ file }) => file);
    list.append(el('li', { class: 'refused', title: files.join('\n') },
      el('span', {}, files.length === 1 ? files[0] : say(texts.upload.files, { count: files.length, example: files[0] })),
      el('em', { class: 'failure' }, say(texts.upload.refused, { reason: rule }))));
  }
}

/** Queues files for upload; path is the name in the inbox, including folders. Those ignored by name are refused at once. */
export async function add(files) {
  const hidden = files.filter(({ path }) => path.split('/').some((part) => part.startsWith('.') && !part.startsWith('..')));
  const wanted = files.filter((file) => file.file.size > 0 && !hidden.includes(file));
  for (let i = 0; i < wanted.length; i += NAMES_AT_ONCE) {
    const part = wanted.slice(i, i + NAMES_AT_ONCE);
    // without an answer, the upload itself says why
    const refused = await post('/api/ignored', { files: part.map(({ path }) => path) }).catch(() => []);
    const names = new Set(refused.map(({ file }) => file));
    showRefused(refused);
    queue.push(...part.filter(({ path }) => !names.has(path)));
    startNext();
  }
}

byId('uploads').replaceChildren(el('div', { class: 'heading-row' }, heading, close), list);
on('verdict', showVerdict);
on('failed', showFailure);
on('duplicate', showDuplicate);
on('revised', catchUp);
