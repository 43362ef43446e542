// The view "Albums": albums or artists as a grid of covers, with the genre of each and how its songs agree.
import { errorText, get } from './api.js';
import { cover } from './cover.js';
import { el, genreLabel, loading } from './dom.js';
import { throttle } from './events.js';
import { say, texts } from './texts.js';

const PAGE_SIZE = 60;
const LARGEST_PAGE = 200;
const SAVE_INTERVAL_MS = 200;
const KINDS = ['albums', 'artists'];

/** The history of the group's songs. */
function address(kind, group) {
  const filter = kind === 'albums' ? { album: group.title, folder: group.folder } : { artist: group.title };
  return `#history?${new URLSearchParams({ ...filter, state: 'done', sort: 'title' })}`;
}

function tile(kind, group) {
  const { songs, agreeing } = group;
  return el('li', {}, el('a', { href: address(kind, group) },
    cover(group.track, group.title, group.genre),
    el('span', { class: 'title' }, group.title),
    kind === 'albums' ? el('small', {}, group.artist ?? texts.albums.various) : null),
  el('p', {}, genreLabel(group.genre), el('small', {}, agreeing === songs ? say(texts.albums.all, { count: songs }) : say(texts.albums.some, { agreeing, songs }))));
}

export function show(main, parameters) {
  const kind = parameters.get('by') === 'artist' ? 'artists' : 'albums';
  const list = el('ul', { class: 'albums' });
  const status = el('div', {}, loading());
  const more = el('button', { type: 'button', hidden: true, onclick: () => load() }, texts.albums.more);
  const tabs = KINDS.map((other) => el('a', { href: other === 'artists' ? '#albums?by=artist' : '#albums', 'aria-current': other === kind ? 'true' : null }, texts.albums.headings[other]));
  main.replaceChildren(el('h1', {}, texts.albums.headings[kind]), el('nav', { class: 'tabs', 'aria-label': texts.albums.choose }, tabs), list, el('div', { class: 'list-footer' }, status, more));

  let next = null;
  let busy = false;
  let closed = false;
  const place = history.state?.albums ?? { shown: 0, y: 0 };

  async function load(limit = PAGE_SIZE) {
    if (busy || closed) return false;
    busy = true;
    try {
      const page = await get(`/api/${kind}?${new URLSearchParams({ limit, ...(next ? { after: next } : {}) })}`);
      if (closed) return false;
      list.append(...page.groups.map((group) => tile(kind, group)));
      ({ next } = page);
      more.hidden = !next;
      status.replaceChildren(list.childElementCount ? '' : el('p', { class: 'muted', role: 'status' }, texts.albums.none[kind]));
      return true;
    } catch (error) {
      status.replaceChildren(el('p', { class: 'failure', role: 'alert' }, errorText(error)));
      return false;
    } finally {
      busy = false;
    }
  }

  const [savePlace, cancelSave] = throttle(() => {
    if (location.hash.startsWith('#albums')) history.replaceState({ albums: { shown: list.childElementCount, y: scrollY } }, '');
  }, SAVE_INTERVAL_MS);
  // The next page is asked for shortly before its place comes into sight.
  const watcher = new IntersectionObserver(([entry]) => { if (entry.isIntersecting) load(); }, { rootMargin: '600px' });

  /** Loads as many as there were before, and scrolls to where the page was. */
  async function comeBack() {
    let loaded = await load(Math.min(LARGEST_PAGE, Math.max(PAGE_SIZE, place.shown)));
    while (loaded && next && list.childElementCount < place.shown) loaded = await load(LARGEST_PAGE);
    if (closed) return;
    if (loaded) scrollTo(0, place.y);
    addEventListener('scroll', savePlace, { passive: true });
    watcher.observe(more);
  }

  comeBack();
  return () => {
    closed = true;
    watcher.disconnect();
    cancelSave();
    removeEventListener('scroll', savePlace);
  };
}
