/** What the page hands over in <script type="application/json">; see ChartModel.cs. */
export interface ChartModel {
  kind: 'bars' | 'line';
  unit: string;
  language: string;
  /** Names of the buckets, in order; a bucket without data has null in each series. */
  buckets: string[];
  series: ChartSeries[];
}

export interface ChartSeries {
  name: string;
  values: (number | null)[];
  /** The year before: a quiet line behind. */
  quiet: boolean;
}

/** Points of a time line: wall-clock milliseconds in the vault's zone, and values. */
export interface Points {
  by: 'raw' | 'hour' | 'day' | 'month';
  step: number;
  from: number;
  to: number;
  series: { name: string; points: [number, number][] }[];
}
