import PerfTestSupport
import Testing

@Suite struct ImportCommandTests {
  private let program = BuiltProgram("perftrace")

  private static let text = """
    goos: linux
    BenchmarkA-2 100 2.5 ns/op
    BenchmarkB-2 100 7 ns/op 3 B/op

    """

  @Test func addsResultsOnceAndSaysWhatItAdded() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.text, to: "bench.txt")
    let first = try program.run(
      ["import", "auto", "bench.txt", "--branch", "main"], in: folder.path)
    #expect(first.status == 0)
    #expect(first.errorOutput == "")
    let file = try #require(folder.files().first { $0.hasSuffix(".jsonl") })
    #expect(
      first.output == """
        bench.txt: go, 2 new
        added 2 results in \(file); 0 known already

        """)
    #expect(file.contains("-import-go-"))
    #expect(folder.files().count == 2, "no temporary file is left")
    let again = try program.run(
      ["import", "go", "bench.txt", "--branch", "other"], in: folder.path)
    #expect(again.status == 0)
    #expect(
      again.output == """
        bench.txt: go, 0 new, 2 known
        added nothing; 2 known already

        """)
    #expect(folder.files().count == 2)
  }

  @Test func tellsWhatADryRunWouldAdd() throws {
    let folder = try TemporaryFolder()
    let outcome = try program.run(
      ["import", "go", "-", "--dry-run"], in: folder.path, input: Self.text)
    #expect(outcome.status == 0)
    #expect(
      outcome.output == """
        standard input: go, 2 new
        would add 2 results; 0 known already

        """)
    #expect(
      outcome.errorOutput == "perftrace: note: results name no branch; --branch NAME tells it\n")
    #expect(folder.files().isEmpty)
  }

  @Test func tellsTheSameAsJSON() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.text, to: "bench.txt")
    let outcome = try program.run(
      ["import", "go", "bench.txt", "--dry-run", "--output", "json", "--branch", "b"],
      in: folder.path)
    #expect(
      outcome.output == """
        {"dry_run":true,"new":2,"known":0,"left_out":0,"path":null,"sources":[{"name":"bench.txt",\
        "format":"go","new":2,"known":0,"left_out":0,"warnings":0}]}

        """)
  }

  @Test func addsTheGoodFilesAndFailsForTheOthers() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.text, to: "bench.txt")
    try folder.write("{\"results\": [\n  oops", to: "bad.json")
    let outcome = try program.run(
      ["import", "auto", "bad.json", "bench.txt", "gone.json", "--branch", "b"], in: folder.path)
    #expect(outcome.status == 1)
    #expect(
      outcome.errorOutput == """
        perftrace: error: bad.json:2:3: malformed JSON: expected a value, found "o"
        perftrace: error: cannot read "gone.json": no such file or directory

        """)
    #expect(outcome.output.hasPrefix("bench.txt: go, 2 new\nadded 2 results in "))
  }

  @Test func takesFoldersOfANamedFormat() throws {
    let folder = try TemporaryFolder()
    let result =
      #"{"commit_hash":"897431cc9207","date":1587550957000,"params":{},"results":{"a.time_b":0.5}}"#
    try folder.write(result, to: "results/m/897431cc.json")
    try folder.write("{}", to: "results/m/machine.json")
    try folder.write("{}", to: "results/benchmarks.json")
    let outcome = try program.run(["import", "asv", "results", "--branch", "b"], in: folder.path)
    #expect(outcome.errorOutput == "")
    #expect(outcome.output.hasPrefix("results/m/897431cc.json: asv, 1 new\n"))
    let unnamed = try program.run(["import", "auto", "results"], in: folder.path)
    #expect(unnamed.status == 1)
    #expect(
      unnamed.errorOutput.hasPrefix("perftrace: error: \"results\" is a folder\n  hint: name"))
  }

  @Test(arguments: [
    (["--commit", "xyz"], "\"xyz\" is not a commit hash\n  hint: 7 to 64 hexadecimal digits\n"),
    (
      ["--date", "noon"],
      "\"noon\" is not a date\n  hint: as in 2026-05-04T03:02:01Z or 2026-05-04\n"
    ),
    (["--host", "=x"], "cannot use \"=x\" for --host\n  hint: as in KEY=VALUE\n"),
    (["--tag", "x"], "cannot use \"x\" for --tag\n  hint: as in KEY=VALUE\n"),
  ])
  func saysWhatIsWrongWithAnOption(options: [String], message: String) throws {
    let folder = try TemporaryFolder()
    let outcome = try program.run(
      ["import", "go", "-"] + options, in: folder.path, input: Self.text)
    #expect(outcome.status == 1)
    #expect(outcome.errorOutput == "perftrace: error: " + message)
    #expect(folder.files().isEmpty)
  }

  @Test(arguments: [
    ["import", "go"], ["import", "go", "x", "--better", "faster"], ["export", "xls"],
  ])
  func endsWithTheStatusOfWrongUsage(arguments: [String]) throws {
    let folder = try TemporaryFolder()
    #expect(try program.run(arguments, in: folder.path).status == 64)
  }

  @Test(arguments: ["hyperfine", "csv", "junit", "gnu-time"])
  func saysWhichFormatAFileLooksLike(format: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.text, to: "bench.txt")
    let outcome = try program.run(["import", format, "bench.txt"], in: folder.path)
    #expect(outcome.status == 1)
    #expect(outcome.errorOutput.hasPrefix("perftrace: error: bench.txt"))
    #expect(
      outcome.errorOutput.hasSuffix(
        "  hint: it looks like go: `perftrace import go FILE`, or auto for FORMAT\n"))
  }

  @Test func takesWhatExportCallsJSONLines() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.text, to: "bench.txt")
    _ = try program.run(["import", "go", "bench.txt"], in: folder.path)
    let lines = try program.run(["export", "jsonl", "-o", "all.jsonl"], in: folder.path)
    #expect(lines.status == 0)
    let outcome = try program.run(
      ["import", "jsonl", "all.jsonl", "--store", "other"], in: folder.path)
    #expect(outcome.output.hasPrefix("all.jsonl: granular, 2 new\n"))
  }
}
