import Testing

@testable import PerfTrace

@Suite struct CaptureWarningTests {
  private func run(
    _ times: [Double?], plan: BatchPlan = BatchPlan(commands: []),
    change: (inout Fossil) -> Void = { _ in }
  ) -> [CaptureWarning] {
    var progress = RunProgress(command: .commandLine([Array("build".utf8)]))
    for (index, time) in times.enumerated() {
      var fossil = Fossil(
        id: FossilID(high: 0, low: UInt64(index)), script: "build",
        timestamp: Timestamp(milliseconds: 0))
      fossil.exitCode = time == nil ? 1 : 0
      fossil.executionTime = time ?? 0.5
      change(&fossil)
      progress.note(fossil)
    }
    return CaptureWarning.warnings(of: progress, plan: plan)
  }

  private let steady: [Double?] = [1.0, 1.01, 0.99, 1.02, 0.98, 1.0]

  @Test func saysNothingOfASteadyRun() {
    #expect(run(steady) == [])
  }

  @Test func saysNothingOfDifferencesBelowFivePerCent() {
    let almostEqual: [Double?] = [1.0, 1.0001, 0.9999, 1.0002, 0.9998, 1.0]
    #expect(run([1.04] + almostEqual) == [])
    #expect(run(almostEqual + [1.04]) == [])
    #expect(run([1.06] + almostEqual).count == 1)
  }

  @Test func tellsASlowFirstExecution() {
    let warnings = run([3.0] + steady)
    #expect(
      warnings.map { $0.text(program: "perftrace") } == [
        """
        perftrace: warning: the first execution of "build" took 3.0 times as long as the others: \
        it probably filled caches that the others found filled
          hint: --warmup 1 leaves the first execution out of the statistics
        """
      ])
    var plan = BatchPlan(commands: [])
    plan.warmups = 1
    #expect(
      run([3.0] + steady, plan: plan).first?.hint
        == "more --warmup, or --prepare with a command that puts caches into a known state")
    plan.preparation = "sync"
    #expect(run([3.0] + steady, plan: plan).first?.hint == "more --warmup")
  }

  @Test func tellsOutliersBeyondTenDeviations() {
    let warnings = run(steady + [2.0, 2.0])
    #expect(
      warnings.first?.text(program: "perftrace") == """
        perftrace: warning: 2 of 8 executions of "build" are outliers: something else probably used \
        the machine; the median does not move, single figures do
          hint: end other programs, or let --precision 2% decide how many executions are needed
        """)
  }

  @Test func tellsAShortCommand() {
    var plan = BatchPlan(commands: [])
    #expect(
      run([0.002, 0.0021], plan: plan).map { $0.text(program: "perftrace") } == [
        """
        perftrace: warning: "build" takes less than 5 ms: starting a process is a large part of that \
        and varies with the machine
          hint: let the script repeat its work, or count instructions with --counters callgrind
        """
      ])
    plan.usesCallgrind = true
    #expect(run([0.002, 0.0021], plan: plan).first?.hint == "let the script repeat its work")
  }

  @Test func tellsTimeOutsAsSuch() {
    let warnings = run([nil, 1.0]) { $0.outcome.timedOut = !$0.succeeded }
    #expect(warnings.first?.seen == "1 of 2 executions of \"build\" timed out")
    #expect(warnings.first?.hint == "a longer --timeout lets it end by itself")
    #expect(run([nil]).first?.seen == "the only execution of \"build\" failed")
  }

  @Test func tellsFailuresAndHowToSeeTheirReason() {
    var plan = BatchPlan(commands: [])
    plan.options.output = .discard
    let warnings = run([1.0, nil, 1.0], plan: plan)
    #expect(
      warnings.map { $0.text(program: "perftrace") } == [
        """
        perftrace: warning: 1 of 3 executions of "build" failed: they are left out of the statistics
          hint: --output pass shows what the script says
        """
      ])
    plan.options.output = .pass
    #expect(run([nil, nil], plan: plan).first?.seen == "2 of 2 executions of \"build\" failed")
    #expect(run([nil, nil], plan: plan).first?.hint == nil)
  }

  @Test func tellsProcessesLeftBehind() {
    let warnings = run(steady) { $0.additionalMetrics["leftover_processes"] = 1 }
    #expect(
      warnings.first?.text(program: "perftrace") == """
        perftrace: warning: "build" left 1 process running behind it: they are not measured, and \
        disturb the executions that follow
          hint: --cleanup can end them
        """)
  }

  @Test func tellsAPrecisionThatWasNotReached() {
    var plan = BatchPlan(commands: [])
    plan.precision = 0.005
    plan.maximumCount = 6
    #expect(
      run(steady, plan: plan).first?.text(program: "perftrace") == """
        perftrace: warning: the median of "build" is known to ±2.0 % only, after 6 executions: \
        --precision asked for 0.5 %
          hint: a quieter machine, or a larger --max-runs
        """)
  }

  @Test func tellsABoundOfMemory() {
    let warnings = run(steady) {
      $0.memoryUsage = 1.5
      $0.additionalMetrics["memory_floor_mb"] = 1.5
    }
    #expect(
      warnings.map { $0.text(program: "perftrace") } == [
        """
        perftrace: warning: "build" uses at most 1.50 MiB of memory: a peak below that of the \
        process that starts it cannot be told
        """
      ])
  }

  @Test func tellsWhatDisturbsTheMachine() {
    let machine = MachineState(
      load: 3.4, cores: 2, governor: "powersave", runsOnBattery: true, virtualization: nil)
    #expect(
      CaptureWarning.warnings(of: machine).map { $0.text(program: "perftrace") } == [
        """
        perftrace: warning: the machine is under load: 3.4 processes want to run on 2 cores: what \
        is measured has to share them
          hint: end other programs, or wait; `perftrace doctor` tells how noisy this machine is
        """,
        """
        perftrace: warning: the processor's frequency follows its load (powersave): short executions \
        meet a slower processor than long ones
          hint: `cpupower frequency-set --governor performance` keeps it steady
        """,
        """
        perftrace: warning: the machine runs on its battery: processors are slowed down to save it
          hint: measure on mains
        """,
      ])
    let quiet = MachineState(
      load: 0.2, cores: 2, governor: nil, runsOnBattery: false, virtualization: nil)
    #expect(CaptureWarning.warnings(of: quiet) == [])
  }

  @Test(arguments: [(nil, 1), (3, 1), (1, 1), (0, 0)] as [(Int?, Int)])
  func doesNotBlameTheMachineForItsOwnLastMeasurements(others: Int?, count: Int) {
    let machine = MachineState(
      load: 1.9, othersRunning: others, cores: 2, governor: nil, runsOnBattery: false,
      virtualization: nil)
    #expect(CaptureWarning.warnings(of: machine).count == count)
    let hints = CaptureWarning.warnings(of: machine, isExamined: true).compactMap(\.hint)
    #expect(hints.allSatisfy { !$0.contains("doctor") })
  }

  @Test func tellsWhyGitIsSilent() {
    var revision = Revision()
    revision.git.problem = "detected dubious ownership in repository at '/src'"
    #expect(
      CaptureWarning.warnings(of: revision).map { $0.text(program: "perftrace") } == [
        """
        perftrace: warning: git tells nothing about the revision: detected dubious ownership in \
        repository at '/src'
          hint: `git config --global --add safe.directory FOLDER` lets git look
        """
      ])
  }
}
