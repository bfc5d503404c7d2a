import PerfTrace
import Testing

@Suite struct EnvironmentChangeTests {
  /// Ten scripts over 80 commits; at 40 `changed` of them take 20 % longer, on hosts whose kernel is new from then on.
  private func maker(changed: Int, hosts: [String] = ["EPYC 7763"], own: Int? = nil) -> FossilMaker
  {
    var maker = FossilMaker()
    for (hostIndex, host) in hosts.enumerated() {
      maker.cpu = host
      for script in 0..<10 {
        maker.script = "script \(script)"
        // Not every script is measured at every commit.
        for commit in 0..<80 where (commit + script + hostIndex) % 3 != 0 {
          var level = script < changed && commit >= 40 ? 12.0 : 10
          if own == script && commit >= 60 { level *= 1.3 }
          let before = maker.fossils.count
          maker.add(commit: commit, level: level)
          maker.setKernel(from: before, commit >= 40 ? "6.11" : "6.8")
        }
      }
    }
    return maker
  }

  @Test func tellsOnceWhatManyScriptsShare() async throws {
    let trends = await Trends.analyze(maker(changed: 8, own: 9).collection)
    let change = try #require(trends.environmentChanges.first)
    #expect(trends.environmentChanges.count == 1)
    #expect(change.scriptCount == 8 && change.candidateCount == 10)
    #expect(abs(change.effect - 0.2) < 0.02)
    #expect(!change.isSharedByHosts)
    #expect(
      change.differences == [
        EnvironmentChange.Difference(key: "kernel", before: "6.8", after: "6.11")
      ])
    let own = trends.assessments.flatMap(\.changes).filter { $0.environmentChange == nil }
    #expect(own.count == 1)
    #expect(trends.regressions.count == 1)
    let commit = trends.collection.history.commits[Int(change.commit)].sha
    #expect([40, 41].map(FossilMaker.sha).contains(commit))
  }

  @Test func countsAScriptOnceHoweverManyMetricsItHas() async throws {
    var maker = FossilMaker()
    for script in 0..<13 {
      maker.script = "script \(script)"
      for commit in 0..<80 {
        maker.add(commit: commit, level: script < 8 && commit >= 40 ? 11 : 10)
      }
    }
    // Every script tells the same of itself, whatever its time.
    maker.changeFossils(from: 0) { $0.additionalMetrics["requests"] = 1000 }
    let trends = await Trends.analyze(maker.collection)
    let change = try #require(trends.environmentChanges.first)
    #expect(trends.environmentChanges.count == 1)
    #expect(change.scriptCount == 8 && change.candidateCount == 13)
    #expect(trends.regressions.isEmpty)
    #expect(trends.text.contains("  8 of 13  "))
    #expect(trends.assessments.contains { $0.pointCount == 80 && $0.changes.isEmpty })
  }

  @Test func countsAScriptOnceWhereBothItsMetricsChange() async throws {
    var maker = FossilMaker()
    for script in 0..<6 {
      maker.script = "script \(script)"
      for commit in 0..<80 {
        let isSlow = script < 2 && commit >= 40
        let first = maker.fossils.count
        maker.add(commit: commit, level: isSlow ? 12 : 10)
        maker.changeFossils(from: first) {
          $0.additionalMetrics["requests"] = isSlow ? 1200 : 1000 + Double(commit % 3)
        }
      }
    }
    // Four series changed, but only two scripts.
    let trends = await Trends.analyze(maker.collection)
    #expect(trends.assessments.count { !$0.changes.isEmpty } == 4)
    #expect(trends.environmentChanges.isEmpty)
  }

  @Test func tellsEachDirectionByItself() async throws {
    var maker = FossilMaker()
    for script in 0..<6 {
      maker.script = "script \(script)"
      for commit in 0..<80 {
        let after = script < 4 ? 12.0 : 8
        maker.add(commit: commit, level: commit >= 40 ? after : 10)
      }
    }
    let trends = await Trends.analyze(maker.collection)
    #expect(trends.environmentChanges.map(\.scriptCount) == [4])
    #expect(abs((trends.environmentChanges.first?.effect ?? 0) - 0.2) < 0.02)
    let own = trends.assessments.flatMap(\.changes).filter { $0.environmentChange == nil }
    #expect(own.map(\.direction) == [.better, .better])
  }

  @Test func leavesAloneWhatFewScriptsShow() async {
    let trends = await Trends.analyze(maker(changed: 2).collection)
    #expect(trends.environmentChanges.isEmpty)
    #expect(trends.regressions.count == 2)
  }

  @Test func tellsWhenOtherHostsChangedToo() async {
    let trends = await Trends.analyze(
      maker(changed: 7, hosts: ["EPYC 7763", "Xeon 8171M"]).collection)
    #expect(trends.environmentChanges.map(\.isSharedByHosts) == [true, true])
  }
}

extension FossilMaker {
  /// Sets the kernel of the fossils from an index on.
  fileprivate mutating func setKernel(from index: Int, _ kernel: String) {
    changeFossils(from: index) { $0.environment.values["kernel"] = kernel }
  }
}
