// What a dashboard of ours may hold, said in Grafana's own types: theirs, closed, and joined by the panel's kind.
// `refresh` puts DASHBOARD, COMPOSABLE and COMMON in place for each line of Grafana.
import type * as g from 'DASHBOARD';
import type * as timeseries from 'COMPOSABLE/timeseries/panelcfg/x/TimeSeriesPanelCfg_types.gen';
import type * as stat from 'COMPOSABLE/stat/panelcfg/x/StatPanelCfg_types.gen';
import type * as gauge from 'COMPOSABLE/gauge/panelcfg/x/GaugePanelCfg_types.gen';
import type * as bargauge from 'COMPOSABLE/bargauge/panelcfg/x/BarGaugePanelCfg_types.gen';
import type * as table from 'COMPOSABLE/table/panelcfg/x/TablePanelCfg_types.gen';
import type * as barchart from 'COMPOSABLE/barchart/panelcfg/x/BarChartPanelCfg_types.gen';
import type * as histogram from 'COMPOSABLE/histogram/panelcfg/x/HistogramPanelCfg_types.gen';
import type * as statetimeline from 'COMPOSABLE/statetimeline/panelcfg/x/StateTimelinePanelCfg_types.gen';
import type * as statushistory from 'COMPOSABLE/statushistory/panelcfg/x/StatusHistoryPanelCfg_types.gen';
import type * as heatmap from 'COMPOSABLE/heatmap/panelcfg/x/HeatmapPanelCfg_types.gen';
import type * as piechart from 'COMPOSABLE/piechart/panelcfg/x/PieChartPanelCfg_types.gen';
import type * as text from 'COMPOSABLE/text/panelcfg/x/TextPanelCfg_types.gen';
import type * as prometheus from './sdk/dist/prometheus/types.gen';
import type { Matcher, Reducer, Transformation, Unit } from './names';

type DeepPartial<T> = T extends (infer U)[] ? U[] : T extends object ? { [K in keyof T]?: DeepPartial<T[K]> } : T;

/** @pattern ^(|[0-9]+(ms|s|m|h|d))$ */
export type Interval = string;
/** @pattern ^(unit|decimals|min|max|noValue|color|thresholds|mappings|links|displayName|description|filterable|custom(\.[A-Za-z]+)+)$ */
export type PropertyId = string;

interface Source { type: 'prometheus' | 'loki' | 'grafana' | 'datasource'; uid: string }
interface Grid {
  /** @minimum 1 @maximum 64 */ h: number;
  /** @minimum 1 @maximum 24 */ w: number;
  /** @minimum 0 @maximum 23 */ x: number;
  /** @minimum 0 */ y: number;
}
interface ValueLink { title: string; url: string; targetBlank?: boolean }
interface FieldMatcher { id: Matcher; options: string | number }
interface Step { color: string; value: number | null }
interface Steps { mode: `${g.ThresholdsMode}`; steps: Step[] }
interface Override { matcher: FieldMatcher; properties: { id: PropertyId; value?: unknown }[] }
type Defaults<C> = Omit<g.FieldConfig, 'custom' | 'unit' | 'links' | 'thresholds'> & {
  unit?: Unit; links?: ValueLink[]; thresholds?: Steps; custom?: DeepPartial<C>;
};
interface Fields<C> { defaults: Defaults<C>; overrides: Override[] }
type Target = Omit<prometheus.Dataquery, '_implementsDataqueryVariant' | 'refId' | 'datasource'> & { refId: string; datasource: Source };
interface Transform { id: Transformation; options: unknown; disabled?: boolean }
/** The reducers of legends and of single values, as names that Grafana has. */
type Reduced<O> = Omit<O, 'legend' | 'reduceOptions'>
  & (O extends { legend: infer L } ? { legend?: Omit<DeepPartial<L>, 'calcs'> & { calcs?: Reducer[] } } : unknown)
  & (O extends { reduceOptions: infer R } ? { reduceOptions?: Omit<DeepPartial<R>, 'calcs'> & { calcs?: Reducer[] } } : unknown);
type P<K extends string, O, C> = Omit<g.Panel,
    'id' | 'gridPos' | 'transformations' | 'type' | 'options' | 'fieldConfig' | 'targets' | 'datasource' | 'title'> & {
  id: number; title: string; gridPos: Grid; type: K; datasource: Source; options: O; fieldConfig?: Fields<C>;
  targets?: Target[]; transformations?: Transform[];
};
type Plain = Record<string, never>;
interface Drawn {
  timeseries: P<'timeseries', DeepPartial<Reduced<timeseries.Options>>, timeseries.FieldConfig>;
  stat: P<'stat', DeepPartial<Reduced<stat.Options>>, Plain>;
  gauge: P<'gauge', DeepPartial<Reduced<gauge.Options>>, Plain>;
  bargauge: P<'bargauge', DeepPartial<Reduced<bargauge.Options>>, Plain>;
  table: P<'table', DeepPartial<table.Options>, table.FieldConfig>;
  barchart: P<'barchart', DeepPartial<Reduced<barchart.Options>>, barchart.FieldConfig>;
  histogram: P<'histogram', DeepPartial<Reduced<histogram.Options>>, histogram.FieldConfig>;
  stateTimeline: P<'state-timeline', DeepPartial<Reduced<statetimeline.Options>>, statetimeline.FieldConfig>;
  statusHistory: P<'status-history', DeepPartial<Reduced<statushistory.Options>>, statushistory.FieldConfig>;
  heatmap: P<'heatmap', DeepPartial<heatmap.Options>, heatmap.FieldConfig>;
  piechart: P<'piechart', DeepPartial<Reduced<piechart.Options>>, Plain>;
  text: P<'text', DeepPartial<text.Options>, Plain>;
}
type Row = Omit<g.RowPanel, 'panels' | 'gridPos' | 'datasource' | 'title'> & { title: string; gridPos: Grid; panels: DrawnItem[] };
interface Items extends Drawn { row: Row }

// One schema for each kind, chosen by the kind: a fault is told once, not once for each kind that it is not.
/** @discriminator type */
export type DrawnItem = Drawn[keyof Drawn];
/** @discriminator type */
export type Item = Items[keyof Items];

type Annotation = Omit<g.AnnotationQuery, 'datasource' | 'target'> & {
  datasource: Source; target?: { refId: string; expr: string; interval?: Interval }; titleFormat?: string; textFormat?: string;
  tagKeys?: string; useValueForTime?: boolean;
};
type Variable = Omit<g.VariableModel, 'datasource' | 'query'> & {
  datasource?: Source; query?: string | { query: string; refId: string }; definition?: string;
};

export type Strict = Omit<g.Dashboard, 'panels' | 'templating' | 'annotations' | 'refresh' | 'uid' | 'title'> & {
  uid: string; title: string; refresh: Interval; panels: Item[]; templating: { list: Variable[] };
  annotations: { list: Annotation[] };
};
