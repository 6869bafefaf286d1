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
  paint(chart, area, model);

  new ResizeObserver(() => chart.resize({ animation: { duration: 0 } })).observe(area);
  for (const query of ['(prefers-color-scheme: dark)', '(forced-colors: active)']) {
    matchMedia(query).addEventListener('change', () => paint(chart, area, model));
  }
}

function paint(chart: ECharts, area: HTMLElement, model: ChartModel): void {
  const look = theme(area);
  if (model.points) {
    void timeline(chart, area, model, look);
  } else {
    chart.setOption(buckets(model, look, area.clientWidth), { notMerge: true });
    area.dataset['drawn'] = 'true';
  }
}
