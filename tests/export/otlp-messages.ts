/**
 * The messages of OTLP that metrics are made of, with the types of their fields: opentelemetry.proto.{collector,metrics,common,resource}.v1,
 * as github.com/open-telemetry/opentelemetry-proto publishes them. `[]` is repeated; `|` in front marks a field of the message's one union.
 */
const messages: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ExportMetricsServiceRequest: { resourceMetrics: 'ResourceMetrics[]' },
  ResourceMetrics: { resource: 'Resource', scopeMetrics: 'ScopeMetrics[]', schemaUrl: 'string' },
  Resource: { attributes: 'KeyValue[]', droppedAttributesCount: 'uint32' },
  ScopeMetrics: { scope: 'InstrumentationScope', metrics: 'Metric[]', schemaUrl: 'string' },
  InstrumentationScope: { name: 'string', version: 'string', attributes: 'KeyValue[]', droppedAttributesCount: 'uint32' },
  Metric: {
    name: 'string',
    description: 'string',
    unit: 'string',
    metadata: 'KeyValue[]',
    gauge: '|Gauge',
    sum: '|Sum',
    histogram: '|Histogram',
    exponentialHistogram: '|ExponentialHistogram',
    summary: '|Summary',
  },
  Gauge: { dataPoints: 'NumberDataPoint[]' },
  Sum: { dataPoints: 'NumberDataPoint[]', aggregationTemporality: 'enum', isMonotonic: 'bool' },
  Histogram: { dataPoints: 'HistogramDataPoint[]', aggregationTemporality: 'enum' },
  Summary: { dataPoints: 'SummaryDataPoint[]' },
  NumberDataPoint: {
    attributes: 'KeyValue[]',
    startTimeUnixNano: 'fixed64',
    timeUnixNano: 'fixed64',
    asDouble: '|double',
    asInt: '|fixed64',
    flags: 'uint32',
  },
  HistogramDataPoint: {
    attributes: 'KeyValue[]',
    startTimeUnixNano: 'fixed64',
    timeUnixNano: 'fixed64',
    count: 'fixed64',
    sum: 'double',
    bucketCounts: 'fixed64[]',
    explicitBounds: 'double[]',
    flags: 'uint32',
    min: 'double',
    max: 'double',
  },
  SummaryDataPoint: {
    attributes: 'KeyValue[]',
    startTimeUnixNano: 'fixed64',
    timeUnixNano: 'fixed64',
    count: 'fixed64',
    sum: 'double',
    quantileValues: 'ValueAtQuantile[]',
    flags: 'uint32',
  },
  ValueAtQuantile: { quantile: 'double', value: 'double' },
  KeyValue: { key: 'string', value: 'AnyValue' },
  AnyValue: { stringValue: '|string', boolValue: '|bool', intValue: '|fixed64', doubleValue: '|double' },
}

/** What of a value is not as the JSON mapping of OTLP has it: unknown fields, wrong types, a union without one and only one of its fields. */
export function faultsOf(value: unknown, type = 'ExportMetricsServiceRequest', path = '$'): string[] {
  if (type.endsWith('[]')) {
    if (!Array.isArray(value)) return [`${path} is no list`]
    return value.flatMap((one, i) => faultsOf(one, type.slice(0, -2), `${path}[${i}]`))
  }
  const scalar = scalars[type]
  if (scalar !== undefined) return scalar(value) ? [] : [`${path} is no ${type}: ${JSON.stringify(value)}`]
  const fields = messages[type]
  if (fields === undefined || typeof value !== 'object' || value === null) return [`${path} is no ${type}`]
  const union = Object.keys(fields).filter((field) => fields[field]?.startsWith('|') === true)
  const chosen = union.filter((field) => field in value)
  const many = union.length > 0 && chosen.length !== 1 ? [`${path} has ${chosen.length} of ${union.join(', ')}`] : []
  const inside = Object.entries(value).flatMap(([field, held]) => {
    const of = fields[field]
    return of === undefined
      ? [`${path}.${field} is no field of ${type}`]
      : faultsOf(held, of.replace('|', ''), `${path}.${field}`)
  })
  return [...many, ...inside]
}

const scalars: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  bool: (value) => typeof value === 'boolean',
  double: (value) => typeof value === 'number',
  uint32: (value) => Number.isInteger(value),
  // By number: OTLP takes no names of enumerators.
  enum: (value) => Number.isInteger(value),
  // 64-bit integers are texts.
  fixed64: (value) => typeof value === 'string' && /^\d+$/.test(value),
}
