import Foundation
import PerfTestSupport
import Testing

@testable import PerfTrace

@Suite struct StoreMaintenanceTests {
  let folder: TemporaryFolder
  let store: FossilStore
  /// A day after the end of July 2025, in which all samples lie.
  let august = Timestamp(milliseconds: 1_754_200_000_000)

  init() throws {
    folder = try TemporaryFolder()
    store = FossilStore(root: folder.path("fossils"))
  }

  private func write(_ bytes: [UInt8], _ name: String) throws {
    try folder.write(bytes, to: "fossils/performance/traces/2025/07/\(name).jsonl")
  }

  @Test func verifiesAWholeStore() async throws {
    try write(Samples.lines(0..<5), "a")
    try write(Samples.lines(3..<8), "b")
    let result = try await store.verify()
    #expect(result.fossils == 8)
    #expect(result.repeated == 2)
    #expect(result.files == 2)
    #expect(!result.isDamaged)
  }

  @Test func namesFossilsThatShareAnIdAndDiffer() async throws {
    var edited = Samples.fossil(2)
    edited.executionTime = 1
    var line: [UInt8] = []
    edited.appendLine(to: &line)
    try write(Samples.lines(0..<5), "a")
    try write(line, "b")
    let result = try await store.verify()
    #expect(result.diagnostics.map(\.problem) == [.conflictingCopies(edited.id)])
    #expect(result.diagnostics.first?.summary == "two fossils with the id \(edited.id) differ")
    // Nothing is damaged in either line, so a repair moves neither.
    #expect(try store.repair(result.diagnostics) == [])
  }

  @Test func movesDamagedLinesAsideAndLosesNothing() async throws {
    let torn = Array(Samples.line(9).prefix(80))
    let newer = String(decoding: Samples.line(5), as: UTF8.self)
      .replacing("\"schema\":1", with: "\"schema\":2")
    let text =
      Samples.lines(0..<2) + Array("garbage\r\n".utf8) + torn + Samples.lines(2..<3)
      + Array((newer + "\n").utf8) + Samples.lines(3..<4) + torn
    try write(text, "a")
    let before = try await store.verify()
    let repairs = try store.repair(before.diagnostics)
    #expect(repairs.map(\.lines) == [3])
    #expect(
      try folder.read("fossils/performance/traces/2025/07/a.jsonl")
        == Samples.lines(0..<3) + Array((newer + "\n").utf8) + Samples.lines(3..<4))
    #expect(
      try folder.read("fossils/performance/traces/2025/07/a.jsonl.damaged")
        == Array("garbage\n".utf8) + torn + [10] + torn + [10])
    let after = try await store.verify()
    #expect(!after.isDamaged)
    #expect(after.fossils == 4)
  }

  @Test func repairsTheOriginalsArray() async throws {
    let text =
      Array("[\n".utf8) + Samples.line(0) + Array(",\n<<<<<<< HEAD\n".utf8) + Samples.line(1)
      + Array("\n]\n".utf8)
    try folder.write(text, to: "fossils/performance/granular_trace.json")
    let before = try await store.verify()
    #expect(before.isDamaged)
    _ = try store.repair(before.diagnostics)
    let after = try await store.verify()
    #expect(!after.isDamaged)
    #expect(after.fossils == 2)
    #expect(try folder.read("fossils/performance/granular_trace.json.damaged") == text)
  }

  @Test func leavesAFileAloneThatIsBeingWritten() async throws {
    let writer = try store.makeWriter(batch: "b", startedAt: Samples.fossil(0).timestamp)
    try writer.append(Samples.fossil(0))
    let name = try #require(folder.files().first)
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: folder.path(name)))
    try file.seekToEnd()
    try file.write(contentsOf: Data("torn".utf8))
    try file.close()
    let result = try await store.verify()
    #expect(result.isDamaged)
    #expect(try store.repair(result.diagnostics) == [])
    #expect(try store.compact(now: august).keptFiles.count == 1)
    withExtendedLifetime(writer) {}
  }

  @Test func compactsAFinishedMonthToTheSameBytesWhoeverDoesIt() async throws {
    for order in [[0, 1, 2], [2, 0, 1]] {
      let folder = try TemporaryFolder()
      let store = FossilStore(root: folder.path("fossils"))
      for (name, part) in order.enumerated() {
        try folder.write(
          Samples.lines((part * 10)..<(part * 10 + 12)),
          to: "fossils/performance/traces/2025/07/\(name).jsonl")
      }
      let early = try store.compact(now: Timestamp(milliseconds: 1_754_000_000_000))
      #expect(early.archives.isEmpty)
      let result = try store.compact(now: august)
      #expect(result.removedFiles == 3)
      #expect(folder.files() == ["fossils/performance/archive/2025-07.jsonl"])
      #expect(
        try folder.read("fossils/performance/archive/2025-07.jsonl") == Samples.lines(0..<32))
      let (history, diagnostics) = try await store.loadHistory()
      #expect(history.count == 32)
      #expect(diagnostics == [])
      #expect(try store.compact(now: august).archives.isEmpty)
    }
  }

  @Test func addsLateFilesToTheArchiveOfTheirMonth() throws {
    try write(Samples.lines(5..<10), "a")
    _ = try store.compact(now: august)
    try write(Samples.lines(0..<7), "b")
    _ = try store.compact(now: august)
    #expect(folder.files() == ["fossils/performance/archive/2025-07.jsonl"])
    #expect(try folder.read("fossils/performance/archive/2025-07.jsonl") == Samples.lines(0..<10))
  }

  @Test func removesWhatACrashedCompactionLeft() throws {
    try write(Samples.lines(0..<2), "a")
    let left = try folder.write("{", to: "fossils/performance/archive/2025-07.jsonl.1.2.tmp")
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: 1_754_000_000)], ofItemAtPath: left)
    try folder.write("{", to: "fossils/performance/archive/2025-08.jsonl.3.4.tmp")
    _ = try store.compact(now: august)
    #expect(
      folder.files() == [
        "fossils/performance/archive/2025-07.jsonl",
        "fossils/performance/archive/2025-08.jsonl.3.4.tmp",
      ])
  }

  @Test func compactsNothingThatIsDamaged() throws {
    try write(Samples.lines(0..<3) + Array("torn".utf8), "a")
    try write(Samples.lines(3..<5), "b")
    let result = try store.compact(now: august)
    #expect(result.keptFiles == [store.tracesFolder + "/2025/07/a.jsonl"])
    #expect(
      folder.files() == [
        "fossils/performance/archive/2025-07.jsonl", "fossils/performance/traces/2025/07/a.jsonl",
      ])
    // A damaged archive is not written over, and nothing is removed.
    try folder.write("torn", to: "fossils/performance/archive/2025-07.jsonl")
    try write(Samples.lines(3..<5), "c")
    #expect(try store.compact(now: august).removedFiles == 0)
    #expect(try folder.read("fossils/performance/archive/2025-07.jsonl") == Array("torn".utf8))
    #expect(folder.exists("fossils/performance/traces/2025/07/c.jsonl"))
  }

  @Test func mergesByIdAndKeepsBytes() async throws {
    try write(Samples.lines(0..<5), "a")
    try folder.write(Samples.lines(3..<9), to: "artifact/deep/x.jsonl")
    try folder.write(
      "[{\"script\":\"old\",\"timestamp\":\"2024-02-03T04:05:06Z\"}]",
      to: "other/granular_trace.json")
    let sources = [folder.path("artifact"), folder.path("other")]
    let result = try await store.merge(sources)
    #expect(result.added == 5)
    #expect(result.known == 2)
    #expect(
      try folder.read("fossils/performance/traces/2025/07/x.jsonl") == Samples.lines(5..<9))
    #expect(folder.exists("fossils/performance/traces/2024/02/granular_trace.jsonl"))
    let again = try await store.merge(sources)
    #expect(again.added == 0)
    #expect(again.known == 7)
    await #expect(throws: StoreError.noStore(path: "/nonexistent")) {
      _ = try await store.merge(["/nonexistent"])
    }
  }

  @Test func archivesWhatCanBeRestoredAndChecked() async throws {
    try write(Samples.lines(0..<5), "a")
    try write(Samples.lines(5..<6), "b")
    let archive = try await store.archive(into: folder.path("out"), now: august)
    #expect(archive.path.hasSuffix("/out/fossils-20250803T054640Z.tar.gz"))
    let restored = folder.path("restored")
    try FileManager.default.createDirectory(atPath: restored, withIntermediateDirectories: true)
    let untar = try await HelperProgram.run("tar", ["xzf", archive.path, "-C", restored])
    #expect(untar.succeeded)
    let check = try await HelperProgram.run(
      "sha256sum", ["-c", "--quiet", "SHA256SUMS"], directory: restored)
    #expect(check.succeeded)
    let (history, _) = try await FossilStore(root: restored).loadHistory()
    #expect(history.ids == Samples.fossils(6).map(\.id))
    #expect(folder.files(below: "out").count == 1)
  }

  @Test func countsWhatIsThere() async throws {
    try write(Samples.lines(0..<30), "a")
    let (statistics, _) = try await store.statistics()
    #expect(
      statistics.lines == [
        "fossils       30", "files         1 of invocations, 0 of months",
        "size          \(Quantity(Double(statistics.bytes), .bytes).text), "
          + "\(Quantity(Double(statistics.bytes) / 30, .bytes).text) a fossil",
        "time          2025-07-05 to 2025-07-05", "scripts       7", "commits       6",
        "branches      2", "host classes  2",
      ])
    #expect(statistics.json["fossils"] == .number(30))
  }

  @Test func saysWhereItCannotWrite() {
    #expect {
      try FossilStore(root: "/proc/none").makeWriter(batch: "b", startedAt: august)
    } throws: { error in
      guard let error = error as? StoreError else { return false }
      return error.summary
        == "cannot create \"/proc/none/performance/traces/2025/08/20250803T054640Z-b.jsonl\""
        && error.hint
          == "check its permissions, or choose another store with `--fossils DIR`"
    }
  }
}
