internal import ArgumentParser
internal import PerfCommandLine
internal import PerfTrace

/// What `track` and `track-batch` do with a plan: record it, keep the fossils, tell how it goes.
struct RecordingSession {
  var plan: BatchPlan
  var options: ExecutionOptionGroup
  var configuration: Configuration
  var launcher: Launcher
  /// The folder whose repository is measured; `nil` is the current one.
  var repositoryFolder: String?
  /// Whether a table is shown in place of one summary.
  var isBatch: Bool

  /// Records the plan; throws the exit status where it is not 0.
  func run() async throws {
    if case .file(let path) = plan.options.output { try OutputFile.prepare(path) }
    let store = FossilStore(root: options.store ?? configuration.storePath)
    let startedAt = Timestamp.now()
    let clock = ContinuousClock.now
    let batchID = FossilID.recorded().description
    // The store is opened before long work begins.
    let writer = try store.makeWriter(batch: batchID, startedAt: startedAt)
    let annotations = try ConfigurationFile.loadAnnotations(beside: configuration)
    async let current = Revision.current(in: repositoryFolder)
    var probe = EnvironmentProbe()
    var environments: [Environment] = []
    for command in plan.commands { environments.append(await probe.environment(for: command)) }
    let revision = await current
    var recorder = BatchRecorder(
      plan: plan, recorder: Recorder(launcher: launcher), revision: revision,
      environments: environments, batchID: batchID)
    var reporter = RecordingReporter(plan: plan, format: options.format, isBatch: isBatch)
    reporter.warn(of: .current, revision: revision)
    try await launcher.watchingForInterruptions {
      try recorder.record { event in
        if case .recorded(let fossil, _) = event {
          do {
            try writer.append(fossil)
          } catch {
            var line: [UInt8] = []
            fossil.appendLine(to: &line)
            Console.writeError(String(decoding: line, as: UTF8.self), terminator: "")
            throw error
          }
        }
        reporter.report(event)
      }
    }
    var history = try? await store.loadHistory().0
    history?.apply(annotations)
    let earlier = recorder.runs.map { run in
      history.flatMap { EarlierExecutions(of: run.fossils, in: $0) }
    }
    reporter.finish(RecordingSummary(runs: recorder.runs, earlier: earlier))
    if options.notify, recorder.interruption == nil {
      let elapsed = clock.duration(to: .now)
      let notification =
        isBatch
        ? recorder.runs.notification(after: elapsed) : recorder.runs.first?.notification
      await notification?.deliver(to: configuration.webhooks)
    }
    if let signal = recorder.interruption { throw ExitCode(128 + Int32(signal)) }
    if recorder.hasFailures && (options.failFast || options.strict) { throw ExitCode.failure }
  }
}
