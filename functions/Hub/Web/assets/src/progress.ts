/** While a run on this page is active, the page asks for its state and reloads once when it changes to another state. */
export function progress(): void {
  const run = document.querySelector<HTMLElement>('[data-run-events]');
  const address = run?.dataset['runEvents'];
  if (!run || !address) return;

  const bar = run.querySelector('progress');
  const words = run.querySelector('[data-run-words]');
  const events = new EventSource(address);
  events.addEventListener('progress', event => {
    const { done, total, words: text } = JSON.parse((event as MessageEvent<string>).data) as { done: number; total: number | null; words: string };
    if (bar && total) {
      bar.max = total;
      bar.value = done;
    }
    if (words && text) words.textContent = text;
  });
  events.addEventListener('over', () => {
    events.close();
    location.reload();
  });
}
