import type { ChartModel } from './model';
import type { Theme } from './theme';

/** What every chart shares. Tooltips are drawn in the canvas: ECharts' HTML ones need inline style, which the content policy forbids. */
export function look(theme: Theme, model: ChartModel) {
  const text = { color: theme.quiet, fontFamily: theme.font, fontSize: 12 };
  return {
    animation: false,
    textStyle: text,
    aria: { enabled: false },
    grid: { left: 8, right: 12, top: 36, bottom: 8, outerBoundsMode: 'same' as const },
    tooltip: {
      trigger: 'axis' as const,
      renderMode: 'richText' as const,
      confine: true,
      axisPointer: { type: 'line' as const, lineStyle: { color: theme.rule } },
      backgroundColor: theme.surface,
      borderColor: theme.rule,
      textStyle: { color: theme.ink, fontFamily: theme.font, fontSize: 13 },
      valueFormatter: (value: unknown) => (typeof value === 'number' ? `${number(model.language, value)}\u00a0${model.unit}` : '–'),
    },
    yAxis: {
      type: 'value' as const,
      name: model.unit,
      nameLocation: 'end' as const,
      nameGap: 14,
      nameTextStyle: { ...text, align: 'right' as const },
      splitNumber: 4,
      axisLabel: { ...text, formatter: (value: number) => number(model.language, value) },
      splitLine: { lineStyle: { color: theme.rule } },
    },
    text,
  };
}

export function number(language: string, value: number): string {
  return new Intl.NumberFormat(language === 'fr' ? 'fr-FR' : 'en-GB', { maximumFractionDigits: Math.abs(value) < 10 ? 2 : Math.abs(value) < 100 ? 1 : 0 }).format(value);
}
