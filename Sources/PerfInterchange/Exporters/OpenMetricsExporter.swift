internal import PerfStatistics
internal import PerfTrace

/// OpenMetrics text for Prometheus: the latest result of every script, branch and kind of host.
///
/// There are no timestamps on the samples, because node_exporter's textfile collector refuses them; when a result was measured
/// is a metric of its own.
struct OpenMetricsExporter: Exporter {
  static let name = "openmetrics"
  static let title = "OpenMetrics text for Prometheus, the latest result of every script"
  static let takesWarmups = false

  private var grouping = ExportGrouping()
  private var executions: [String: (all: Int, succeeded: Int)] = [:]

  mutating func append(_ fossil: Fossil, to output: inout [UInt8]) {
    grouping.append(fossil)
    guard Self.takes(fossil) else { return }
    var count = executions[fossil.script] ?? (0, 0)
    count.all += 1
    if fossil.succeeded { count.succeeded += 1 }
    executions[fossil.script] = count
  }

  mutating func finish(to output: inout [UInt8]) {
    let latest = grouping.latest.map { ($0, Self.labels(of: $0)) }
    func family(
      _ name: String, unit: String?, help: String,
      _ values: (ExportGroup) -> [(labels: [(String, String)], value: Double?)]
    ) {
      let start = output.count
      for (group, labels) in latest {
        for (own, value) in values(group) {
          guard let value, value.isFinite else { continue }
          if output.count == start { Self.head(name, unit: unit, help: help, to: &output) }
          Self.sample(name, labels + own, value, to: &output)
        }
      }
    }
    family(
      "perftrace_execution_time_seconds", unit: "seconds",
      help: "Median wall time of the latest run."
    ) { [([], median($0.times))] }
    family(
      "perftrace_peak_memory_bytes", unit: "bytes",
      help: "Median peak resident memory of the latest run."
    ) { [([], median($0.memory).map { $0 * 1_048_576 })] }
    for (metric, words) in [("user_time", "user"), ("sys_time", "system")] {
      family(
        "perftrace_\(words)_time_seconds", unit: "seconds",
        help: "Median \(words) time of the latest run."
      ) { [([], median($0.fossils.compactMap { $0.additionalMetrics[metric] }))] }
    }
    family("perftrace_metric", unit: nil, help: "Custom metrics of the latest run.") { group in
      group.metrics.map { id, metric in
        ([("metric", id), ("unit", metric.unit ?? "")], metric.value)
      }
    }
    family(
      "perftrace_measured_timestamp_seconds", unit: "seconds", help: "When the latest run began."
    ) { [([], Double($0.first.timestamp.milliseconds) / 1000)] }
    let scripts = executions.sorted { $0.key < $1.key }
    if !scripts.isEmpty {
      Self.head(
        "perftrace_success_ratio", unit: "ratio",
        help: "Share of all executions that exited with 0.", to: &output)
      for (script, count) in scripts {
        Self.sample(
          "perftrace_success_ratio", [("script", script)],
          Double(count.succeeded) / Double(count.all), to: &output)
      }
    }
    output.append(contentsOf: "# EOF\n".utf8)
  }

  private static func labels(of group: ExportGroup) -> [(String, String)] {
    let host = group.first.environment.hostClass
    let tags = group.first.tags.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
    return [
      ("script", group.first.script), ("branch", group.first.gitBranch ?? ""),
      ("commit", group.first.gitSHA ?? ""), ("tags", tags), ("os", host.os), ("arch", host.arch),
      ("cpu_model", host.cpuModel), ("cpu_cores", host.cpuCores), ("runner", host.runner),
    ].filter { !$0.1.isEmpty }
  }

  private static func head(
    _ name: String, unit: String?, help: String, to output: inout [UInt8]
  ) {
    output.append(contentsOf: "# TYPE \(name) gauge\n".utf8)
    if let unit { output.append(contentsOf: "# UNIT \(name) \(unit)\n".utf8) }
    output.append(contentsOf: "# HELP \(name) \(help)\n".utf8)
  }

  private static func sample(
    _ name: String, _ labels: [(String, String)], _ value: Double, to output: inout [UInt8]
  ) {
    output.append(contentsOf: name.utf8)
    output.append(UInt8(ascii: "{"))
    for (index, (key, text)) in labels.enumerated() {
      if index > 0 { output.append(UInt8(ascii: ",")) }
      output.append(contentsOf: key.utf8)
      output.append(contentsOf: "=\"".utf8)
      for byte in text.utf8 {
        switch byte {
        case UInt8(ascii: "\\"), UInt8(ascii: "\""):
          output.append(UInt8(ascii: "\\"))
          output.append(byte)
        case UInt8(ascii: "\n"): output.append(contentsOf: "\\n".utf8)
        default: output.append(byte)
        }
      }
      output.append(UInt8(ascii: "\""))
    }
    output.append(contentsOf: "} ".utf8)
    output.append(jsonNumber: value)
    output.append(UInt8(ascii: "\n"))
  }
}
