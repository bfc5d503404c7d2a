import PerfStatistics
import PerfTrace
import Testing

@Suite struct GateTests {
  /// Thirty commits of main with a job of ten runs each, and a branch's commit 100 on top of 29.
  private func maker(
    level: Double, runs: Int = 10, noise: Double = 0.01, jobNoise: Double = 0
  ) -> FossilMaker {
    var maker = FossilMaker()
    for commit in 0..<30 {
      let job = jobNoise * [1, -1, 0.5, -0.5, 0][commit % 5]
      maker.batch = "main-\(commit)"
      maker.add(commit: commit, level: 10 * (1 + job), noise: noise, runs: 10)
    }
    maker.branch = "topic"
    maker.batch = "topic"
    maker.addTopic(level: level, noise: noise, runs: runs)
    return maker
  }

  private func report(
    _ maker: FossilMaker, candidate: Int = 100, accepted: [Annotations.AcceptedChange] = [],
    change: (inout GateRequest) -> Void = { _ in }
  ) async throws -> (GateReport, History) {
    let collection = maker.collection(accepted: accepted)
    let candidate = try Selection.commit(FossilMaker.sha(candidate), in: collection)
    var request = GateRequest(
      candidate: candidate, ancestry: BaseAncestry(candidate: candidate, in: collection),
      rules: LimitRules(), now: Timestamp(milliseconds: FossilMaker.time(1000)))
    change(&request)
    return (await Gate(collection, request).evaluate(), collection.history)
  }

  @Test func failsARegressionBeyondTheLimit() async throws {
    let (report, history) = try await report(maker(level: 12))
    #expect(report.isExceeded)
    let comparison = try #require(report.comparisons.first)
    #expect(comparison.verdict == .regressed)
    #expect(abs((comparison.effect ?? 0) - 0.2) < 0.02)
    #expect(comparison.interval.map { $0.lower > 0.15 && $0.upper < 0.25 } == true)
    #expect(report.ancestry.source == .fossils)
    #expect(history.commits[Int(report.ancestry.base)].sha == FossilMaker.sha(29))
    #expect(report.headline(in: history).hasPrefix("Exceeded: 1 limit at commit 00000064aa."))
  }

  @Test(arguments: [(10.0, Verdict.pass), (10.3, .pass), (8, .improved)])
  func passesWhatIsNotWorse(level: Double, verdict: Verdict) async throws {
    let (report, _) = try await report(maker(level: level))
    #expect(!report.isExceeded)
    #expect(report.comparisons.map(\.verdict) == [verdict])
  }

  /// Main grows slower by 4 % every eight commits, which no comparison with the commits before fails.
  private func creeping(until commit: Int) -> FossilMaker {
    var maker = FossilMaker()
    for commit in 0...commit {
      maker.batch = "main-\(commit)"
      maker.add(commit: commit, level: 10 * (1 + 0.04 * Double(commit / 8)), runs: 10)
    }
    return maker
  }

  private func trendFindings(
    _ maker: FossilMaker, candidate: Int, change: (inout GateRequest) -> Void = { _ in }
  ) async throws -> [GateReport.Finding] {
    let (report, _) = try await report(maker, candidate: candidate, change: change)
    return report.findings.filter { $0.kind == .trend }
  }

  @Test func tellsWhatCreptIntoTheDefaultBranch() async throws {
    var maker = creeping(until: 30)
    maker.branch = "topic"
    maker.addTopic(level: 11.2, noise: 0.01, runs: 10)
    let found = try await trendFindings(maker, candidate: 30)
    #expect(found.map(\.action) == [.warn])
    #expect(found.allSatisfy { abs($0.measured - 0.12) < 0.02 && $0.limit == 0.1 && !$0.fails })
    #expect(
      try await trendFindings(creeping(until: 20), candidate: 20).isEmpty, "8 % is below the limit")
    #expect(try await trendFindings(maker, candidate: 29).isEmpty, "not the newest")
    #expect(
      try await trendFindings(maker, candidate: 100).isEmpty, "a branch does not answer for main")
  }

  @Test func failsForATrendWhereTheConfigurationSaysSo() async throws {
    let maker = creeping(until: 30)
    let failing = LimitOverride(value: 0.1, action: .fail)
    let found = try await trendFindings(maker, candidate: 30) {
      $0.rules.general.limits[.trend] = failing
    }
    #expect(found.map(\.fails) == [true])
    let excused = try await trendFindings(maker, candidate: 30) {
      $0.rules.general.limits[.trend] = failing
      $0.rules.exceptions = [
        LimitException(
          script: Glob("build"), limit: .trend, expires: Timestamp(milliseconds: .max),
          reason: "known")
      ]
    }
    #expect(excused.map(\.excuse) == ["known"])
    #expect(excused.map(\.fails) == [false])
    for stage in [GateRequest.Stage.first, .second] {
      #expect(try await trendFindings(maker, candidate: 30) { $0.stage = stage }.isEmpty)
    }
  }

  @Test func saysHowManyRunsAreMissing() async throws {
    let (report, _) = try await report(maker(level: 10.4, runs: 3, noise: 0.2))
    guard case .inconclusive(let runs?) = report.comparisons.first?.verdict else {
      Issue.record("not inconclusive: \(report.comparisons.map(\.verdict))")
      return
    }
    #expect(runs > 3)
    #expect(!report.isExceeded)
  }

  @Test func doesNotTrustWhatOtherJobsDifferBy() async throws {
    let (report, _) = try await report(maker(level: 11, jobNoise: 0.06))
    #expect(report.comparisons.map(\.verdict) == [.inconclusive(runsNeeded: nil)])
    #expect(!report.isExceeded)
  }

  @Test func trustsRunsOfOneJob() async throws {
    var maker = maker(level: 11, jobNoise: 0.06)
    maker.branch = "main"
    maker.batch = "topic"
    maker.add(commit: 29, level: 10, runs: 10)
    let (report, _) = try await report(maker)
    #expect(report.comparisons.map(\.verdict) == [.regressed])
    #expect(report.comparisons.first?.base.values.count == 10)
  }

  @Test func neverComparesDifferentHosts() async throws {
    var maker = FossilMaker()
    for commit in 0..<30 { maker.add(commit: commit, level: 10, runs: 5) }
    maker.cpu = "Xeon 8171M"
    maker.branch = "topic"
    maker.addTopic(level: 14, noise: 0.01, runs: 10)
    let (first, _) = try await report(maker)
    #expect(first.comparisons.map(\.verdict) == [.notComparable(.otherHost)])
    #expect(!first.isExceeded)
    #expect(
      first.notices == [
        .noComparableHost(
          scripts: ["build"], host: "Linux, Xeon 8171M", baselineHosts: ["Linux, EPYC 7763"])
      ])
    let (strict, _) = try await report(maker) { $0.requiresBaseline = true }
    #expect(strict.isExceeded)
  }

  @Test func saysThatThereIsNoBaseline() async throws {
    var maker = FossilMaker()
    maker.add(commit: 29, level: 1)
    maker.script = "new"
    maker.branch = "topic"
    maker.addTopic(level: 1, noise: 0.01, runs: 3)
    let (report, _) = try await report(maker)
    #expect(report.comparisons.map(\.verdict) == [.notComparable(.noBaseline)])
    #expect(
      report.notices == [
        .notMeasured(scripts: ["build"], base: FossilMaker.sha(29)),
        .noBaseline(scripts: ["new"], candidateIsDefault: false),
      ])
  }

  @Test func failsWhatNeverSucceeds() async throws {
    var maker = maker(level: 10, runs: 0)
    for _ in 0..<4 {
      maker.addTopicFossil { $0.exitCode = 1 }
    }
    let (report, history) = try await report(maker)
    #expect(report.comparisons.map(\.verdict) == [.failed])
    #expect(report.findings.map(\.kind) == [.successRate])
    #expect(report.isExceeded)
    #expect(report.headline(in: history).hasSuffix("success rate 0 %."))
  }

  @Test func looksAtTheLongestTime() async throws {
    let (report, _) = try await report(maker(level: 10)) {
      $0.rules.general.limits[.maxTime] = LimitOverride(value: 9)
    }
    #expect(report.findings.map(\.kind) == [.maxTime])
  }

  @Test func startsTheBaselineAnewAtAnAcceptedChange() async throws {
    var maker = FossilMaker()
    for commit in 0..<30 {
      maker.add(commit: commit, level: commit < 29 ? 10 : 12, runs: 10)
    }
    maker.branch = "topic"
    maker.addTopic(level: 12, noise: 0.01, runs: 10)
    let (blamed, _) = try await report(maker)
    #expect(blamed.comparisons.map(\.verdict) == [.regressed])
    let (report, _) = try await report(
      maker,
      accepted: [
        .init(script: Glob("b*"), commit: String(FossilMaker.sha(29).prefix(8)), reason: "wanted")
      ])
    #expect(report.comparisons.first?.base.values.count == 10)
    #expect(report.comparisons.map(\.verdict) == [.pass])
  }

  /// The detector is not sure of so few points; a baseline that mixes them with those before would tell nothing.
  @Test(arguments: 2...4)
  func takesItsBaselineFromAfterARecentStep(points: Int) async throws {
    var maker = FossilMaker()
    for commit in 0..<30 {
      maker.add(commit: commit, level: commit < 30 - points ? 10 : 13, runs: 10)
    }
    maker.branch = "topic"
    maker.addTopic(level: 13, noise: 0.01, runs: 10)
    let (report, _) = try await report(maker)
    #expect(report.comparisons.first?.base.values.count == 10 * points)
    #expect(report.comparisons.map(\.verdict) == [.pass])
  }

  /// Four points before a step and some after it: no detector could say, but no execution is among those of the other side.
  @Test(arguments: 2...4)
  func takesItsBaselineFromAfterAnEarlyStep(points: Int) async throws {
    var maker = FossilMaker()
    for commit in 0..<4 + points {
      maker.add(commit: commit, level: commit < 4 ? 10 : 13, noise: 0.005, runs: 5)
    }
    maker.branch = "topic"
    maker.addTopic(level: 13, noise: 0.005, runs: 10, parent: 3 + points)
    let (report, _) = try await report(maker)
    #expect(report.comparisons.first?.base.values.count == 5 * points)
    #expect(report.comparisons.map(\.verdict) == [.pass])
  }

  /// A branch whose slower commit was accepted is held against that commit from then on, and not excused for ever.
  @Test func startsABranchAnewAtAnAcceptedChange() async throws {
    var maker = maker(level: 13)
    let parents = [101: 100, 102: 101]
    for (commit, level) in [(101, 13.0), (102, 16.0)] {
      for run in 0..<10 {
        maker.add(
          commit: commit, value: level + 0.01 * Double(run), parents: parents[commit].map { [$0] })
      }
    }
    let accepted = [
      Annotations.AcceptedChange(
        script: Glob("build"), commit: FossilMaker.sha(100), reason: "wanted")
    ]
    let (next, _) = try await report(maker, candidate: 101, accepted: accepted)
    #expect(next.comparisons.map(\.verdict) == [.pass])
    #expect(next.comparisons.first?.base.values.count == 10)
    let (last, _) = try await report(maker, candidate: 102, accepted: accepted)
    #expect(last.isExceeded)
    #expect(abs((last.comparisons.first?.effect ?? 0) - 16.0 / 13 + 1) < 0.02)
    // What was named or measured afresh comes first.
    let base = try Selection.commit(FossilMaker.sha(29), in: maker.collection)
    let (named, _) = try await report(maker, candidate: 101, accepted: accepted) {
      $0.ancestry = BaseAncestry(candidate: $0.candidate, in: maker.collection, given: base)
    }
    #expect(named.comparisons.map(\.verdict) == [.regressed])
    let (afresh, _) = try await report(maker, candidate: 101, accepted: accepted) {
      $0.since = Timestamp(milliseconds: FossilMaker.time(101))
    }
    #expect(afresh.comparisons.map(\.verdict) == [.notComparable(.noBaseline)])
  }

  @Test func takesAllThatABaseBranchMeasured() async throws {
    var maker = maker(level: 10)
    for commit in 101..<105 {
      maker.add(commit: commit, value: 13.1, parents: [commit == 101 ? 29 : commit - 1]) {
        $0.gitBranch = "other"
      }
    }
    let base = try Selection.commit(FossilMaker.sha(104), in: maker.collection)
    let (report, _) = try await report(maker) {
      $0.ancestry = BaseAncestry(
        candidate: $0.candidate, in: maker.collection, given: base)
    }
    #expect(report.comparisons.first?.base.values == [13.1, 13.1, 13.1, 13.1])
  }

  @Test func tellsWhatTheCandidateLacks() async throws {
    var maker = maker(level: 10)
    maker.script = "lint"
    maker.branch = "main"
    maker.add(commit: 29, value: 1)
    let (report, history) = try await report(maker)
    let notice = GateNotice.notMeasured(scripts: ["lint"], base: FossilMaker.sha(29))
    #expect(report.notices == [notice])
    #expect(notice.summary == "not measured, unlike at 0000001daa before: \"lint\"")
    let (second, _) = try await self.report(maker) { $0.stage = .second }
    #expect(second.notices.isEmpty && history.scripts == ["build", "lint"])
  }

  @Test func letsOneSpikeBeAPartOfTheBaseline() async throws {
    var maker = FossilMaker()
    for commit in 0..<30 { maker.add(commit: commit, level: commit == 29 ? 14 : 10, runs: 10) }
    maker.branch = "topic"
    maker.addTopic(level: 10, noise: 0.01, runs: 10)
    let (report, _) = try await report(maker)
    #expect(report.comparisons.first?.base.values.count == 300)
    #expect(report.comparisons.map(\.verdict) == [.pass])
  }

  @Test func excusesForAWhile() async throws {
    let exception = LimitException(
      script: Glob("build"), limit: .regression,
      expires: Timestamp(milliseconds: FossilMaker.time(500)), reason: "new parser")
    let (expired, _) = try await report(maker(level: 12)) { $0.rules.exceptions = [exception] }
    #expect(expired.isExceeded)
    #expect(
      expired.notices == [
        .expiredException(script: "build", reason: "new parser", day: "2026-01-21")
      ])
    let (valid, _) = try await report(maker(level: 12)) {
      $0.rules.exceptions = [exception]
      $0.now = Timestamp(milliseconds: FossilMaker.time(400))
    }
    #expect(!valid.isExceeded)
    #expect(valid.findings.map(\.excuse) == ["new parser"])
  }

  @Test func namesSuspectsInAFirstStageAndFailsNothing() async throws {
    let (report, history) = try await report(maker(level: 12)) { $0.stage = .first }
    #expect(report.suspects.map { history.scripts[Int($0)] } == ["build"])
    #expect(!report.isExceeded)
  }

  @Test func failsOneOfManyUnchangedScriptsSeldom() async throws {
    var maker = FossilMaker()
    for script in 0..<60 {
      maker.script = "script \(script)"
      maker.branch = "main"
      maker.batch = "job"
      maker.add(commit: 29, level: 10, noise: 0.06, runs: 10)
      maker.branch = "topic"
      maker.addTopic(level: 10, noise: 0.06, runs: 10)
    }
    let (report, _) = try await report(maker)
    #expect(report.comparisons.count == 60)
    #expect(!report.isExceeded)
  }

  @Test func comparesUncommittedChangesWithTheirCommit() async throws {
    var maker = maker(level: 10)
    let clean = maker.fossils.count
    maker.addTopic(level: 13, noise: 0.01, runs: 10)
    maker.changeFossils(from: clean) { $0.git?.dirty = true }
    let (report, _) = try await report(maker)
    #expect(report.notices.contains(.uncommittedChanges))
    #expect(report.comparisons.map(\.verdict) == [.regressed])
  }
}

extension FossilMaker {
  fileprivate mutating func addTopic(level: Double, noise: Double, runs: Int, parent: Int = 29) {
    let before = fossils.count
    add(commit: 100, level: level, noise: noise, runs: runs)
    changeFossils(from: before) { $0.git?.parents = [Self.sha(parent)] }
  }

  fileprivate mutating func addTopicFossil(_ change: (inout Fossil) -> Void) {
    add(commit: 100, value: 1, parents: [29], change: change)
  }
}
