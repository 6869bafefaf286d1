import type { EChartsCoreOption } from './echarts';
import { look } from './look';
import type { ChartModel } from './model';
import type { Theme } from './theme';

/** Bars (from zero) or a line over named buckets: months of a year, days of a month; groups are stacked, the year before is a quiet line. */
export function buckets(model: ChartModel, theme: Theme, width: number): EChartsCoreOption {
  const { text, ...shared } = look(theme, model);
  const loud = model.series.filter(series => !series.quiet);
  const several = loud.length > 1;
  const quiet = model.series.length > loud.length;
  return {
    ...shared,
    legend: several || quiet
      ? { top: 0, right: 0, itemWidth: 14, itemHeight: 8, icon: 'roundRect', textStyle: { ...text, color: theme.ink }, selectedMode: several, type: 'scroll', left: 64 }
      : undefined,
    xAxis: {
      type: 'category',
      data: model.buckets,
      axisTick: { show: false },
      axisLine: { lineStyle: { color: theme.rule } },
      axisLabel: { ...text, hideOverlap: true, interval: width < 480 ? 'auto' : undefined },
    },
    yAxis: { ...shared.yAxis, scale: model.kind === 'line' },
    series: model.series.map(series => {
      const colour = series.quiet ? theme.quiet : theme.series[loud.indexOf(series) % theme.series.length];
      const line = series.quiet || model.kind === 'line';
      return {
        name: series.name,
        type: line ? 'line' : 'bar',
        data: series.values,
        stack: !line && several ? 'all' : undefined,
        connectNulls: false,
        barMaxWidth: 40,
        barCategoryGap: '28%',
        symbol: line ? 'circle' : undefined,
        symbolSize: series.quiet ? 4 : 5,
        z: series.quiet ? 3 : 2,
        itemStyle: { color: colour, borderRadius: !line && !several ? [3, 3, 0, 0] : 0 },
        lineStyle: line ? { color: colour, width: series.quiet ? 1.5 : 2, type: series.quiet ? 'dashed' : 'solid' } : undefined,
      };
    }),
  };
}
