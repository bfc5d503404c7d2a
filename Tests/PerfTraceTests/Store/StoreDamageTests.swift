import Foundation
import PerfTestSupport
import Testing

@testable import PerfTrace

#if canImport(Glibc)
  import Glibc
#endif

@Suite struct StoreDamageTests {
  let folder: TemporaryFolder
  let store: FossilStore

  init() throws {
    folder = try TemporaryFolder()
    store = FossilStore(root: folder.path("fossils"))
  }

  private func load(_ bytes: [UInt8], name: String = "traces/2025/07/a.jsonl") async throws -> (
    numbers: [Int], problems: [String]
  ) {
    try folder.write(bytes, to: "fossils/performance/" + name)
    return try await load()
  }

  private func load() async throws -> (numbers: [Int], problems: [String]) {
    let (history, diagnostics) = try await store.loadHistory()
    let known = Dictionary(
      uniqueKeysWithValues: (0..<40).map { (Samples.fossil($0).id, $0) })
    let prefix = store.root + "/performance/"
    return (
      history.ids.compactMap { known[$0] },
      diagnostics.map {
        String(
          DiagnosisRenderer.render($0, program: "p", severity: "warning")
            .split(separator: "\n")[0]
        ).replacing(prefix, with: "").replacing("p: warning: ", with: "")
      }
    )
  }

  @Test func namesATornLastLine() async throws {
    let (numbers, problems) = try await load(Samples.lines(0..<3) + Samples.line(3).prefix(100))
    #expect(numbers == [0, 1, 2])
    #expect(problems == ["traces/2025/07/a.jsonl:4: torn: the last line ends in the middle"])
  }

  @Test func acceptsAWholeLastLineWithoutItsEnd() async throws {
    let (numbers, problems) = try await load(Samples.lines(0..<3) + Samples.line(3))
    #expect(numbers == [0, 1, 2, 3])
    #expect(problems == [])
  }

  @Test func namesNULBytes() async throws {
    let (numbers, problems) = try await load(
      Samples.line(0) + [10] + Array(repeating: 0, count: 5000) + [10] + Samples.lines(1..<2))
    #expect(numbers == [0, 1])
    #expect(problems == ["traces/2025/07/a.jsonl:2: NUL bytes instead of text"])
  }

  @Test func savesTheWholeFossilBehindATornOne() async throws {
    let (numbers, problems) = try await load(
      Samples.line(0).prefix(120) + Samples.line(1) + [10] + Samples.lines(2..<3))
    #expect(numbers == [1, 2])
    #expect(problems.count == 1)
    #expect(problems[0].hasPrefix("traces/2025/07/a.jsonl:1:"))
  }

  @Test func skipsALineOfAnyLengthInBoundedMemory() async throws {
    let long = Array(repeating: UInt8(ascii: "x"), count: 3 << 20)
    let (numbers, problems) = try await load(
      Samples.lines(0..<1) + long + [10] + Samples.lines(1..<2) + long)
    #expect(numbers == [0, 1])
    #expect(
      problems == [
        "traces/2025/07/a.jsonl:2: longer than 65536 bytes, which no fossil is",
        "traces/2025/07/a.jsonl:4: longer than 65536 bytes, which no fossil is",
      ])
  }

  @Test func readsAGibibyteOfOneLine() async throws {
    let path = try folder.write(
      Samples.lines(0..<1), to: "fossils/performance/traces/2025/07/a.jsonl")
    // A sparse file: a line of 1 GiB of NUL bytes.
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    try file.seek(toOffset: 1 << 30)
    try file.write(contentsOf: Data([10] + Samples.lines(1..<2)))
    try file.close()
    let (numbers, problems) = try await load()
    #expect(numbers == [0, 1])
    #expect(problems == ["traces/2025/07/a.jsonl:2: longer than 65536 bytes, which no fossil is"])
  }

  @Test func namesConflictMarkersAndUsesBothSides() async throws {
    let text =
      Array("<<<<<<< HEAD\n".utf8) + Samples.lines(0..<1) + Array("=======\n".utf8)
      + Samples.lines(1..<2) + Array(">>>>>>> other\n".utf8)
    let (numbers, problems) = try await load(text)
    #expect(numbers == [0, 1])
    #expect(
      problems == [1, 3, 5].map { "traces/2025/07/a.jsonl:\($0): a mark of a merge conflict" })
  }

  @Test func namesConflictMarkersInADocument() async throws {
    let text =
      Array("[\n".utf8) + Samples.line(0) + Array(",\n<<<<<<< HEAD\n".utf8) + Samples.line(1)
      + Array("\n=======\n".utf8) + Samples.line(2) + Array("\n>>>>>>> other\n]\n".utf8)
    let (numbers, problems) = try await load(text, name: "granular_trace.json")
    #expect(numbers == [0, 1, 2])
    #expect(problems == [3, 5, 7].map { "granular_trace.json:\($0): a mark of a merge conflict" })
  }

  @Test func goesOnAfterATornFossilInADocument() async throws {
    let text =
      Array("[".utf8) + Samples.line(0) + Array(",\n".utf8) + Samples.line(1).prefix(60)
      + Array("\n".utf8) + Samples.line(2) + Array("]".utf8)
    let (numbers, problems) = try await load(text, name: "granular_trace.json")
    #expect(numbers.contains(0))
    #expect(!problems.isEmpty)
  }

  @Test func acceptsAByteOrderMarkAndDOSLineEnds() async throws {
    let text =
      [0xEF, 0xBB, 0xBF] + Samples.line(0) + [13, 10] + [13, 10] + Samples.line(1) + [13, 10]
    let (numbers, problems) = try await load(text)
    #expect(numbers == [0, 1])
    #expect(problems == [])
  }

  @Test func namesUnknownSchemasWithoutCallingThemDamage() async throws {
    let later = String(decoding: Samples.line(0), as: UTF8.self)
      .replacing("\"schema\":1", with: "\"schema\":9")
    try folder.write(later + "\n", to: "fossils/performance/traces/2025/07/a.jsonl")
    let (history, diagnostics) = try await store.loadHistory()
    #expect(history.count == 0)
    #expect(diagnostics.map(\.problem) == [.unknownSchema(9)])
    #expect(diagnostics.first?.line == 1)
    #expect(diagnostics.first?.isDamage == false)
  }

  @Test func namesTheColumnOfAWrongValue() async throws {
    let line = String(decoding: Samples.line(0), as: UTF8.self)
      .replacing("\"memory_usage_mb\":45.2", with: "\"memory_usage_mb\":[]")
    let (_, problems) = try await load(Array(line.utf8) + [10])
    let column = line.utf8.count - line.split(separator: "\"memory_usage_mb\"")[1].utf8.count - 16
    #expect(
      problems == [
        "traces/2025/07/a.jsonl:1:\(column): expected a number for \"memory_usage_mb\", found an array"
      ])
  }

  @Test func readsNeitherPipesNorLoopsNorForbiddenFiles() async throws {
    try folder.write(Samples.lines(0..<2), to: "fossils/performance/traces/2025/07/a.jsonl")
    let month = folder.path("fossils/performance/traces/2025/07")
    #expect(unsafe mkfifo(month + "/pipe.jsonl", 0o644) == 0)
    #expect(unsafe symlink("../../..", month + "/loop") == 0)
    #expect(unsafe symlink("self", month + "/self") == 0)
    #expect(unsafe symlink("gone.jsonl", month + "/dangling.jsonl") == 0)
    let (numbers, problems) = try await load()
    #expect(numbers == [0, 1])
    #expect(
      problems.contains(
        "traces/2025/07/dangling.jsonl: cannot be read: no such file or directory"))
    #expect(problems.contains("traces/2025/07/pipe.jsonl: not a file"))
    #expect(
      problems.contains {
        $0.hasSuffix(": a link to a folder that contains it, or that was read already")
      })
  }

  @Test func namesAFileThatVanishesOrCannotBeRead() {
    var visitor = HistoryVisitor()
    var buffer: [UInt8] = []
    FossilFile(path: folder.path("gone.jsonl"), index: 0).scan(&visitor, buffer: &buffer)
    #expect(visitor.diagnostics.map(\.problem) == [.unreadable(.notFound)])
    #expect(visitor.diagnostics.first?.reason == "no such file or directory")
  }
}
