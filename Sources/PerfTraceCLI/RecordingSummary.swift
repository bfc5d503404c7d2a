internal import PerfCommandLine
internal import PerfStatistics
internal import PerfTrace

/// What came of a recording, for people.
enum RecordingSummary {
  /// One line a script: median, interval, memory, failures.
  static func table(_ runs: [RunProgress]) -> [String] {
    var table = TextTable(columns: [
      ("script", .left), ("median", .right), ("95 % interval", .right), ("peak RSS", .right),
      ("executions", .right), ("failed", .right),
    ])
    for run in runs {
      table.append([
        run.command.name, run.median.map { Quantity($0, .seconds).text } ?? "–",
        run.interval.map(interval) ?? "–",
        median(run.memories).map { Quantity($0, .mebibytes).text } ?? "–",
        String(run.measured), run.failures == 0 ? "–" : String(run.failures),
      ])
    }
    return table.lines
  }

  /// A few lines about the run of one command.
  static func lines(_ run: RunProgress) -> [String] {
    let name = TerminalText.safe(run.command.name)
    if run.measured == 1, let fossil = run.fossils.first {
      var lines = [ExecutionLine.text(fossil)]
      if let user = fossil.additionalMetrics["user_time"],
        let system = fossil.additionalMetrics["sys_time"]
      {
        lines.append(
          "  user \(Quantity(user, .seconds).text), system \(Quantity(system, .seconds).text)")
      }
      return lines
    }
    var lines = ["\(name): \(run.measured) executions, \(run.failures) failed"]
    if let median = run.median {
      let words = run.interval.map { " (95 % interval \(interval($0)))" } ?? ""
      lines.append("  median \(Quantity(median, .seconds).text)\(words)")
    }
    if let memory = median(run.memories) {
      lines.append("  peak RSS \(Quantity(memory, .mebibytes).text)")
    }
    return lines
  }

  private static func interval(_ interval: ConfidenceInterval) -> String {
    let scale = QuantityScale(for: interval.upper, unit: .seconds)
    return "\(Quantity(interval.lower, .seconds).text) – \(scale.text(interval.upper))"
  }
}
