// The bodies that the dashboard's API answers with; a test compares them with the server's own types.
export interface ResourceUrl { url: string; name: string | null; displayText: string | null; internal: boolean }
export interface ResourceValue { name: string; value: string | null; secret: boolean }
export interface HealthReport { name: string; status: string | null; description: string | null; checkedAt: string | null }
export interface ResourceVolume { target: string; source: string | null; type: string | null; readOnly: boolean }
export interface ResourceRelationship { resource: string; type: string }
export interface CommandOption { value: string; label: string | null }
export interface CommandInput { name: string; label: string | null; description: string | null; kind: string; required: boolean; placeholder: string | null; value: string | null; options: CommandOption[] | null; allowOther: boolean; disabled: boolean; maxLength: number | null }
export interface ResourceCommand { name: string; displayName: string; description: string | null; confirmation: string | null; highlighted: boolean; state: string; icon: string | null; inputs: CommandInput[] | null }
export interface ResourceSnapshot {
  name: string; displayName: string | null; type: string; state: string; stateStyle: string | null; health: string | null
  createdAt: string | null; startedAt: string | null; stoppedAt: string | null; exitCode: number | null; parent: string | null; hidden: boolean; order: number
  urls: ResourceUrl[]; environment: ResourceValue[]; properties: ResourceValue[]; healthReports: HealthReport[]; volumes: ResourceVolume[]
  relationships: ResourceRelationship[]; commands: ResourceCommand[]
}
export interface ResourceList { application: string; runId: string | null; connected: boolean; resources: ResourceSnapshot[] }
export interface HealthChange { at: number; level: string; state: string; health: string | null; reason: string }
export interface ResourceHistory { resource: string; changes: HealthChange[] }
export interface HistoryList { now: number; resources: ResourceHistory[] }
export interface CommandOutcome { success: boolean; message: string | null }
export interface ConsoleLine { id: number; resource: string; n: number; time: number; stream: string; text: string }
export interface ConsolePage { lines: ConsoleLine[]; more: boolean; dropped: number }
export interface AttributeView { key: string; value: string; type: string }
export interface LogRow { id: number; time: number; severity: number; resource: string; instance: string | null; category: string; message: string; exception: string | null; traceId: string | null; spanId: string | null }
export interface LogPage { items: LogRow[]; next: number | null; newest: number; stored: number; dropped: number }
export interface LogDetail { row: LogRow; template: string | null; eventName: string | null; attributes: AttributeView[]; scopeAttributes: AttributeView[]; resourceAttributes: AttributeView[] }
export interface TraceSource { resource: string; spans: number }
export interface TraceRow { traceId: string; order: number; name: string; resource: string; start: number; duration: number; spans: number; errors: number; resources: TraceSource[] }
export interface TracePage { items: TraceRow[]; next: number | null; stored: number; storedSpans: number; dropped: number }
export interface SpanEventView { name: string; offset: number; attributes: AttributeView[] }
export interface SpanLinkView { traceId: string | null; spanId: string | null; attributes: AttributeView[] }
export interface SpanView { spanId: string | null; parentId: string | null; name: string; kind: string; resource: string; instance: string | null; scope: string; offset: number; duration: number; failed: boolean; statusMessage: string | null; attributes: AttributeView[]; events: SpanEventView[]; links: SpanLinkView[] }
export interface TraceDetail { trace: TraceRow; spans: SpanView[]; logs: LogRow[]; incomplete: boolean }
export interface InstrumentView { resource: string; meter: string; name: string; unit: string; description: string; kind: string; series: number }
export interface InstrumentList { instruments: InstrumentView[] }
export interface DimensionView { key: string; values: string[] }
export interface ChartLine { label: string; values: (number | null)[] }
export interface HeatMap { bounds: number[]; counts: number[][] }
export interface ExemplarView { time: number; value: number; traceId: string; spanId: string | null }
export interface ChartData { instrument: InstrumentView; dimensions: DimensionView[]; times: number[]; lines: ChartLine[]; rate: ChartLine | null; heat: HeatMap | null; exemplars: ExemplarView[]; omitted: number }
export interface RunView { id: string; startedAt: string; bytes: number; current: boolean }
export interface RunList { runs: RunView[]; recorded: boolean; unrecorded: number }
export interface ImportOutcome { requests: number; accepted: number; rejected: number }
export interface Vital { now: number | null; values: (number | null)[]; unit: string; meter: string; name: string }
export interface ServiceVitals { resource: string; rate: Vital | null; errors: Vital | null; latency: Vital | null; lag: Vital | null; memory: Vital | null }
export interface HomeView { from: number; to: number; services: ServiceVitals[] }
export interface MapNode { name: string; kind: string; calls: number; failed: number; p50: number | null; p95: number | null }
export interface MapEdge { from: string; to: string; calls: number; failed: number; p50: number | null; p95: number | null }
export interface ServiceMapView { nodes: MapNode[]; edges: MapEdge[]; traces: number; omitted: number }
export interface AttributeSuggestions { keys: string[]; values: string[] }
export interface OperationView { resource: string; name: string; count: number; failed: number; p50: number | null; p95: number | null; max: number }
export interface ProblemView { resource: string; severity: number; category: string; message: string; count: number }
export interface MemoryView { resource: string; bytes: number }
export interface RunSummaryView { run: string; traces: number; spans: number; logs: number; operations: OperationView[]; problems: ProblemView[]; memory: MemoryView[]; omitted: number }
