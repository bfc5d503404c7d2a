internal import PerfStatistics
internal import PerfTrace

/// The JSON of `hyperfine --export-json`: a result for every run of a script.
struct HyperfineExporter: Exporter {
  static let name = "hyperfine"
  static let title = "hyperfine JSON, a result for every run"
  static let takesFailures = false
  static let takesWarmups = false

  private var grouping = ExportGrouping()

  mutating func append(_ fossil: Fossil, to output: inout [UInt8]) {
    grouping.append(fossil)
  }

  mutating func finish(to output: inout [UInt8]) {
    output.append(contentsOf: "{\n\"results\": [".utf8)
    var isFirst = true
    for group in grouping.groups {
      guard let result = Self.result(group) else { continue }
      output.append(contentsOf: (isFirst ? "\n" : ",\n").utf8)
      isFirst = false
      output.append(json: result)
    }
    output.append(contentsOf: "\n]\n}\n".utf8)
  }

  private static func result(_ group: ExportGroup) -> JSONValue? {
    let timed = group.fossils.filter { $0.executionTime != nil }
    let times = timed.compactMap(\.executionTime)
    guard let median = median(times), let minimum = times.min(), let maximum = times.max() else {
      return nil
    }
    let mean = times.reduce(0, +) / Double(times.count)
    var fields: OrderedFields<JSONValue> = [
      "command": .string(group.first.script), "mean": .number(mean),
    ]
    if times.count > 1 {
      let squares = times.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      fields["stddev"] = .number((squares / Double(times.count - 1)).squareRoot())
    } else {
      fields["stddev"] = .null
    }
    fields["median"] = .number(median)
    for (key, metric) in [("user", "user_time"), ("system", "sys_time")] {
      let values = timed.compactMap { $0.additionalMetrics[metric] }
      if !values.isEmpty {
        fields[key] = .number(values.reduce(0, +) / Double(values.count))
      } else if let mean = group.detail("mean_\(key)_time") {
        fields[key] = mean
      }
    }
    fields["min"] = .number(minimum)
    fields["max"] = .number(maximum)
    fields["times"] = .array(times.map { .number($0) })
    let memory = timed.compactMap(\.memoryUsage)
    if memory.count == times.count {
      fields["memory_usage_byte"] = .array(memory.map { .number(($0 * 1_048_576).rounded()) })
    }
    fields["exit_codes"] = .array(timed.map { $0.exitCode.map { .number(Double($0)) } ?? .null })
    if !group.first.tags.isEmpty {
      fields["parameters"] = .object(
        OrderedFields(group.first.tags.map { (key: $0.key, value: .string($0.value)) }))
    }
    return .object(fields)
  }
}
