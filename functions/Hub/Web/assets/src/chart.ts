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

  new ResizeObserver(() => chart.resize({ animation: { duration: 0 } })).observe(area);
  for (const query of ['(prefers-color-scheme: dark)', '(forced-colors: active)']) {
    matchMedia(query).addEventListener('change', () => paint(chart, area, model, points));
  }
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
