import { init, type ECharts } from './echarts';
import type { ChartModel } from './model';
import { buckets } from './buckets';
import { timeline } from './timeline';
import { theme } from './theme';

/** Draws the chart whose numbers stand in the figure; the table beside it says the same. */
export function draw(figure: HTMLElement): void {
  const area = figure.querySelector<HTMLElement>('.chart-area');
  const data = figure.querySelector('script[type="application/json"]');
  if (!area || !data?.textContent) return;

  const model = JSON.parse(data.textContent) as ChartModel;
  const chart = init(area, null, { renderer: 'canvas' });
  // Where a time line with zoom asks for its points; buckets and series are empty then.
  const points = figure.dataset['points'];
  paint(chart, area, model, points);

  for (const button of figure.querySelectorAll<HTMLButtonElement>('button[data-chart-file]')) {
    button.hidden = false;
    button.addEventListener('click', async () => {
      const { save } = await import('./file');
      // A time line is saved as it is zoomed; the handles below it belong to the page.
      const option = points ? { ...chart.getOption(), dataZoom: chartWindow(chart) } : buckets(model, theme(area, 'light'), 960);
      await save(button.dataset['chartFile'] === 'svg' ? 'svg' : 'png', figure, option, theme(area, points ? undefined : 'light'));
    });
  }

  new ResizeObserver(() => chart.resize({ animation: { duration: 0 } })).observe(area);
  for (const query of ['(prefers-color-scheme: dark)', '(forced-colors: active)']) {
    matchMedia(query).addEventListener('change', () => paint(chart, area, model, points));
  }

  // Paper is light, whatever the screen is; it does not wait for the next frame.
  matchMedia('print').addEventListener('change', () => {
    if (points) return;
    paint(chart, area, model);
    chart.getZr().flush();
  });
}

function chartWindow(chart: ECharts): object[] {
  const [zoom] = chart.getOption()['dataZoom'] as { startValue: number; endValue: number }[];
  return zoom ? [{ type: 'inside', startValue: zoom.startValue, endValue: zoom.endValue, filterMode: 'none' }] : [];
}

function paint(chart: ECharts, area: HTMLElement, model: ChartModel, points?: string): void {
  const look = theme(area);
  if (points) {
    void timeline(chart, area, points, model, look);
  } else {
    chart.setOption(buckets(model, look, area.clientWidth), { notMerge: true });
    area.dataset['drawn'] = 'true';
  }
}
