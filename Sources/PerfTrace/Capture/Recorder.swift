internal import CProcess

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Executes commands one at a time and measures each.
package struct Recorder: Sendable {
  package let launcher: Launcher

  package init(launcher: Launcher) {
    self.launcher = launcher
  }

  /// Executes `command` to its end.
  ///
  /// A command that cannot be started is an execution that failed, with the code of a shell.
  /// Throws `CaptureError` if the recorder itself fails.
  package func execute(
    _ command: Command, options: ExecutionOptions
  ) throws(CaptureError) -> Execution {
    let variables = Self.merge(ProcessVariables.all, options.variables)
    let startedAt = Timestamp.now()
    // An interpreter would start, and end with a code of its own.
    if let script = command.scriptPath, script != command.arguments.first,
      let (error, failure) = StartFailure.ofScript(script)
    {
      return .notStarted(at: startedAt, exitCode: error == ENOENT ? 127 : 126, failure: failure)
    }
    guard
      let program = ProgramPath.find(
        command.arguments.first ?? [], variables: variables, directory: options.directory)
    else {
      return .notStarted(
        at: startedAt, exitCode: 127, failure: StartFailure.describe(ENOENT, command: command))
    }
    var order = pt_order()
    var outputPath: [UInt8] = []
    switch options.output {
    case .discard: order.output = UInt8(PT_OUTPUT_DISCARD.rawValue)
    case .pass: order.output = UInt8(PT_OUTPUT_PASS.rawValue)
    case .passErrors: order.output = UInt8(PT_OUTPUT_ERRORS.rawValue)
    case .file(let path):
      order.output = UInt8(PT_OUTPUT_FILE.rawValue)
      outputPath = path
    }
    let ownsTerminal = options.input == .inherit && pt_owns_terminal() != 0
    order.input = UInt8(
      (options.input == .inherit ? PT_INPUT_INHERIT : PT_INPUT_EMPTY).rawValue)
    // A command that reads the terminal has to be in the terminal's foreground group, which is ours.
    order.own_group = ownsTerminal ? 0 : 1
    order.counters = options.counters ? 1 : 0
    order.timeout_ns = options.timeout?.nanoseconds ?? 0
    order.grace_ns = options.gracePeriod.nanoseconds
    order.stopped_limit_ns = ownsTerminal ? 0 : options.stoppedLimit?.nanoseconds ?? 0
    order.argument_count = UInt32(command.arguments.count)
    order.variable_count = UInt32(variables.count)
    var text: [UInt8] = []
    for part in [program, options.directory ?? [], outputPath] + command.arguments + variables {
      text.append(contentsOf: part)
      text.append(0)
    }
    let (report, points) = try launcher.execute(order, text: text)
    return try Self.execution(of: command, report, points, startedAt: startedAt, options: options)
  }

  /// `base` with the variables of `overrides` in place of its own.
  private static func merge(_ base: [[UInt8]], _ overrides: [[UInt8]]) -> [[UInt8]] {
    func name(_ entry: [UInt8]) -> ArraySlice<UInt8> { entry.prefix { $0 != UInt8(ascii: "=") } }
    let replaced = Set(overrides.map(name))
    return base.filter { !replaced.contains(name($0)) } + overrides
  }

  private static func execution(
    of command: Command, _ report: pt_report, _ points: [pt_point], startedAt: Timestamp,
    options: ExecutionOptions
  ) throws(CaptureError) -> Execution {
    if report.start_error != 0 {
      if report.start_stage == Int32(PT_STAGE_OUTPUT.rawValue),
        case .file(let path) = options.output
      {
        throw .output(
          path: String(displaying: path), reason: SystemFile.message(report.start_error))
      }
      if report.start_stage == Int32(PT_STAGE_FORK.rawValue) {
        throw .launcher(reason: SystemFile.message(report.start_error))
      }
      let failure =
        report.start_stage == Int32(PT_STAGE_DIRECTORY.rawValue)
        ? StartFailure.describe(report.start_error, directory: options.directory ?? [])
        : StartFailure.describe(report.start_error, command: command)
      return .notStarted(
        at: startedAt, exitCode: report.start_error == ENOENT ? 127 : 126, failure: failure)
    }
    var outcome = Outcome()
    outcome.signal = report.signal == 0 ? nil : Int(report.signal)
    outcome.timedOut = report.timed_out != 0
    outcome.interrupted = report.interrupted != 0
    if report.stopped_by != 0 {
      outcome.failure = "stayed stopped by signal \(report.stopped_by), and was ended"
    }
    return Execution(
      startedAt: startedAt, exitCode: outcome.signal.map { 128 + $0 } ?? Int(report.exit_code),
      outcome: outcome, usage: Execution.Usage(report, points))
  }
}

extension Duration {
  /// Whole nanoseconds; at most some 292 years.
  var nanoseconds: Int64 {
    let (seconds, attoseconds) = components
    let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    return overflow ? .max : product + attoseconds / 1_000_000_000
  }
}
