import PerfStatistics
import PerfTrace
import Testing

@Suite struct TrendsTests {
  /// The names of keys whose value is no finite number would be "null" here; the text must parse as JSON.
  private func parsed(_ trends: Trends) throws -> JSONValue {
    let bytes = trends.json.indented
    let text = String(decoding: bytes, as: UTF8.self).lowercased()
    #expect(!text.contains("nan") && !text.contains(": inf"))
    return try JSONValue.parse(bytes)
  }

  @Test func tellsAStepWithTheCommitsThatBracketIt() async throws {
    var maker = FossilMaker()
    for commit in 0..<60 { maker.add(commit: commit, level: commit < 40 ? 10 : 12, noise: 0.01) }
    let trends = await Trends.analyze(maker.collection)
    let assessment = try #require(trends.assessments.first)
    let change = try #require(assessment.changes.first)
    #expect(assessment.changes.count == 1)
    let commits = trends.collection.history.commits
    #expect(commits[Int(change.commit)].sha == FossilMaker.sha(40))
    #expect(commits[Int(change.previousCommit)].sha == FossilMaker.sha(39))
    #expect(change.kind == .step && change.direction == .worse && change.status == .standing)
    #expect(abs(change.effect - 0.2) < 0.02)
    let interval = try #require(change.interval)
    #expect(
      interval.lower < change.effect && change.effect < interval.upper && interval.lower > 0.15)
    #expect(change.confidence > 0.99)
    #expect(trends.regressions.count == 1)
    #expect(abs(assessment.noise.spread - 0.01) < 0.005)
  }

  @Test func tellsThatAChangeRecovered() async throws {
    var maker = FossilMaker()
    for commit in 0..<90 {
      maker.add(commit: commit, level: (30..<60).contains(commit) ? 13 : 10, noise: 0.01)
    }
    let trends = await Trends.analyze(maker.collection)
    let changes = try #require(trends.assessments.first?.changes)
    #expect(changes.map(\.point) == [30, 60])
    #expect(changes.first?.status == .recovered && changes.first?.recovery == 60)
    #expect(changes.last?.status == .recovery)
    #expect(trends.regressions.isEmpty)
  }

  /// Whoever accepts a level accepts how it came about; what recovered stays so, and what came later stands.
  @Test func tellsThatAChangeWasAccepted() async throws {
    var maker = FossilMaker()
    let levels = [13.0, 10, 11.5, 14, 16.5]
    for commit in 0..<125 { maker.add(commit: commit, level: levels[commit / 25], noise: 0.005) }
    let accepted = Annotations.AcceptedChange(
      script: Glob("build"), metric: Glob("execution_time"), commit: FossilMaker.sha(75),
      reason: "validates twice")
    let trends = await Trends.analyze(maker.collection(accepted: [accepted]))
    let changes = try #require(trends.assessments.first?.changes)
    #expect(changes.map(\.point) == [25, 50, 75, 100])
    #expect(
      changes.map(\.status) == [
        .recovered, .accepted(reason: "validates twice"), .accepted(reason: "validates twice"),
        .standing,
      ])
    let regression = try #require(trends.regressions.first)
    #expect(regression.change == 3 && abs(regression.effect - 16.5 / 14 + 1) < 0.01)
    #expect(trends.text.contains("accepted"))
    let json = String(decoding: trends.json.indented, as: UTF8.self)
    #expect(json.contains("\"reason\": \"validates twice\""))
    let others = await Trends.analyze(
      maker.collection(accepted: [
        .init(script: Glob("test"), commit: FossilMaker.sha(75), reason: "another script")
      ]))
    #expect(others.assessments.first?.changes[2].status == .standing)
  }

  /// An improvement right behind a spike is one.
  @Test func takesNoImprovementForTheEndOfASpike() async throws {
    var maker = FossilMaker()
    for commit in 0..<60 {
      let wobble = 1 + 0.004 * Double(commit * 3 % 5 - 2)
      maker.add(commit: commit, value: (commit == 29 ? 20 : commit < 30 ? 10 : 8) * wobble)
    }
    let changes = try #require(await Trends.analyze(maker.collection).assessments.first?.changes)
    let step = try #require(changes.first { $0.kind == .step })
    #expect(changes.contains { $0.kind == .spike } && step.point == 30)
    #expect(step.direction == .better && step.status == .standing)
  }

  /// The level of a series that has drifted is where it has drifted to, and its trend is the drift's effect.
  @Test func tellsTheTrendOfADriftByItsEnds() async throws {
    var maker = FossilMaker()
    for commit in 0..<100 {
      maker.add(commit: commit, level: 10 * (1 + 0.4 * Double(max(commit - 39, 0)) / 60))
    }
    let assessment = try #require(await Trends.analyze(maker.collection).assessments.first)
    let change = try #require(assessment.changes.first)
    #expect(assessment.changes.count == 1 && change.kind == .drift)
    #expect(
      assessment.levels.map(\.origin) == [nil, change.levelBefore]
        || assessment.levels.map(\.origin) == [nil, change.levelBefore, nil])
    #expect(abs((assessment.currentLevel?.median ?? 0) / change.levelAfter - 1) < 0.01)
    let trend = try #require(assessment.trend)
    #expect(abs(trend - change.effect) < 0.02)
    #expect(abs(trend - 0.4) < 0.05)
    #expect(assessment.levels.flatMap { $0.points } == Array(0..<100))
  }

  @Test func tellsWhatIsBetterByTheMetric() async throws {
    var maker = FossilMaker()
    for commit in 0..<40 {
      maker.add(commit: commit, value: nil) {
        $0.metrics["rate"] = CustomMetric(
          value: (commit < 20 ? 100 : 80) + Double(commit % 3), unit: "req/s", better: .higher)
      }
    }
    let trends = await Trends.analyze(maker.collection)
    #expect(trends.assessments.first?.changes.map(\.direction) == [.worse])
  }

  @Test func doesNotTellANewMethodAsAChange() async throws {
    var maker = FossilMaker()
    for commit in 0..<60 {
      maker.recorder = commit < 30 ? "hyperfine 1.18" : "perftrace 0.1.0"
      maker.add(commit: commit, level: commit < 30 ? 10 : 14, noise: 0.01)
    }
    let trends = await Trends.analyze(maker.collection)
    #expect(trends.assessments.first?.changes == [])
    #expect(trends.assessments.first?.levels.map(\.points) == [0..<30, 30..<60])
  }

  @Test func tellsADriftOnce() async throws {
    var maker = FossilMaker()
    for commit in 0..<160 {
      let part = min(max(Double(commit - 40) / 80, 0), 1)
      maker.add(commit: commit, level: 10 * (1 + 0.3 * part), noise: 0.01)
    }
    let trends = await Trends.analyze(maker.collection)
    #expect(trends.assessments.first?.changes.map(\.kind) == [.drift])
    #expect(trends.regressions.count == 1)
  }

  @Test func writesEveryKeyOfTheOriginal() async throws {
    var maker = FossilMaker()
    maker.script = "llm-chat-context"
    maker.add(commit: 1, value: 4.5)
    maker.branch = "feature/optimization"
    maker.add(commit: 7, value: 9)
    maker.branch = "main"
    maker.add(commit: 2, value: 3.8)
    let json = try parsed(await Trends.analyze(maker.collection))
    #expect(json["total_executions"]?.integer == 3)
    #expect(json["unique_scripts"]?.integer == 1)
    #expect(json["branches"]?.elements?.compactMap(\.text) == ["feature/optimization", "main"])
    #expect(json["time_period"]?["earliest"]?.text == "2026-01-01T01:10:00.000Z")
    #expect(json["time_period"]?["latest"]?.text == "2026-01-01T07:10:00.010Z")
    let trend = try #require(json["performance_trends"]?.elements?.first)
    #expect(trend["script"]?.text == "llm-chat-context")
    #expect(trend["executions"]?.integer == 2)
    #expect(trend["avg_time"]?.double == 4.15)
    #expect(trend["trend"] == .null, "among two executions no change can be told")
    #expect(trend["latest_time"]?.double == 3.8)
    #expect(trend["earliest_time"]?.double == 4.5)
    #expect(json["regressions"]?.elements?.isEmpty == true)
  }

  @Test func tellsTheTrendByTheLevelsAsTheReportDoes() async throws {
    var maker = FossilMaker()
    for commit in 0..<60 { maker.add(commit: commit, level: commit < 40 ? 10 : 12, noise: 0.01) }
    // The first and the last execution are outliers and say the opposite.
    maker.changeFossils(from: 0) { if $0.gitSHA == FossilMaker.sha(0) { $0.executionTime = 14 } }
    maker.changeFossils(from: 59) { $0.executionTime = 9 }
    let trends = await Trends.analyze(maker.collection)
    let json = try parsed(trends)["performance_trends"]?.elements?.first
    #expect(abs(try #require(json?["trend"]?.double) - 20) < 1)
    #expect(json?["earliest_time"]?.double == 14 && json?["latest_time"]?.double == 9)
    let script = try #require(
      TraceabilityFacts(of: maker.collection) { _ in [] }.scripts.first)
    #expect(script.trend == trends.scripts.first?.trend)
  }

  @Test func tellsNoTrendAcrossMethodsOrMachines() async throws {
    var maker = FossilMaker()
    for commit in 0..<60 {
      maker.recorder = commit < 30 ? "hyperfine 1.18" : "perftrace 0.1.0"
      maker.cpu = commit < 45 ? "EPYC 7763" : "Xeon"
      maker.add(commit: commit, level: commit < 30 ? 10 : commit < 45 ? 14 : 20, noise: 0.01)
    }
    let script = try #require(await Trends.analyze(maker.collection).scripts.first)
    #expect(script.trend == 0)
    #expect(abs(try #require(script.level) - 20) < 0.2)
  }

  @Test(
    arguments: [
      [], [1], [1, 2], Array(repeating: 3, count: 50), Array(repeating: 0, count: 50),
      (0..<50).map { $0 < 25 ? 0 : 1 }, (0..<50).map { -Double($0) },
      (0..<50).map { Double($0 - 25) },
      (0..<50).map { $0 < 25 ? Double.leastNonzeroMagnitude : Double.leastNormalMagnitude / 4 },
      (0..<50).map { $0 < 25 ? 1e308 : 1.7e308 },
      (0..<50).map { $0 < 25 ? -1e308 : 1e308 },
      (0..<50).map { 9_007_199_254_740_992 + Double($0) },
      (0..<50).map { $0.isMultiple(of: 7) ? .nan : 4 }, (0..<50).map { $0 == 9 ? .infinity : 4 },
      Array(repeating: .nan, count: 20),
    ] as [[Double]])
  func answersWithoutNaN(values: [Double]) async throws {
    var maker = FossilMaker()
    for (commit, value) in values.enumerated() { maker.add(commit: commit, value: value) }
    let trends = await Trends.analyze(maker.collection)
    _ = try parsed(trends)
    for text in [trends.text, trends.markdown, trends.csv] {
      #expect(!text.lowercased().contains("nan") && !text.contains("inf"))
    }
    for assessment in trends.assessments {
      #expect(assessment.levels.flatMap { $0.points } == Array(0..<assessment.pointCount))
      #expect(assessment.changes.allSatisfy { $0.effect.isFinite })
    }
  }

  @Test func answersForCyclesUnknownParentsAndClocksThatRunBackwards() async throws {
    var maker = FossilMaker()
    for commit in 0..<60 {
      maker.add(commit: commit, value: commit < 30 ? 10 : 12, parents: [(commit + 1) % 60, 999]) {
        $0.timestamp = Timestamp(milliseconds: FossilMaker.time(60 - commit))
      }
    }
    _ = try parsed(await Trends.analyze(maker.collection))
  }

  @Test func givesTheSameOnAnyNumberOfTasks() async throws {
    var maker = FossilMaker()
    for script in 0..<30 {
      maker.script = "script \(script)"
      for commit in 0..<20 { maker.add(commit: commit, level: commit < 9 ? 1 : 1.5) }
    }
    let collection = maker.collection
    let first = await Trends.analyze(collection, tasks: 1).json
    #expect(await Trends.analyze(collection, tasks: 5).json == first)
  }
}
