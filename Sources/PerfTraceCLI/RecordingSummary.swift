internal import PerfCommandLine
internal import PerfStatistics
internal import PerfTrace

/// What came of a recording, for people.
struct RecordingSummary {
  var runs: [RunProgress]
  /// The last comparable executions of each run; `nil` where there are none.
  var earlier: [EarlierExecutions?]

  /// One line a script: median, interval, memory, failures, change; what all changes are since is said once.
  var table: [String] {
    let places = Set(
      zip(runs, earlier).compactMap { run, earlier in
        Self.change(of: run, since: earlier) == nil ? nil : earlier?.words
      })
    let common = places.count == 1 ? places.first : nil
    var table = TextTable(columns: [
      ("script", .left), ("median", .right), ("95 % interval", .right), ("peak RSS", .right),
      ("runs", .right), ("failed", .right), ("change", .left),
    ])
    for (run, earlier) in zip(runs, earlier) {
      table.append([
        run.command.name, run.median.map { Quantity($0, .seconds).text } ?? "–",
        run.interval.map(Self.interval) ?? "–",
        median(run.memories).map { Quantity($0, .mebibytes).text } ?? "–",
        String(run.measured), run.failures == 0 ? "–" : String(run.failures),
        Self.change(of: run, since: earlier, isPlaceSaid: common == nil) ?? "–",
      ])
    }
    return table.lines + (common.map { ["change since \(TerminalText.safe($0))"] } ?? [])
  }

  /// A few lines about the run of one command.
  var lines: [String] {
    guard let run = runs.first else { return [] }
    var lines: [String] = []
    if run.fossils.count == 1, let fossil = run.fossils.first {
      lines.append(ExecutionLine.text(fossil))
      lines += Self.processorTime(of: fossil).map { ["  " + $0] } ?? []
    } else {
      let failed = run.failures > 0 ? ", \(run.failures) failed" : ""
      lines.append("\(TerminalText.safe(run.command.name))  \(run.measured) runs\(failed)")
      if let median = run.median {
        let words = run.interval.map { "  (95 % interval \(Self.interval($0)))" } ?? ""
        lines.append("  median    \(Quantity(median, .seconds).text)\(words)")
      }
      if let memory = median(run.memories) {
        lines.append("  peak RSS  \(Quantity(memory, .mebibytes).text)")
      }
    }
    if let change = Self.change(of: run, since: earlier.first ?? nil) {
      lines.append("  change    \(change)")
    }
    return lines
  }

  private static func processorTime(of fossil: Fossil) -> String? {
    guard let user = fossil.additionalMetrics["user_time"],
      let system = fossil.additionalMetrics["sys_time"]
    else { return nil }
    return "user \(Quantity(user, .seconds).text), system \(Quantity(system, .seconds).text)"
  }

  /// "+7.1 % (+5.0 % to +9.1 %) since the runs at 1a2b3c4d5e on main"; the interval is missing where the samples are too small for one.
  private static func change(
    of run: RunProgress, since earlier: EarlierExecutions?, isPlaceSaid: Bool = true
  ) -> String? {
    guard let earlier, let change = earlier.change(to: run.times) else { return nil }
    let effect = Quantity.change(change.estimate)
    let interval =
      change.interval.map { " (\(Quantity.changes($0.lower, $0.upper)))" } ?? ""
    let place = isPlaceSaid ? " since \(TerminalText.safe(earlier.words))" : ""
    return "\(effect)\(interval)\(place)"
  }

  private static func interval(_ interval: ConfidenceInterval) -> String {
    "\(Quantity(interval.lower, .seconds).text) – \(Quantity(interval.upper, .seconds).text)"
  }
}
