internal import PerfCommandLine
internal import PerfTrace

/// Tells a person, or a log, how a recording goes and what came of it.
struct RecordingReporter {
  private let plan: BatchPlan
  private let format: RecordFormat
  private let isBatch: Bool
  private var bar = ProgressBar()
  private var times: [[Double]]
  private var failures = 0
  private var recorded = 0

  init(plan: BatchPlan, format: RecordFormat, isBatch: Bool) {
    self.plan = plan
    self.format = format
    self.isBatch = isBatch
    times = plan.commands.map { _ in [] }
  }

  mutating func report(_ event: BatchEvent) {
    switch event {
    case .begins(let run, let number, let isWarmup):
      begin(run: run, number: number, isWarmup: isWarmup)
    case .recorded(let fossil, let run):
      note(fossil, run: run)
    case .note(let text):
      bar.clear()
      Console.writeError("perftrace: warning: \(TerminalText.safe(text))")
    }
  }

  private var total: Int { plan.plannedCount * plan.commands.count }

  private mutating func begin(run: Int, number: Int, isWarmup: Bool) {
    if plan.options.output == .pass { return bar.clear() }
    guard total > 1 else { return }
    var words = ["\(number)/\(total)"]
    if let left = remaining(from: number) { words.append("\(left) left") }
    words.append(plan.commands[run].name + (isWarmup ? " (warm-up)" : ""))
    if times[run].count > 1, let low = times[run].min(), let high = times[run].max() {
      words.append(
        "\(Quantity(low, .seconds).text) – \(Quantity(high, .seconds).text)")
    }
    if failures > 0 { words.append("\(failures) failed") }
    bar.draw(fraction: Double(number - 1) / Double(total), text: words.joined(separator: "  "))
  }

  /// The time that the executions left will take, if each takes as long as its script's did so far.
  private func remaining(from number: Int) -> String? {
    let known = times.filter { !$0.isEmpty }.map { $0.reduce(0, +) / Double($0.count) }
    guard !known.isEmpty else { return nil }
    let mean = known.reduce(0, +) / Double(known.count)
    return Quantity(mean * Double(total - number + 1), .seconds).text
  }

  private mutating func note(_ fossil: Fossil, run: Int) {
    recorded += 1
    if let time = fossil.executionTime { times[run].append(time) }
    if !fossil.succeeded { failures += 1 }
    if format == .json {
      bar.clear()
      var line: [UInt8] = []
      fossil.appendLine(to: &line)
      Console.write(line)
    }
    if let failure = fossil.outcome.failure {
      bar.clear()
      Console.writeError("perftrace: warning: \(TerminalText.safe(failure)); recorded as failed")
    }
    if isBatch && !Console.errorIsTerminal {
      Console.writeError("[\(recorded)/\(total)] " + ExecutionLine.text(fossil))
    }
  }

  /// Prints the summary.
  mutating func finish(_ runs: [RunProgress], revision: Revision) {
    bar.clear()
    if let problem = revision.git.problem {
      Console.writeError("perftrace: warning: git tells nothing: \(TerminalText.safe(problem))")
    }
    guard format == .text else { return }
    if isBatch {
      for line in RecordingSummary.table(runs) { Console.write(line) }
    } else if let run = runs.first {
      for line in RecordingSummary.lines(run) { Console.write(line) }
    }
  }
}
