import PerfTestSupport
import Testing

@testable import PerfTrace

@Suite(.serialized) struct BatchRecorderTests {
  private func plan(_ scripts: String...) -> BatchPlan {
    var plan = BatchPlan(
      commands: scripts.enumerated().map { index, script in
        .commandLine(["sh", "-c", script].map { Array($0.utf8) }, name: "script\(index)")
      })
    plan.options.output = .discard
    plan.options.input = .empty
    return plan
  }

  private func record(_ plan: BatchPlan) throws -> (recorder: BatchRecorder, fossils: [Fossil]) {
    var recorder = BatchRecorder(
      plan: plan, recorder: Recorder(launcher: try Launcher()), revision: Revision(),
      environments: plan.commands.map { _ in Environment() })
    var fossils: [Fossil] = []
    try recorder.record { event in
      if case .recorded(let fossil, _) = event { fossils.append(fossil) }
    }
    return (recorder, fossils)
  }

  @Test func interleavesTheExecutionsOfScripts() throws {
    var plan = plan("exit 0", "exit 1", "exit 0")
    plan.count = 2
    let (recorder, fossils) = try record(plan)
    #expect(
      fossils.map(\.script) == [
        "script0", "script1", "script2", "script0", "script1", "script2",
      ])
    #expect(fossils.map { $0.run?.index } == [0, 0, 0, 1, 1, 1])
    #expect(Set(fossils.compactMap { $0.run?.batch }) == [recorder.batchID])
    #expect(Set(fossils.compactMap { $0.run?.id }).count == 3)
    #expect(recorder.runs.map(\.failures) == [0, 2, 0])
  }

  @Test func runsScriptsOneAfterTheOtherIfAsked() throws {
    var plan = plan("exit 0", "exit 0")
    plan.count = 2
    plan.isSequential = true
    #expect(try record(plan).fossils.map(\.script) == ["script0", "script0", "script1", "script1"])
  }

  @Test func recordsWarmUpsAndLeavesThemOutOfStatistics() throws {
    var plan = plan("exit 0")
    plan.count = 2
    plan.warmups = 1
    let (recorder, fossils) = try record(plan)
    #expect(fossils.map { $0.run?.warmup } == [true, false, false])
    #expect(fossils.map { $0.run?.index } == [0, 0, 1])
    #expect(recorder.runs[0].times.count == 2)
  }

  @Test func endsAtTheFirstFailureIfAsked() throws {
    var plan = plan("exit 0", "exit 1", "exit 0")
    plan.count = 3
    plan.failsFast = true
    let (recorder, fossils) = try record(plan)
    #expect(fossils.map(\.script) == ["script0", "script1"])
    #expect(recorder.hasFailures)
  }

  @Test func recordsACommandThatCannotStartOnceOnly() throws {
    var plan = BatchPlan(commands: [.commandLine([Array("no-such-command".utf8)])])
    plan.count = 5
    let (recorder, fossils) = try record(plan)
    #expect(fossils.count == 1)
    #expect(fossils[0].exitCode == 127)
    #expect(fossils[0].executionTime == nil)
    #expect(!fossils[0].succeeded)
    #expect(recorder.runs[0].failures == 1)
  }

  @Test func goesOnUntilThePrecisionIsReachedOrTheMost() throws {
    var plan = plan("exit 0")
    plan.precision = 0.000001
    plan.maximumCount = 9
    #expect(try record(plan).fossils.count == 9)
    plan.precision = 0.99999
    plan.maximumCount = 500
    let (recorder, fossils) = try record(plan)
    #expect((6..<500).contains(fossils.count))
    #expect(try #require(recorder.runs[0].relativeError) <= 0.99999)
    #expect(fossils.allSatisfy { $0.run?.count == nil })
  }

  @Test func preparesBeforeEachExecutionAndCleansUpOnce() throws {
    let folder = try TemporaryFolder()
    var plan = plan("echo run >> \(folder.path("log"))")
    plan.count = 2
    plan.preparation = "echo prepare >> \(folder.path("log"))"
    plan.cleanup = "echo cleanup >> \(folder.path("log"))"
    _ = try record(plan)
    #expect(
      try folder.read("log") == Array("prepare\nrun\nprepare\nrun\ncleanup\n".utf8))
  }

  @Test func recordsAFailedPreparationAsAFailedExecution() throws {
    var plan = plan("exit 0")
    plan.preparation = "exit 9"
    let fossil = try #require(try record(plan).fossils.first)
    #expect(fossil.outcome.failure == "the prepare command exited with 9")
    #expect(fossil.exitCode == 9)
    #expect(fossil.executionTime == nil)
  }

  @Test func numbersExecutionsForTheCommand() throws {
    let folder = try TemporaryFolder()
    var plan = plan("echo $PERFTRACE_RUN_INDEX >> \(folder.path("log"))")
    plan.count = 3
    _ = try record(plan)
    #expect(try folder.read("log") == Array("0\n1\n2\n".utf8))
  }

  @Test func writesFossilsThatReadBackAsTheyWere() throws {
    let hostile: [UInt8] = [0x22, 0x0A, 0xFF, 0x5C, 0x27]
    var plan = BatchPlan(commands: [.commandLine([Array("true".utf8), hostile])])
    plan.tags["variant"] = "\"cold\"\u{7}"
    plan.options.output = .discard
    let fossil = try #require(try record(plan).fossils.first)
    #expect(fossil.script == "true \"\n\\xFF\\'")
    var line: [UInt8] = []
    fossil.append(to: &line)
    #expect(!line.contains(0x0A))
    var reader = JSONReader()
    #expect(try Fossil(next: &reader, in: line.span) == fossil)
  }

  @Test func leavesOutWhatWasNotMeasured() throws {
    let fossil = try #require(try record(plan("exit 0")).fossils.first)
    #expect(fossil.gitSHA == nil)
    #expect(fossil.git == nil)
    #expect(fossil.ci == nil)
    #expect(fossil.additionalMetrics["callgrind_instructions"] == nil)
    #expect(fossil.additionalMetrics["leftover_processes"] == nil)
    #expect(fossil.memoryUsage == fossil.additionalMetrics["max_memory_mb"])
    #expect(fossil.executionTime == fossil.additionalMetrics["real_time"])
  }

  @Test func stopsWhenAFossilCannotBeKept() throws {
    struct Full: Error {}
    var plan = plan("exit 0")
    plan.count = 5
    var recorder = BatchRecorder(
      plan: plan, recorder: Recorder(launcher: try Launcher()), revision: Revision(),
      environments: [Environment()])
    var count = 0
    #expect(throws: Full.self) {
      try recorder.record { event in
        if case .recorded = event {
          count += 1
          throw Full()
        }
      }
    }
    #expect(count == 1)
  }
}
