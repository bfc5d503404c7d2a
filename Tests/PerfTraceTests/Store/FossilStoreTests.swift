import Foundation
import PerfTestSupport
import Testing

@testable import PerfTrace

@Suite struct FossilStoreTests {
  let folder: TemporaryFolder
  let store: FossilStore

  init() throws {
    folder = try TemporaryFolder()
    store = FossilStore(root: folder.path("fossils"))
  }

  @Test func storesOneLineAFossilInOneFileAnInvocation() async throws {
    let time = Timestamp(milliseconds: 1_751_693_400_000)
    let writer = try store.makeWriter(batch: "0a/b", startedAt: time)
    for number in 0..<3 { try writer.append(Samples.fossil(number)) }
    let second = try store.makeWriter(batch: "0a/b", startedAt: time)
    try second.append(Samples.fossil(3))
    #expect(
      folder.files() == [
        "fossils/performance/traces/2025/07/20250705T053000Z-0a_b-2.jsonl",
        "fossils/performance/traces/2025/07/20250705T053000Z-0a_b.jsonl",
      ])
    #expect(
      try folder.read("fossils/performance/traces/2025/07/20250705T053000Z-0a_b.jsonl")
        == Samples.lines(0..<3))
    let (history, diagnostics) = try await store.loadHistory()
    #expect(diagnostics == [])
    #expect(history.ids == Samples.fossils(4).map(\.id))
  }

  @Test func leavesNoFileWhereNothingWasRecorded() throws {
    do { _ = try store.makeWriter(batch: "b", startedAt: Timestamp(milliseconds: 0)) }
    #expect(folder.files() == [])
  }

  @Test func refusesAFossilThatIsTooLong() throws {
    let writer = try store.makeWriter(batch: "b", startedAt: Timestamp(milliseconds: 0))
    var fossil = Samples.fossil(0)
    fossil.tags["long"] = String(repeating: "x", count: 70_000)
    #expect { try writer.append(fossil) } throws: { error in
      guard let error = error as? StoreError else { return false }
      return DiagnosisRenderer.render(error, program: "perftrace").hasPrefix(
        "perftrace: error: the fossil of \"script-0\" is too long to be stored: it has 7")
    }
  }

  @Test func saysThatThereIsNoStore() async throws {
    await #expect(throws: StoreError.noStore(path: folder.path("fossils"))) {
      _ = try await store.loadHistory()
    }
  }

  @Test func readsAFossilWholeAgain() async throws {
    try folder.write(Samples.lines(0..<5), to: "fossils/performance/traces/2025/07/a.jsonl")
    let (history, _) = try await store.loadHistory()
    for row in 0..<history.count {
      let fossil = try store.fossil(at: history.location[row], in: history)
      #expect(fossil == Samples.fossil(row))
    }
  }

  @Test func readsTheOriginalsArray() async throws {
    let entries = (0..<3).map {
      #"""
        {
          "script": "s\#($0)", "execution_time": "\#($0).5", "exit_code": 0,
          "timestamp": "2025-07-05T05:3\#($0):00Z", "additional_metrics": {"note [": 1}
        }
      """#
    }
    try folder.write(
      "[\n" + entries.joined(separator: ",\n") + "\n]\n",
      to: "fossils/performance/granular_trace.json")
    let (history, diagnostics) = try await store.loadHistory()
    #expect(diagnostics == [])
    #expect(history.scripts == ["s0", "s1", "s2"])
    #expect(history.location.map(\.line) == [2, 6, 10])
    #expect(try store.fossil(at: history.location[1], in: history).executionTime == 1.5)
  }

  @Test func readsObjectsOneAfterTheOther() async throws {
    let one = Samples.line(0), two = Samples.line(1), three = Samples.line(2)
    try folder.write(one + two + [10] + three, to: "fossils/performance/granular_trace.json")
    try folder.write(
      one + two + [32] + Samples.line(4), to: "fossils/performance/traces/2025/07/a.jsonl")
    let (history, diagnostics) = try await store.loadHistory()
    #expect(diagnostics == [])
    #expect(history.ids == [0, 1, 2, 4].map { Samples.fossil($0).id })
  }
}
