/** How often a screen reader is told: what is read aloud each second is noise. */
const BETWEEN_TELLINGS = 15_000;

/**
 * While a run on this page is active, the page listens to how it goes on, over one connection, and reloads once when it is over. A page that nobody
 * sees lets go of the connection, and takes it up again when it is looked at.
 */
export function progress(): void {
  const run = document.querySelector<HTMLElement>('[data-run-events]');
  const address = run?.dataset['runEvents'];
  if (!run || !address) return;

  let events: EventSource | null = null;
  const follow = () => {
    if (document.hidden) {
      events?.close();
      events = null;
    } else {
      events ??= listen(run, address);
    }
  };
  document.addEventListener('visibilitychange', follow);
  follow();
}

function listen(run: HTMLElement, address: string): EventSource {
  const bar = run.querySelector('progress');
  const words = run.querySelector('[data-run-words]');
  const said = run.querySelector('[data-run-said]');
  let told = performance.now();
  const events = new EventSource(address);
  events.addEventListener('progress', event => {
    const { done, total, words: text } = JSON.parse((event as MessageEvent<string>).data) as { done: number; total: number | null; words: string };
    if (bar && total) {
      bar.max = total;
      bar.value = done;
    }
    if (words && text) words.textContent = text;
    if (said && text && performance.now() - told > BETWEEN_TELLINGS) {
      said.textContent = text;
      told = performance.now();
    }
  });
  events.addEventListener('over', () => {
    events.close();
    location.reload();
  });
  return events;
}
