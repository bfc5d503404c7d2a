internal import PerfStatistics
internal import PerfTrace

/// The Bencher Metric Format: the latest result of every script.
struct BencherExporter: Exporter {
  static let name = "bencher"
  static let title = "Bencher Metric Format, the latest result of every script"
  static let takesFailures = false
  static let takesWarmups = false

  private var grouping = ExportGrouping()

  mutating func append(_ fossil: Fossil, to output: inout [UInt8]) {
    grouping.append(fossil)
  }

  mutating func finish(to output: inout [UInt8]) {
    var benchmarks: [(key: String, value: JSONValue)] = []
    var seen: Set<String> = []
    // Hosts and branches have no place in the format: the latest of them wins.
    let latest = grouping.latest.sorted { $0.first.timestamp > $1.first.timestamp }
    for group in latest where seen.insert(group.name).inserted {
      let measures = Self.measures(of: group)
      if !measures.isEmpty { benchmarks.append((group.name, .object(measures))) }
    }
    benchmarks.sort { $0.key < $1.key }
    output.append(json: .object(OrderedFields(benchmarks)))
    output.append(UInt8(ascii: "\n"))
  }

  private static func measures(of group: ExportGroup) -> OrderedFields<JSONValue> {
    var measures: OrderedFields<JSONValue> = [:]
    // What was imported has the bounds that it came with.
    let bounds = group.fossils.count == 1 ? group.detail("bounds") : nil
    func add(_ measure: String, _ value: Double?, _ low: Double?, _ high: Double?) {
      guard let value else { return }
      let known = bounds?[measure]?.elements?.compactMap(\.double) ?? []
      let (low, high) = known.count == 2 ? (known[0], known[1]) : (low, high)
      var fields: OrderedFields<JSONValue> = ["value": .number(value)]
      if let low, let high {
        fields["lower_value"] = .number(low)
        fields["upper_value"] = .number(high)
      }
      measures[measure] = .object(fields)
    }
    if group.fossils.count == 1, let measure = group.detail("measure")?.text,
      let value = group.detail("value")?.double
    {
      add(measure, value, nil, nil)
    } else {
      // Latency is in nanoseconds there.
      let times = group.times.map { $0 * 1e9 }
      let isMany = times.count > 1
      add("latency", median(times), isMany ? times.min() : nil, isMany ? times.max() : nil)
    }
    let memory = group.memory.map { $0 * 1_048_576 }
    let isMany = memory.count > 1
    add("peak-memory", median(memory), isMany ? memory.min() : nil, isMany ? memory.max() : nil)
    for (id, metric) in group.metrics {
      add(
        id, metric.value, metric.spread.map { metric.value - $0 },
        metric.spread.map { metric.value + $0 })
    }
    return measures
  }
}
