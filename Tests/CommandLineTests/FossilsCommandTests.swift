import PerfTestSupport
import Testing

@Suite struct FossilsCommandTests {
  let folder: TemporaryFolder
  let perftrace = BuiltProgram("perftrace")
  private static let file = "fossils/performance/traces/2025/07/a.jsonl"

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Self.lines, to: Self.file)
  }

  private static let lines = (0..<3).map {
    #"{"schema":1,"id":"0197d8a2-6c1e-7b64-9d0f-00000000000\#($0)","script":"s","timestamp":"2025-07-05T05:30:0\#($0).000Z"}"#
      + "\n"
  }.joined()

  private func run(_ arguments: String...) throws -> BuiltProgram.Outcome {
    try perftrace.run(["fossils"] + arguments, in: folder.path)
  }

  @Test func verifiesAndRepairs() throws {
    let whole = try run("verify")
    #expect(whole.status == 0)
    #expect(whole.output == "3 fossils in 1 file, 327 B\n")
    try folder.write(Self.lines + "{\"schema\":1,\"id", to: Self.file)
    let damaged = try run("verify")
    #expect(damaged.status == 2)
    #expect(
      damaged.errorOutput == """
        perftrace: error: fossils/performance/traces/2025/07/a.jsonl:4: torn: the last line ends in the middle
          hint: `perftrace fossils verify --repair`, with the same --store, sets the damaged line aside

        """)
    let repaired = try run("verify", "--repair")
    #expect(repaired.status == 0)
    #expect(
      repaired.output.hasSuffix(
        "\(Self.file): 1 damaged part moved to \(Self.file).damaged\n"))
    #expect(try folder.read(Self.file) == Array(Self.lines.utf8))
    #expect(try run("verify").status == 0)
  }

  @Test func compactsFinishedMonths() throws {
    let outcome = try run("compact")
    #expect(outcome.status == 0)
    #expect(
      outcome.output == """
        fossils/performance/archive/2025-07.jsonl: 3 fossils
        1 file rolled up

        """)
    #expect(folder.files() == ["fossils/performance/archive/2025-07.jsonl"])
    #expect(
      try run("compact").output
        == "nothing to compact: no finished month has files of its own\n")
  }

  @Test func mergesOtherStores() throws {
    try folder.write(Self.lines, to: "artifact/x.jsonl")
    #expect(
      try run("merge", "artifact").output
        == "0 fossils added in 0 files, 3 here already\n")
    #expect(
      try run("merge", "--store", "new", "artifact").output
        == "3 fossils added in 1 file, 0 here already\n")
    #expect(try folder.read("new/performance/traces/2025/07/x.jsonl") == Array(Self.lines.utf8))
  }

  @Test func archives() throws {
    let outcome = try run("archive", "--output", "out")
    #expect(outcome.status == 0)
    #expect(outcome.output.hasPrefix("out/fossils-"))
    #expect(folder.files(below: "out").count == 1)
  }

  @Test func tellsStatisticsAsJSON() throws {
    let outcome = try run("stats", "--format", "json")
    #expect(outcome.status == 0)
    #expect(outcome.output.hasPrefix("{\n  \"fossils\": 3,\n  \"trace_files\": 1,"))
  }

  @Test(arguments: ["verify", "compact", "stats", "archive", "push"])
  func saysThatThereIsNoStore(command: String) throws {
    let outcome = try run(command, "--store", "none")
    #expect(outcome.status == 1)
    #expect(
      outcome.errorOutput == """
        perftrace: error: there is no store at "none"
          hint: `perftrace track SCRIPT` makes one

        """)
  }

  @Test func pushesOnlyToARemoteThatExists() throws {
    let outcome = try run("push", "--remote", "nowhere")
    #expect(outcome.status == 1)
    #expect(outcome.errorOutput.hasPrefix("perftrace: error: there is no remote \"nowhere\""))
  }

  @Test func givesAHintOnceForManyDamagedLines() throws {
    try folder.write(Self.lines + "torn\ntorn too\n" + Self.lines, to: Self.file)
    let hint =
      "`perftrace fossils verify --repair`, with the same --store, sets the damaged line aside"
    for arguments in [["fossils", "verify"], ["trends"]] {
      let outcome = try perftrace.run(arguments, in: folder.path)
      #expect(outcome.errorOutput.split(separator: "\n").count == 3)
      #expect(outcome.errorOutput.ranges(of: hint).count == 1)
    }
    let repaired = try run("verify", "--repair")
    #expect(repaired.status == 0)
    #expect(!repaired.errorOutput.contains("error") && !repaired.errorOutput.contains("hint"))
    #expect(repaired.errorOutput.ranges(of: "perftrace: warning: \(Self.file):").count == 2)
  }
}
