import PerfStatistics
import PerfTestSupport
import Testing

@testable import PerfTrace

@Suite struct EarlierExecutionsTests {
  private func fossil(
    _ number: UInt64, batch: String, time: Double, model: String = "A", tag: String? = nil,
    exitCode: Int = 0
  ) -> Fossil {
    var fossil = Fossil(
      id: FossilID(high: 1, low: number), script: "build",
      timestamp: Timestamp(milliseconds: Int64(number) * 1000))
    fossil.executionTime = time
    fossil.exitCode = exitCode
    fossil.environment.values["cpu_model"] = model
    if let tag { fossil.tags["variant"] = tag }
    fossil.run = RunPosition(id: batch, index: 0, count: 1, batch: batch)
    return fossil
  }

  private func earlier(_ own: Fossil, in others: [Fossil]) async throws -> EarlierExecutions? {
    let folder = try TemporaryFolder()
    let writer = try FossilStore(root: folder.path).makeWriter(
      batch: "b", startedAt: Timestamp(milliseconds: 0))
    for fossil in others + [own] { try writer.append(fossil) }
    let (history, _) = try await FossilStore(root: folder.path).loadHistory()
    return EarlierExecutions(of: [own], in: history)
  }

  @Test func takesTheLastComparableBatch() async throws {
    let own = fossil(9, batch: "own", time: 1.1)
    let found = try await earlier(
      own,
      in: [
        fossil(1, batch: "old", time: 5), fossil(2, batch: "good", time: 1.0),
        fossil(3, batch: "good", time: 1.0), fossil(4, batch: "failed", time: 9, exitCode: 1),
        fossil(5, batch: "other machine", time: 9, model: "B"),
        fossil(6, batch: "other tags", time: 9, tag: "cold"),
      ])
    #expect(found?.times == [1.0, 1.0])
    let change = try #require(found?.change(to: [1.1]))
    #expect(abs(change.estimate - 0.1) < 1e-9)
    #expect(change.interval == nil)
  }

  @Test func namesWhereTheEarlierOnesWereMeasured() async throws {
    var other = fossil(1, batch: "old", time: 5)
    other.gitSHA = "1a2b3c4d5e6f7a8b9c0d"
    let own = fossil(9, batch: "own", time: 1)
    #expect(try await earlier(own, in: [other])?.words == "the runs at 1a2b3c4d5e")
    other.gitBranch = "main"
    #expect(try await earlier(own, in: [other])?.words == "the runs at 1a2b3c4d5e on main")
    other.gitSHA = nil
    #expect(try await earlier(own, in: [other])?.words == "the runs on main")
    other.gitBranch = nil
    #expect(try await earlier(own, in: [other])?.words == "the last comparable runs")
  }

  @Test func findsNothingToCompareWith() async throws {
    let own = fossil(9, batch: "own", time: 1.1)
    #expect(try await earlier(own, in: []) == nil)
    #expect(try await earlier(own, in: [fossil(1, batch: "x", time: 1, model: "B")]) == nil)
  }
}
