import type { ECharts } from './echarts';
import { look, number } from './look';
import type { ChartModel, Points } from './model';
import type { Theme } from './theme';

/**
 * A time line with zoom. The whole span comes in coarse steps; each closer look asks the hub for finer ones, down to the single reading, so that
 * years of half-hours stay quick. Times are the vault's wall clock, hence useUTC.
 */
export async function timeline(chart: ECharts, area: HTMLElement, address: string, model: ChartModel, theme: Theme): Promise<void> {
  const whole = await ask(address);
  if (!whole) return;

  let shown = whole;
  const { text, ...shared } = look(theme, model);
  const names = formats(model.language);
  const lines = (points: Points) => points.series.map((series, i) => ({
    name: series.name,
    type: 'line',
    showSymbol: false,
    symbol: 'circle',
    symbolSize: 5,
    step: points.by === 'raw' ? 'start' : false,
    connectNulls: false,
    sampling: 'lttb',
    data: gaps(series.points, points.step),
    itemStyle: { color: theme.series[i % theme.series.length] },
    lineStyle: { color: theme.series[i % theme.series.length], width: 1.5 },
  }));

  chart.setOption({
    ...shared,
    useUTC: true,
    grid: { ...shared.grid, bottom: 56 },
    legend: whole.series.length > 1 ? { top: 0, left: 64, type: 'scroll', itemWidth: 14, itemHeight: 8, textStyle: { ...text, color: theme.ink } } : undefined,
    tooltip: {
      ...shared.tooltip,
      formatter: (items: { seriesName: string; value: [number, number | null] }[]) => items.length === 0 ? '' : [
        names(items[0]!.value[0], shown.by),
        ...items.map(item => `${items.length > 1 ? `${item.seriesName} ` : ''}${item.value[1] === null ? '–' : number(model.language, item.value[1])}\u00a0${model.unit}`),
      ].join('\n'),
    },
    xAxis: {
      type: 'time', min: whole.from, max: whole.to,
      axisLine: { lineStyle: { color: theme.rule } },
      axisLabel: { ...text, hideOverlap: true, formatter: labels(model.language) },
    },
    yAxis: { ...shared.yAxis, scale: model.kind === 'line' },
    dataZoom: [
      { type: 'inside', minValueSpan: 21_600_000, filterMode: 'none', zoomOnMouseWheel: 'ctrl', moveOnMouseWheel: false },
      { type: 'slider', height: 28, bottom: 8, minValueSpan: 21_600_000, filterMode: 'none', brushSelect: false, borderColor: theme.rule, textStyle: text,
        labelFormatter: (value: number) => names(value, 'day'), showDataShadow: false, fillerColor: theme.wash,
        handleStyle: { color: theme.surface, borderColor: theme.series[0] }, moveHandleStyle: { color: theme.rule } },
    ],
    series: lines(whole),
  }, { notMerge: true });
  area.dataset['drawn'] = 'true';
  area.dataset['by'] = whole.by;

  let latest = 0;
  chart.off('datazoom');
  chart.on('datazoom', () => {
    const [zoom] = (chart.getOption()['dataZoom'] as { startValue: number; endValue: number }[]);
    const turn = ++latest;
    setTimeout(async () => {
      if (turn !== latest || !zoom) return;
      const near = zoom.endValue - zoom.startValue < (whole.to - whole.from) * 0.95;
      const points = near ? await ask(address, zoom.startValue, zoom.endValue) : whole;
      if (turn !== latest || !points) return;
      shown = points;
      chart.setOption({ series: lines(points) });
      area.dataset['by'] = points.by;
    }, 180);
  });
}

async function ask(address: string, from?: number, to?: number): Promise<Points | null> {
  const at = new URL(address, location.href);
  if (from !== undefined && to !== undefined) {
    at.searchParams.set('from', wall(from));
    at.searchParams.set('to', wall(to));
  }
  const response = await fetch(at, { headers: { accept: 'application/json' } });
  return response.ok ? (await response.json()) as Points : null;
}

const wall = (time: number) => new Date(time).toISOString().slice(0, 19);

/** A hole longer than a step and a half breaks the line. */
function gaps(points: [number, number][], step: number): [number, number | null][] {
  const whole: [number, number | null][] = [];
  for (const point of points) {
    const before = whole.at(-1);
    if (before && step > 0 && point[0] - before[0] > step * 1.5) whole.push([before[0] + step, null]);
    whole.push(point);
  }
  return whole;
}

function formats(language: string): (time: number, by: Points['by']) => string {
  const tag = language === 'fr' ? 'fr-FR' : 'en-GB';
  const make = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(tag, { ...options, timeZone: 'UTC' });
  const day = make({ day: 'numeric', month: 'long', year: 'numeric' });
  const time = make({ day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit' });
  const month = make({ month: 'long', year: 'numeric' });
  return (at, by) => (by === 'day' ? day : by === 'month' ? month : time).format(at);
}

function labels(language: string): (time: number) => string {
  const tag = language === 'fr' ? 'fr-FR' : 'en-GB';
  const make = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(tag, { ...options, timeZone: 'UTC' });
  const [year, month, day, hour] = [make({ year: 'numeric' }), make({ month: 'short' }), make({ day: 'numeric', month: 'short' }), make({ hour: '2-digit', minute: '2-digit' })];
  return at => {
    const date = new Date(at);
    if (date.getUTCHours() || date.getUTCMinutes()) return hour.format(at);
    if (date.getUTCDate() !== 1) return day.format(at);
    return (date.getUTCMonth() ? month : year).format(at);
  };
}
