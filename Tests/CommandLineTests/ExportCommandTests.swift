import PerfTestSupport
import Testing

@Suite struct ExportCommandTests {
  private let program = BuiltProgram("perftrace")

  private func store() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for (script, branch, second) in [("a", "main", 1), ("a/b", "main", 2), ("a", "topic", 3)] {
      let line =
        #"{"script":"\#(script)","timestamp":"2026-05-04T03:02:0\#(second)Z","execution_time":\#(second),"#
        + #""git_branch":"\#(branch)","git_sha":"0123456789abcdef"}"#
      try folder.write(line + "\n", to: "fossils/performance/traces/2026/05/\(second).jsonl")
    }
    return folder
  }

  @Test(arguments: [
    ([], ["a", "a/b", "a"]),
    (["--branch", "main"], ["a", "a/b"]),
    (["--script", "a"], ["a", "a"]),
    (["--commit", "0123"], ["a", "a/b", "a"]),
    (["--since", "2026-05-04T03:02:02Z"], ["a/b", "a"]),
    (["--until", "2026-05-04T03:02:02Z"], ["a"]),
  ])
  func selectsWhatIsWanted(options: [String], scripts: [String]) throws {
    let folder = try store()
    let outcome = try program.run(["export", "jsonl"] + options, in: folder.path)
    #expect(outcome.status == 0)
    #expect(outcome.errorOutput == "")
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.count == scripts.count)
    for (line, script) in zip(lines, scripts) { #expect(line.contains("\"script\":\"\(script)\"")) }
  }

  @Test func writesAFileThatCanBeImportedWithoutAddingAnything() throws {
    let folder = try store()
    let outcome = try program.run(["export", "csv", "-o", "all.csv"], in: folder.path)
    #expect(outcome.status == 0)
    #expect(outcome.output == "")
    let again = try program.run(["import", "auto", "all.csv"], in: folder.path)
    #expect(
      again.output == "all.csv: csv, 0 new, 3 known\nadded nothing; 3 known already\n")
  }

  @Test func saysThatThereIsNoStore() throws {
    let folder = try TemporaryFolder()
    let outcome = try program.run(["export", "csv", "--store", "gone"], in: folder.path)
    #expect(outcome.status == 1)
    #expect(outcome.errorOutput.hasPrefix("perftrace: error: there is no store at \"gone\"\n"))
  }

  @Test(arguments: [
    (["--script", "ab*"], "no script \"ab*\" was measured"),
    (
      ["--branch", "mian"],
      "no branch \"mian\" was measured\n  hint: did you mean \"main\"?"
    ),
    (["--commit", "ffff"], "commit \"ffff\" was never measured"),
  ])
  func refusesNamesThatSelectNothing(options: [String], words: String) throws {
    let folder = try store()
    let outcome = try program.run(["export", "csv"] + options, in: folder.path)
    #expect(outcome.status == 1)
    #expect(outcome.errorOutput.hasPrefix("perftrace: error: \(words)"))
  }

  @Test(arguments: [
    (
      "csv",
      "perftrace: note: 2 executions left out: csv has no place for warm-ups and what was interrupted\n"
    ),
    (
      "hyperfine",
      "perftrace: note: 3 executions left out: hyperfine has no place for warm-ups, failures and what was interrupted\n"
    ), ("jsonl", ""), ("granular", ""),
  ])
  func saysWhatAFormatLeavesOut(format: String, note: String) throws {
    let folder = try TemporaryFolder()
    let odd = [
      "\"run\":{\"id\":\"r\",\"index\":0,\"warmup\":true},", "\"outcome\":{\"interrupted\":true},",
      "\"exit_code\":1,", "",
    ]
    let lines = odd.enumerated().map {
      "{\"schema\":1,\"id\":\"0197d8a2-6c1e-7b64-9d0f-00000000000\($0)\",\"script\":\"s\",\($1)\"execution_time\":1,\"timestamp\":\"2025-07-05T05:30:0\($0).000Z\"}\n"
    }
    try folder.write(lines.joined(), to: "fossils/performance/traces/2025/07/a.jsonl")
    let outcome = try program.run(["export", format], in: folder.path)
    #expect(outcome.status == 0)
    #expect(outcome.errorOutput == note)
  }
}
