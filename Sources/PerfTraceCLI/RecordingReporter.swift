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
  /// Hints that were given: once is enough for many executions.
  private var hinted: Set<String> = []

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
      let hint = StartHint.text(for: plan.commands[run], exitCode: fossil.exitCode)
      if let hint, hinted.insert(hint).inserted {
        Console.writeError("  hint: \(TerminalText.safe(hint))")
      }
    }
    if isBatch && !Console.errorIsTerminal {
      Console.writeError("[\(recorded)/\(total)] " + ExecutionLine.text(fossil))
    }
  }

  /// Prints what is doubtful about the machine, before anything is measured.
  func warn(of machine: MachineState, revision: Revision) {
    let warnings = CaptureWarning.warnings(of: machine) + CaptureWarning.warnings(of: revision)
    for warning in warnings { Self.print(warning) }
  }

  /// Prints what came of the runs.
  mutating func finish(_ summary: RecordingSummary) {
    bar.clear()
    if format == .text {
      for line in isBatch ? summary.table : summary.lines { Console.write(line) }
    }
    for run in summary.runs {
      for warning in CaptureWarning.warnings(of: run, plan: plan) { Self.print(warning) }
    }
  }

  private static func print(_ warning: CaptureWarning) {
    // Each line is made safe by itself: the text has one line end of its own.
    let lines = warning.text(program: "perftrace").split(separator: "\n", maxSplits: 1)
    for line in lines { Console.writeError(TerminalText.safe(String(line))) }
  }
}
