// Shows the latest songs and how the daemon feels; asks again every two seconds.
const EVERY_MS = 2000;
const WORDS = { queued: 'waiting', working: 'being heard', duplicate: 'the same song as another file' };
const byId = (id) => document.getElementById(id);

async function get(path) {
  const answer = await fetch(path, { headers: { Accept: 'application/json' } });
  if (!answer.ok) throw new Error(answer.status);
  return answer.json();
}

function cell(row, className, ...content) {
  const td = row.insertCell();
  td.className = className;
  td.append(...content);
  return td;
}

function share(value) {
  const bar = document.createElement('span');
  bar.className = 'share';
  const fill = document.createElement('i');
  fill.style.inlineSize = `${Math.round(100 * value)}%`;
  bar.append(fill);
  return bar;
}

function song(track) {
  const row = document.createElement('tr');
  cell(row, 'song', track.file).title = track.path;
  if (track.genre && track.state === 'done') {
    cell(row, 'genre', track.genre);
    cell(row, 'confidence', share(track.confidence),
      `${Math.round(100 * track.confidence)} %${track.sure ? '' : ', unsure'}`);
  } else {
    const text = track.state === 'failed' ? track.reason : WORDS[track.state] ?? track.state;
    cell(row, track.state === 'failed' ? 'failed' : 'note', text).colSpan = 2;
  }
  cell(row, 'when', new Date(track.at).toLocaleString());
  return row;
}

function feeling(health, stats) {
  if (health.state !== 'working') return `${health.state}, inbox: ${health.watcher}`;
  const rate = stats.per_minute >= 1 ? `, ${Math.round(stats.per_minute)} songs a minute` : '';
  return `listening to ${stats.queued} more${rate}`;
}

async function show() {
  try {
    const [health, stats, page] = await Promise.all(
      [get('/api/health'), get('/api/stats'), get('/api/tracks?limit=50')]);
    byId('state').textContent = feeling(health, stats);
    byId('problem').hidden = !health.problem;
    byId('problem').textContent = health.problem ?? '';
    for (const count of ['done', 'unsure', 'failed', 'duplicates', 'queued']) {
      byId(count).textContent = stats[count].toLocaleString();
    }
    byId('songs').replaceChildren(...page.tracks.map(song));
    byId('empty').hidden = page.tracks.length > 0;
  } catch {
    byId('state').textContent = 'The daemon does not answer; trying again …';
  }
  setTimeout(show, EVERY_MS);
}

show();
