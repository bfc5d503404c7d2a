internal import ArgumentParser
internal import PerfTrace

extension ExecutionOptionGroup {
  /// The plan for `commands`: what no option says is the configuration's, else `defaultRuns`, `input` and `output`.
  func plan(
    for commands: [Command], configuration: Configuration, defaultRuns: Int,
    input: ExecutionOptions.Input,
    output defaultOutput: ExecutionOptions.Output
  ) throws -> BatchPlan {
    var plan = BatchPlan(commands: commands)
    plan.count = runs ?? configuration.tracking.runs ?? defaultRuns
    plan.warmups = warmup ?? configuration.tracking.warmups ?? 0
    plan.precision = try precision.map(Self.share)
    plan.maximumCount = max(maxRuns ?? 100, plan.count)
    plan.preparation = prepare
    plan.cleanup = cleanup
    plan.isSequential = sequential
    plan.failsFast = failFast
    plan.usesCallgrind = counters == .callgrind
    for text in tag {
      let (key, value) = try Self.pair(text, option: "--tag")
      plan.tags[key] = value
    }
    var options = ExecutionOptions()
    options.input = input
    options.output =
      switch output {
      case nil: defaultOutput
      case "pass"?: .pass
      case "discard"?: .discard
      case let path?: .file(Array(path.utf8))
      }
    options.timeout =
      try timeout.map { try Self.duration($0, option: "--timeout") }
      ?? configuration.tracking.timeout.map { .seconds($0) }
    if let killAfter {
      options.gracePeriod = try Self.duration(killAfter, option: "--kill-after")
    }
    if let cwd { try Self.requireFolder(cwd) }
    options.directory = cwd.map { Array($0.utf8) }
    options.variables = env.map { Array($0.utf8) }
    options.counters = counters != CounterChoice.none
    plan.options = options
    return plan
  }

  private static func requireFolder(_ path: String) throws(CaptureError) {
    do {
      guard try FileStatus.following(path).kind != .folder else { return }
    } catch {
      throw .directory(path: path, reason: error.description)
    }
    throw .directory(path: path, reason: "not a folder")
  }
}
