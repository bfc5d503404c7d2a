internal import ArgumentParser
internal import PerfCommandLine
internal import PerfTrace

/// The options that `track` and `track-batch` share.
struct ExecutionOptionGroup: ParsableArguments {
  @Option(name: .long, parsing: .number, help: "Measured executions of each command.")
  var runs: Int?

  @Option(
    name: .long, parsing: .number,
    help: "Executions before the measured ones whose measurements do not count.")
  var warmup: Int?

  @Option(
    name: .long, parsing: .number,
    help: ArgumentHelp(
      "Go on until the 95 % interval of the median time is within this share of it, such as 2%.",
      valueName: "percent"))
  var precision: String?

  @Option(
    name: .long, parsing: .number,
    help: "The most measured executions with --precision (default: 100).")
  var maxRuns: Int?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Shell command before each execution, not measured.", valueName: "command"))
  var prepare: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Shell command after the last execution of each script, not measured.", valueName: "command"))
  var cleanup: String?

  @Option(
    name: .long, parsing: .number,
    help: ArgumentHelp(
      "End an execution after this time by SIGTERM: 500ms, 30s, 2min.", valueName: "time"))
  var timeout: String?

  @Option(
    name: .long, parsing: .number,
    help: ArgumentHelp("Time from SIGTERM to SIGKILL (default: 5s).", valueName: "time"))
  var killAfter: String?

  @Option(
    name: .long, help: ArgumentHelp("Working directory of the commands.", valueName: "folder"))
  var cwd: String?

  @Option(
    name: .long, parsing: .singleValue,
    help: ArgumentHelp("Set an environment variable of the commands.", valueName: "name=value"))
  var env: [String] = []

  @Option(
    name: .long, parsing: .singleValue,
    help: ArgumentHelp(
      "Mark the executions; other marks make another series.", valueName: "key=value"))
  var tag: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Where the commands' output goes: pass, discard, or a file.", valueName: "pass|discard|file"))
  var output: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "auto: what the kernel allows; none; callgrind: instructions by valgrind in an extra execution.",
      valueName: "auto|none|callgrind"))
  var counters: CounterChoice?

  @Flag(name: .long, help: "All executions of a script before those of the next.")
  var sequential = false

  @Flag(name: .long, help: "End at the first failed execution, with exit status 1.")
  var failFast = false

  @Flag(name: .long, help: "Exit status 1 if an execution failed, also when it was recorded.")
  var strict = false

  @Flag(name: .long, help: "Notify at the end: how long it took, and what failed.")
  var notify = false

  @Option(
    name: [.customLong("store"), .customLong("fossils")],
    help: ArgumentHelp(
      "The folder of the fossils (default: fossils, beside perftrace.yml or here).",
      valueName: "folder"))
  var store: String?

  @Option(name: .long, help: "text: a summary for people; json: the fossils, one a line.")
  var format = RecordFormat.text

  func validate() throws {
    if let runs, runs < 1 { throw ValidationError("--runs must be at least 1, not \(runs)") }
    for (name, count) in [("--runs", runs), ("--warmup", warmup), ("--max-runs", maxRuns)] {
      if let count, count > Configuration.Tracking.mostRuns {
        throw ValidationError(
          "\(name) must be at most \(Configuration.Tracking.mostRuns), not \(count)")
      }
    }
    if let warmup, warmup < 0 {
      throw ValidationError("--warmup must be at least 0, not \(warmup)")
    }
    if let maxRuns {
      if maxRuns < 1 { throw ValidationError("--max-runs must be at least 1, not \(maxRuns)") }
      guard precision != nil else {
        throw ValidationError("--max-runs limits --precision, which is not given")
      }
      if maxRuns < runs ?? 1 {
        throw ValidationError("--max-runs \(maxRuns) is less than --runs \(runs ?? 1)")
      }
    }
    _ = try precision.map(Self.share)
    _ = try timeout.map { try Self.duration($0, option: "--timeout") }
    _ = try killAfter.map { try Self.duration($0, option: "--kill-after") }
    _ = try tag.map { try Self.pair($0, option: "--tag") }
    _ = try env.map { try Self.pair($0, option: "--env") }
  }
}

/// What is counted besides what the kernel tells of every process.
enum CounterChoice: String, ExpressibleByArgument, CaseIterable {
  case auto
  case none
  case callgrind
}

/// How recorded executions are printed.
enum RecordFormat: String, ExpressibleByArgument, CaseIterable {
  case text
  case json
}

extension ExecutionOptionGroup {
  /// "2%" as 0.02.
  static func share(_ text: String) throws -> Double {
    let share = try UnitText.value(of: text, .change, option: "--precision")
    guard share < 1 else {
      throw ValidationError("--precision must be less than 100%, not \(text)")
    }
    return share
  }

  static func duration(_ text: String, option: String) throws -> Duration {
    let seconds = try UnitText.value(of: text, .duration, option: option)
    guard seconds > 0, seconds < 1e9 else {
      throw ValidationError("\(option) takes a time above 0, not \"\(text)\"")
    }
    return .seconds(seconds)
  }

  static func pair(_ text: String, option: String) throws -> (key: String, value: String) {
    guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
      throw ValidationError("\(option) takes name=value, not \"\(text)\"")
    }
    return (String(text[..<equals]), String(text[text.index(after: equals)...]))
  }
}
