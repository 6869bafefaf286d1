/** How often a screen reader is told: what is read aloud each second is noise. */
const BETWEEN_TELLINGS = 15_000;

interface Told { id: string; html: string }
interface Run extends Told { moving: boolean; listed: boolean; done: number; total: number | null; words: string; said: string }
interface Source extends Told { moving: string | null }

/**
 * While something on the page moves, one connection tells how it goes on, and the rows change in place. It is closed once nothing moves and while nobody sees
 * the page; a page that is seen again takes it up from what it shows. Whatever starts a run from a page leads to a page that shows it moving.
 */
export function live(): void {
  const main = document.querySelector<HTMLElement>('[data-live-events]');
  const address = main?.dataset['liveEvents'];
  if (!main || !address) return;

  let events: EventSource | null = null;
  const close = () => {
    events?.close();
    events = null;
  };
  const follow = () => {
    const moving = movingRuns(main);
    if (document.hidden) close();
    else if (moving.length > 0) events ??= listen(main, [address, ...moving].join('.'), close);
  };
  document.addEventListener('visibilitychange', follow);
  addEventListener('pagehide', close);
  addEventListener('pageshow', follow);
  follow();
}

function movingRuns(main: HTMLElement): string[] {
  return [...new Set([...main.querySelectorAll<HTMLElement>('[data-moving]')].map(row => row.dataset['moving'] ?? ''))];
}

function listen(main: HTMLElement, address: string, close: () => void): EventSource {
  const tell = teller(main.querySelector('[data-live-said]'));
  const events = new EventSource(address);
  events.addEventListener('run', event => {
    const run = JSON.parse((event as MessageEvent<string>).data) as Run;
    const shown = main.querySelector<HTMLElement>(`[data-live="progress/${run.id}"]`);
    if (shown && !run.moving) {
      close();
      location.reload();
      return;
    }

    if (shown) advance(shown, run, tell);
    const row = main.querySelector<HTMLElement>(`[data-live="run/${run.id}"]`) ?? added(main, run);
    if (row) show(row, run.html, run.moving ? run.id : null);
    if (row && !run.moving) tell(run.said, true);
  });
  events.addEventListener('source', event => {
    const source = JSON.parse((event as MessageEvent<string>).data) as Source;
    const row = main.querySelector<HTMLElement>(`[data-live="source/${source.id}"]`);
    if (row) show(row, source.html, source.moving);
  });
  events.addEventListener('idle', () => {
    close();
    const note = main.querySelector<HTMLElement>('[data-live-note]');
    if (note) note.textContent = note.dataset['liveNote'] ?? '';
    tell('', true, true);
  });
  return events;
}

/** Tells progress now and then; ends are gathered, and told together. */
function teller(said: Element | null): (text: string, isEnd?: boolean, now?: boolean) => void {
  let told = performance.now();
  let ended: string[] = [];
  return (text, isEnd = false, now = false) => {
    if (isEnd && text) ended.push(text);
    if (!said || (!now && performance.now() - told < BETWEEN_TELLINGS)) return;
    const words = ended.length > 0 ? ended.join('. ') : text;
    if (words) said.textContent = words;
    ended = [];
    told = performance.now();
  };
}

function advance(shown: HTMLElement, run: Run, tell: (text: string) => void): void {
  const bar = shown.querySelector('progress');
  const words = shown.querySelector('[data-run-words]');
  if (bar && run.total) {
    bar.max = run.total;
    bar.value = run.done;
  }
  if (words) words.textContent = run.words;
  tell(run.words);
}

/** A run that began elsewhere comes first in a list that takes such; the last one makes room. */
function added(main: HTMLElement, run: Run): HTMLElement | null {
  const list = run.listed ? main.querySelector<HTMLElement>('[data-live-new]') : null;
  if (!list) return null;
  const row = document.createElement('li');
  row.dataset['live'] = `run/${run.id}`;
  list.prepend(row);
  while (list.children.length > Number(list.dataset['liveNew'])) list.lastElementChild!.remove();
  return row;
}

/** The row as the server makes it; who stands in it with the keyboard stays there. */
function show(row: HTMLElement, html: string, moving: string | null): void {
  const reachable = () => [...row.querySelectorAll<HTMLElement>('a, button, summary')];
  const held = reachable().indexOf(document.activeElement as HTMLElement);
  row.innerHTML = html;
  if (held >= 0) reachable()[held]?.focus({ preventScroll: true });
  if (moving) row.dataset['moving'] = moving;
  else delete row.dataset['moving'];
}
