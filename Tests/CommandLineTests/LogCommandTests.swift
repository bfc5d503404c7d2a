import PerfTestSupport
import Testing

@Suite struct LogCommandTests {
  let folder: TemporaryFolder
  let perftrace = BuiltProgram("perftrace")

  init() throws {
    folder = try TemporaryFolder()
    let lines = (0..<3).map {
      #"{"schema":1,"id":"0197d8a2-6c1e-7b64-9d0f-00000000000\#($0)","script":"s\#($0)","execution_time":1.5,"#
        + #""memory_usage_mb":45.2,"exit_code":\#($0),"timestamp":"2025-07-05T05:30:0\#($0).000Z","#
        + #""git_sha":"abc\#($0)abc","git_branch":"main"}"# + "\n"
    }
    try folder.write(
      lines.joined(), to: "fossils/performance/traces/2025/07/20250705T053000Z-a.jsonl")
  }

  @Test func listsTheNewestFirst() throws {
    let outcome = try perftrace.run(["log"], in: folder.path)
    #expect(outcome.status == 0)
    #expect(outcome.errorOutput == "")
    #expect(
      outcome.output == """
        time                 script  wall time  peak RSS  outcome      commit   branch
        2025-07-05 05:30:02  s2         1.50 s  45.2 MiB  exit code 2  abc2abc  main
        2025-07-05 05:30:01  s1         1.50 s  45.2 MiB  exit code 1  abc1abc  main
        2025-07-05 05:30:00  s0         1.50 s  45.2 MiB  ok           abc0abc  main

        """)
  }

  @Test(arguments: [
    (["--script", "s1"], ["s1"]), (["--failed"], ["s2", "s1"]), (["-n", "1"], ["s2"]),
    (["--commit", "ABC0"], ["s0"]),
    (["-n", "0"], ["s2", "s1", "s0"]),
  ])
  func listsWhatIsAskedFor(arguments: [String], scripts: [String]) throws {
    let outcome = try perftrace.run(["log", "--format", "csv"] + arguments, in: folder.path)
    let listed = outcome.output.split(separator: "\r\n").dropFirst().map {
      String($0.split(separator: ",")[1])
    }
    #expect(listed == scripts)
  }

  @Test func writesFossilsAsTheyAre() throws {
    let outcome = try perftrace.run(["log", "--format", "json", "-n", "1"], in: folder.path)
    #expect(outcome.output.hasPrefix(#"{"schema":1,"id":"0197d8a2-6c1e-7b64-9d0f-000000000002""#))
    #expect(outcome.output.hasSuffix("\n"))
  }

  @Test func warnsOfDamageAndUsesTheRest() throws {
    try folder.write("torn", to: "fossils/performance/traces/2025/07/b.jsonl")
    let outcome = try perftrace.run(["log"], in: folder.path)
    #expect(outcome.status == 0)
    #expect(outcome.output.split(separator: "\n").count == 4)
    #expect(
      outcome.errorOutput == """
        perftrace: warning: fossils/performance/traces/2025/07/b.jsonl:1:1: expected a value, found "t"
          hint: `perftrace fossils verify --repair`, with the same --store, sets the damaged line aside

        """)
  }

  @Test(arguments: [["trends"], ["log"], ["check"], ["traceability"], ["export", "csv"]])
  func aStoreOfWhichNothingCanBeReadIsAnError(arguments: [String]) throws {
    let store = try TemporaryFolder()
    try store.write("torn", to: "fossils/performance/traces/2025/07/a.jsonl")
    try store.write("{}\n", to: "fossils/performance/traces/2025/07/b.jsonl")
    let outcome = try perftrace.run(arguments, in: store.path)
    #expect(outcome.status == 1)
    #expect(
      outcome.errorOutput.contains(
        """
        perftrace: error: no fossil in the store "fossils" can be read: \
        "fossils/performance/traces/2025/07/a.jsonl":1 expected a value, found "t"; \
        "fossils/performance/traces/2025/07/b.jsonl":1
        """), "\(outcome.errorOutput)")
    let site = try BuiltProgram("perfsite").run(["build"], in: store.path)
    #expect(site.status == 1)
    #expect(site.errorOutput.contains("no fossil in the store \"fossils\" can be read"))
  }

  @Test func saysThatAStoreIsAFolder() throws {
    let file = "fossils/performance/traces/2025/07/20250705T053000Z-a.jsonl"
    let outcome = try perftrace.run(["log", "--store", file], in: folder.path)
    #expect(outcome.status == 1)
    #expect(
      outcome.errorOutput == """
        perftrace: error: "\(file)" is no folder, and a store is one
          hint: name the folder; `perftrace import` reads single files

        """)
  }

  @Test func saysThatThereIsNoStore() throws {
    let outcome = try perftrace.run(["log", "--store", "none"], in: folder.path)
    #expect(outcome.status == 1)
    #expect(
      outcome.errorOutput == """
        perftrace: error: there is no store at "none"
          hint: `perftrace track SCRIPT` makes one

        """)
    #expect(try perftrace.run(["log", "-n", "-1"], in: folder.path).status == 64)
  }
}
