import PerfTestSupport
import Testing

@Suite struct LogCommandTests {
  let folder: TemporaryFolder
  let perftrace = BuiltProgram("perftrace")

  init() throws {
    folder = try TemporaryFolder()
    let lines = (0..<3).map {
      #"{"schema":1,"id":"0197d8a2-6c1\#($0)-7b64-9d0f-000000000000","script":"s\#($0)","execution_time":1.5,"#
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
        id             time                 script  wall time  peak RSS  outcome      commit   branch
        0197d8a2-6c12  2025-07-05 05:30:02  s2         1.50 s  45.2 MiB  exit code 2  abc2abc  main
        0197d8a2-6c11  2025-07-05 05:30:01  s1         1.50 s  45.2 MiB  exit code 1  abc1abc  main
        0197d8a2-6c10  2025-07-05 05:30:00  s0         1.50 s  45.2 MiB  ok           abc0abc  main

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
    let ids = outcome.output.split(separator: "\r\n").map { $0.split(separator: ",").last ?? "" }
    #expect(
      ids == ["id"] + scripts.map { "0197d8a2-6c1\($0.dropFirst())-7b64-9d0f-000000000000" })
  }

  /// An identity is told from all of the store, not only from those that are shown.
  @Test func showsAsMuchOfAnIdentityAsExcludeNeeds() throws {
    let shown = try perftrace.run(["log", "-n", "1"], in: folder.path).output
    #expect(shown.contains("\n0197d8a2-6c12  2025-07-05 05:30:02"), "\(shown)")
    for (id, count) in [("0197D8A2-6C12", 1), ("0197d8a26c10", 1), ("0197d8a2-6c11-7b64-9d0f", 1)] {
      let outcome = try perftrace.run(["exclude", id, "--reason", "\(id)"], in: folder.path)
      #expect(
        outcome.output == "Excluded \(count) execution in perftrace-annotations.yml.\n",
        "\(outcome.errorOutput)")
    }
    let same = try perftrace.run(
      ["exclude", "0197d8a2-6c12", "0197d8a26c12", "--reason", "0197D8A2-6C12"], in: folder.path)
    #expect(same.output == "1 execution was excluded already, for that reason.\n")
    let annotations = String(
      decoding: try folder.read("perftrace-annotations.yml"), as: UTF8.self)
    #expect(annotations.contains("fossil: \"0197d8a2-6c12-7b64-9d0f-000000000000\""))
  }

  @Test func eightDigitsOfAnIdentityAreEnoughWhereTheyTellItApart() throws {
    let lines = ["a", "b"].map {
      #"{"schema":1,"id":"\#($0)197d8a2-6c1e-7b64-9d0f-000000000000","script":"s","execution_time":1.5,"#
        + #""exit_code":0,"timestamp":"2025-07-05T05:30:00.000Z"}"# + "\n"
    }
    let other = try TemporaryFolder()
    try other.write(lines.joined(), to: "fossils/performance/traces/2025/07/a.jsonl")
    let rows = try perftrace.run(["log"], in: other.path).output.split(separator: "\n")
    #expect(rows.map { $0.prefix(9) } == ["id       ", "b197d8a2 ", "a197d8a2 "])
  }

  @Test(arguments: [
    (
      "0197d8a2",
      """
      "0197d8a2" is the beginning of 3 fossils' identities: 0197d8a2-6c10-7b64-9d0f-000000000000, \
      0197d8a2-6c11-7b64-9d0f-000000000000, 0197d8a2-6c12-7b64-9d0f-000000000000
        hint: write as many digits as `perftrace log` shows
      """
    ),
    (
      "0197d8a3",
      """
      no fossil's identity begins with "0197d8a3"
        hint: `perftrace log` shows the identity of each execution
      """
    ),
    (
      "0197d8a2-6c10-7b64-9d0f-000000000001",
      """
      no fossil has the identity "0197d8a2-6c10-7b64-9d0f-000000000001"
        hint: `perftrace log` shows the identity of each execution
      """
    ),
    (
      "0197d8a",
      """
      "0197d8a" is too short for the identity of a fossil
        hint: write at least 8 digits, as `perftrace log` shows them
      """
    ),
    (
      "0197-d8a2-6c10",
      """
      "0197-d8a2-6c10" is no identity of a fossil
        hint: `perftrace log` shows the identity of each execution
      """
    ),
    (
      "0197d8a2-6c10-7b64-9d0f-0000000000000",
      """
      "0197d8a2-6c10-7b64-9d0f-0000000000000" is no identity of a fossil
        hint: `perftrace log` shows the identity of each execution
      """
    ),
    (
      "",
      """
      "" is no identity of a fossil
        hint: `perftrace log` shows the identity of each execution
      """
    ),
  ])
  func refusesWhatStandsForNoFossil(id: String, words: String) throws {
    let outcome = try perftrace.run(["exclude", id, "--reason", "x"], in: folder.path)
    #expect(outcome.status == 1)
    #expect(outcome.errorOutput == "perftrace: error: \(words)\n")
    #expect(!folder.exists("perftrace-annotations.yml"))
  }

  @Test func writesFossilsAsTheyAre() throws {
    let outcome = try perftrace.run(["log", "--format", "json", "-n", "1"], in: folder.path)
    #expect(outcome.output.hasPrefix(#"{"schema":1,"id":"0197d8a2-6c12-7b64-9d0f-000000000000""#))
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
