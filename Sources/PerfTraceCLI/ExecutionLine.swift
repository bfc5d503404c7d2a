internal import PerfCommandLine
internal import PerfTrace

/// One execution in one line.
enum ExecutionLine {
  /// `n-body  1.23 s  45.1 MiB`, and how it failed if it did.
  static func text(_ fossil: Fossil) -> String {
    var words = [TerminalText.safe(fossil.script)]
    if let time = fossil.executionTime { words.append(Quantity(time, .seconds).text) }
    if let memory = fossil.memoryUsage { words.append(Quantity(memory, .mebibytes).text) }
    if !fossil.succeeded { words.append(ending(fossil)) }
    if fossil.run?.warmup == true { words.append("(warm-up)") }
    return words.joined(separator: "  ")
  }

  /// How a failed execution ended: "exit code 3", "killed by signal 9", "timed out", "not started".
  static func ending(_ fossil: Fossil) -> String {
    if fossil.outcome.interrupted { return "interrupted" }
    if fossil.outcome.timedOut { return "timed out" }
    if fossil.outcome.failure != nil { return "not started" }
    if let signal = fossil.outcome.signal { return "killed by signal \(signal)" }
    return "exit code \(fossil.exitCode.map(String.init) ?? "unknown")"
  }
}
