/// Carries a batch plan out, execution by execution, strictly one after the other.
package struct BatchRecorder: Sendable {
  package let plan: BatchPlan
  package let batchID: String
  /// How each command's run has come along, in the order of the plan.
  package private(set) var runs: [RunProgress]
  /// The signal that ended the batch before its time; `nil` if none did.
  package private(set) var interruption: Int?

  private let recorder: Recorder
  private let environments: [Environment]
  private let revision: Revision
  private var executionNumber = 0

  /// Prepares a batch: what the environment and git tell is asked before anything is measured.
  package init(
    plan: BatchPlan, recorder: Recorder, revision: Revision,
    environments: [Environment], batchID: String = FossilID.recorded().description
  ) {
    precondition(environments.count == plan.commands.count)
    self.plan = plan
    self.recorder = recorder
    self.revision = revision
    self.environments = environments
    self.batchID = batchID
    runs = plan.commands.map(RunProgress.init)
  }

  /// Whether a measured execution failed.
  package var hasFailures: Bool { runs.contains { $0.failures > 0 } }

  /// Executes everything; `handle` is told of each step and keeps the fossils.
  ///
  /// Ends early, after the execution in progress, when a signal interrupts or `handle` throws.
  package mutating func record(_ handle: (BatchEvent) throws -> Void) throws {
    if plan.isSequential {
      for run in runs.indices {
        while !runs[run].isFinished && !isOver { try step(run, handle) }
      }
    } else {
      while runs.contains(where: { !$0.isFinished }) && !isOver {
        for run in runs.indices where !runs[run].isFinished && !isOver { try step(run, handle) }
      }
    }
    for run in runs.indices
    where runs[run].measured + runs[run].warmups > 0 && !runs[run].isFinished {
      try finish(run, handle)
    }
  }

  private var isOver: Bool { interruption != nil || plan.failsFast && hasFailures }

  /// Executes the next execution of one run.
  private mutating func step(_ run: Int, _ handle: (BatchEvent) throws -> Void) throws {
    if plan.usesCallgrind && runs[run].warmups + runs[run].measured == 0 {
      try countInstructions(run, handle)
    }
    let isWarmup = runs[run].warmups < plan.warmups
    let index = isWarmup ? runs[run].warmups : runs[run].measured
    executionNumber += 1
    try handle(.begins(run: run, number: executionNumber, isWarmup: isWarmup))
    let execution = try execute(run, index: index)
    let position = RunPosition(
      id: runs[run].id, index: index, count: plan.precision == nil ? plan.count : nil,
      warmup: isWarmup, batch: batchID)
    let fossil = Fossil(
      execution, of: plan.commands[run], environment: environments[run], revision: revision,
      position: position, tags: plan.tags)
    interruption = recorder.launcher.interruption
    runs[run].note(fossil)
    try handle(.recorded(fossil, run: run))
    if fossil.outcome.failure != nil && execution.usage == nil || isComplete(runs[run]) {
      try finish(run, handle)
    }
  }

  /// Whether the run has as many executions as it needs.
  private func isComplete(_ run: RunProgress) -> Bool {
    guard run.warmups >= plan.warmups, run.measured >= plan.count else { return false }
    guard let precision = plan.precision, run.measured < plan.maximumCount, !run.times.isEmpty
    else { return true }
    return (run.relativeError ?? .infinity) <= precision
  }

  private mutating func finish(_ run: Int, _ handle: (BatchEvent) throws -> Void) throws {
    runs[run].isFinished = true
    guard let cleanup = plan.cleanup else { return }
    let execution = try shell(cleanup, run: run)
    if !execution.succeeded {
      try handle(.note("the cleanup command \(execution.ending)"))
    }
  }

  /// Prepares and executes; a preparation that fails makes an execution that was not started.
  private func execute(_ run: Int, index: Int) throws -> Execution {
    if let preparation = plan.preparation {
      let execution = try shell(preparation, run: run)
      guard execution.succeeded else {
        return .notStarted(
          at: execution.startedAt, exitCode: execution.exitCode,
          failure: "the prepare command \(execution.ending)")
      }
    }
    var options = plan.options
    options.variables.append(Array("PERFTRACE_RUN_INDEX=\(index)".utf8))
    let load = MachineFacts.load
    var execution = try recorder.execute(plan.commands[run], options: options)
    execution.load = load
    execution.callgrindInstructions = index == 0 ? runs[run].callgrindInstructions : nil
    return execution
  }

  private func shell(_ text: String, run: Int) throws -> Execution {
    var options = plan.options
    options.output = .passErrors
    options.input = .empty
    options.counters = false
    return try recorder.execute(
      Command(name: text, arguments: ["sh", "-c", text].map { Array($0.utf8) }), options: options)
  }

  private mutating func countInstructions(
    _ run: Int, _ handle: (BatchEvent) throws -> Void
  ) throws {
    let callgrind = Callgrind(recorder: recorder)
    do {
      runs[run].callgrindInstructions = try callgrind.countInstructions(
        of: plan.commands[run], options: plan.options)
    } catch let error as CallgrindError {
      try handle(.note("\(error.summary): \(error.reason ?? "")"))
    }
  }
}
