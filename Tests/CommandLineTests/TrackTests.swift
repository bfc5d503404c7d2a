import Foundation
import PerfTestSupport
import PerfTrace
import Testing

/// `perftrace track` and `track-batch` as people meet them.
@Suite(.serialized) struct TrackTests {
  private let program = BuiltProgram("perftrace")
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func track(
    _ arguments: [String], environment: [String: String] = [:]
  ) throws -> BuiltProgram.Outcome {
    try program.run(arguments, in: folder.path, environment: environment)
  }

  /// The fossils of the store in the order of recording.
  private func fossils(in store: String = "fossils") throws -> [Fossil] {
    var fossils: [Fossil] = []
    for name in folder.files(below: store).sorted() {
      for line in try folder.read(store + "/" + name).split(separator: 0x0A) {
        var reader = JSONReader()
        fossils.append(try Fossil(next: &reader, in: Array(line).span))
      }
    }
    return fossils
  }

  @Test func keepsAnExecutionAndPrintsASummary() throws {
    let outcome = try track(["track", "--", "sh", "-c", "echo said; exit 0"])
    #expect(outcome.status == 0)
    #expect(outcome.output.hasPrefix("said\nsh -c echo said; exit 0  "))
    let fossil = try #require(try fossils().first)
    #expect(fossil.command == ["sh", "-c", "echo said; exit 0"])
    #expect(fossil.succeeded)
    #expect(fossil.additionalMetrics["output_size_bytes"] == 5)
    #expect(fossil.recorder == Fossil.recorderName)
  }

  @Test func recordsAFailingScriptAndExitsWithZero() throws {
    try folder.write("exit 3\n", to: "fails.sh")
    let outcome = try track(["track", "fails.sh"])
    #expect(outcome.status == 0)
    #expect(try fossils().map(\.exitCode) == [3])
    #expect(try track(["track", "--strict", "fails.sh"]).status == 1)
    #expect(try track(["track", "--fail-fast", "--runs", "3", "fails.sh"]).status == 1)
    #expect(try fossils().count == 3)
  }

  @Test func recordsACommandThatIsNotThereAndTells() throws {
    let outcome = try track(["track", "--", "no-such-command", "x"])
    #expect(outcome.status == 0)
    #expect(
      outcome.errorOutput.contains(
        "perftrace: warning: \"no-such-command\" not found; recorded as failed"))
    let fossil = try #require(try fossils().first)
    #expect(fossil.exitCode == 127)
    #expect(fossil.outcome.failure == "\"no-such-command\" not found")
  }

  @Test func passesArgumentsOfTheScript() throws {
    try folder.write("printf '%s|' \"$@\"\n", to: "args.sh")
    let outcome = try track(["track", "args.sh", "--runs", "-x", "a b", "--"])
    #expect(outcome.output.hasPrefix("--runs|-x|a b|--|"))
    #expect(try fossils().first?.script == "args")
  }

  @Test func passesStandardInput() throws {
    let outcome = try program.run(
      ["track", "--", "cat"], in: folder.path, input: "from outside")
    #expect(outcome.output.hasPrefix("from outside"))
  }

  @Test func printsFossilsAsJSONAlone() throws {
    let outcome = try track(["track", "--format", "json", "--runs", "2", "--", "echo", "noise"])
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.count == 2)
    for line in lines {
      var reader = JSONReader()
      let fossil = try Fossil(next: &reader, in: Array(line.utf8).span)
      #expect(fossil.script == "echo noise")
    }
  }

  @Test func setsNameTagsVariablesAndFolder() throws {
    try folder.write("", to: "work/mark")
    let outcome = try track([
      "track", "--name", "my name", "--tag", "variant=cold", "--tag", "size=2=2", "--env", "X=y",
      "--cwd", "work", "--store", "elsewhere", "--", "sh", "-c", "ls; printf %s $X",
    ])
    #expect(outcome.output.hasPrefix("mark\ny"))
    let fossil = try #require(try fossils(in: "elsewhere").first)
    #expect(fossil.script == "my name")
    #expect(fossil.tags["variant"] == "cold")
    #expect(fossil.tags["size"] == "2=2")
  }

  @Test func recordsNothingInAFolderThatIsNotThere() throws {
    let outcome = try track(["track", "--cwd", "nowhere", "--", "true"])
    #expect(outcome.status == 1)
    #expect(
      outcome.errorOutput == """
        perftrace: error: cannot run commands in "nowhere"; nothing is recorded: no such file or directory
          hint: --cwd takes a folder that exists

        """)
    #expect(try fossils().isEmpty)
  }

  @Test(arguments: [["--name", ""], ["--runs", "100001"], ["--warmup", "99999999999"]])
  func refusesOptionsOutOfRange(_ options: [String]) throws {
    let outcome = try track(["track"] + options + ["--", "true"])
    #expect(outcome.status == 64)
    #expect(outcome.errorOutput.contains(options[0] + " must "), "\(outcome.errorOutput)")
  }

  @Test func recordsATimeOut() throws {
    let outcome = try track(["track", "--timeout", "100ms", "--", "sleep", "20"])
    #expect(outcome.output == "sleep 20  ".appending(outcome.output.dropFirst(10)))
    #expect(outcome.output.contains("timed out"))
    let fossil = try #require(try fossils().first)
    #expect(fossil.outcome.timedOut)
    #expect(fossil.outcome.signal == 15)
  }

  @Test func writesOutputToAFile() throws {
    let outcome = try track([
      "track", "--runs", "2", "--output", "log", "--", "sh", "-c", "echo out; echo err >&2",
    ])
    #expect(outcome.status == 0)
    #expect(
      String(decoding: try folder.read("log"), as: UTF8.self).split(separator: "\n").count == 4)
  }

  @Test func explainsAnOutputThatCannotBeWrittenBeforeRunning() throws {
    let outcome = try track(["track", "--output", "no/such/file", "--", "touch", "ran"])
    #expect(outcome.status == 1)
    #expect(
      outcome.errorOutput == """
        perftrace: error: cannot write output to "no/such/file": no such file or directory
          hint: --output takes pass, discard, or a file in a folder that can be written

        """)
    #expect(!folder.exists("ran"))
  }

  @Test func doesNotRunWhenTheStoreCannotBeWritten() throws {
    try folder.write("a file", to: "store")
    let outcome = try track(["track", "--store", "store", "--", "touch", "ran"])
    #expect(outcome.status == 1)
    #expect(outcome.errorOutput.hasPrefix("perftrace: error: "))
    #expect(!folder.exists("ran"))
  }

  @Test(arguments: [
    (["track"], "missing the script to track"), (["track", "--"], "missing the command after --"),
    (["track", "--runs", "0", "x"], "--runs must be at least 1, not 0"),
    (
      ["track", "--rnus", "3", "x"],
      "unknown option \"--rnus\"; did you mean \"--runs\"?"
    ),
    (
      ["track", "--precision", "0%", "x"],
      "\"0%\" is no value for --precision: not above 0%: write a percentage like 5%"
    ),
    (
      ["track", "--precision", "2", "x"],
      "\"2\" is no value for --precision: the unit is missing: write 2%"
    ),
    (["track", "--precision", "100%", "x"], "--precision must be less than 100%, not 100%"),
    (["track", "--runs", "-3", "x"], "--runs must be at least 1, not -3"),
    (["track", "--runs=-3", "x"], "--runs must be at least 1, not -3"),
    (["track", "--warmup", "-1", "x"], "--warmup must be at least 0, not -1"),
    (["track", "--max-runs", "-1", "x"], "--max-runs must be at least 1, not -1"),
    (
      ["track", "--timeout", "-5s", "x"],
      "\"-5s\" is no value for --timeout: less than 0: write a duration like 15s, 200ms or 2min"
    ),
    (["track", "--max-runs", "5", "x"], "--max-runs limits --precision, which is not given"),
    (
      ["track", "--timeout", "soon", "x"],
      "\"soon\" is no value for --timeout: no number: write a duration like 15s, 200ms or 2min"
    ),
    (
      ["track", "--timeout", "5", "x"],
      "\"5\" is no value for --timeout: the unit is missing: write 5s"
    ),
    (
      ["track", "--kill-after", "2 sceonds", "x"],
      "\"2 sceonds\" is no value for --kill-after: unknown unit \"sceonds\": write a duration like 15s, 200ms or 2min"
    ),
    (["track", "--timeout", "0s", "x"], "--timeout takes a time above 0, not \"0s\""),
    (["trcak", "x"], "unknown command \"trcak\"; did you mean \"track\"?"),
    (["fossils", "verfy"], "unknown command \"verfy\"; did you mean \"verify\"?"),
    (["dance"], "unknown command \"dance\""),
    (["track", "--tag", "cold", "x"], "--tag takes name=value, not \"cold\""),
    (["track", "--env", "=x", "x"], "--env takes name=value, not \"=x\""),
  ])
  func refusesWrongUsage(arguments: [String], message: String) throws {
    let outcome = try track(arguments)
    #expect(outcome.status == 64)
    let command =
      ["track", "fossils"].contains(arguments[0]) ? "perftrace \(arguments[0])" : "perftrace"
    #expect(
      outcome.errorOutput
        == "perftrace: error: \(message)\n  hint: `\(command) --help` says what it takes\n")
    #expect(outcome.output.isEmpty)
  }

  @Test func interleavesABatchAndPrintsATable() throws {
    try folder.write("exit 0\n", to: "scripts/a.sh")
    try folder.write("exit 1\n", to: "scripts/sub/b.sh")
    try folder.write("print('x')\n", to: "scripts/c.py")
    let outcome = try track(["track-batch", "scripts", "**/*", "--runs", "2"])
    #expect(outcome.status == 0)
    #expect(try fossils().map(\.script) == ["a", "c", "sub/b", "a", "c", "sub/b"])
    #expect(Set(try fossils().map { $0.run?.batch }).count == 1)
    #expect(folder.files(below: "fossils").count == 1)
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.count == 4)
    #expect(lines[0].hasPrefix("script  "))
    #expect(lines[3].hasPrefix("sub/b  "))
    #expect(lines[3].hasSuffix("  –     2       2  –"))
    #expect(outcome.errorOutput.contains("[6/6] sub/b  "))
    #expect(!outcome.errorOutput.contains("\u{1B}"))
  }

  @Test func givesABatchNoInput() throws {
    try folder.write("cat; echo end\n", to: "scripts/a.sh")
    let outcome = try program.run(
      ["track-batch", "scripts", "*", "--runs", "1", "--output", "pass"], in: folder.path,
      input: "from outside")
    #expect(outcome.output.hasPrefix("end\n"))
  }

  @Test func explainsAnEmptyBatch() throws {
    try folder.write("", to: "scripts/sub/a.sh")
    let outcome = try track(["track-batch", "scripts", "*.ts"])
    #expect(outcome.status == 1)
    #expect(
      outcome.errorOutput == """
        perftrace: error: no file in "scripts" matches "*.ts"
          hint: it holds "sub"; "**/*.ts" looks in folders below

        """)
    let missing = try track(["track-batch", "nowhere", "*"])
    #expect(
      missing.errorOutput == """
        perftrace: error: no file in "nowhere" matches "*": there is no such folder
          hint: `perftrace track-batch DIRECTORY GLOB` takes a folder, then a pattern in quotes

        """)
  }

  @Test func recordsScriptsWithHostileNames() throws {
    let names = ["it's \"quoted\".sh", "line\nend.sh", "esc\u{1B}[31m.sh", "<b>&amp;.sh"]
    for name in names { try folder.write("exit 0\n", to: "scripts/" + name) }
    // A name that is no UTF-8 can only be made from outside.
    let made = try track([
      "track", "--", "sh", "-c", "printf 'exit 0' > \"$(printf 'scripts/x\\377.sh')\"",
    ])
    #expect(made.status == 0)
    let outcome = try track(["track-batch", "scripts", "*.sh", "--runs", "1", "--store", "f"])
    #expect(outcome.status == 0)
    let recorded = try fossils(in: "f")
    #expect(
      Set(recorded.map(\.script)) == [
        "it's \"quoted\"", "line\nend", "esc\u{1B}[31m", "<b>&amp;", "x\\xFF",
      ])
    #expect(!recorded.contains { !$0.succeeded })
    #expect(!outcome.output.contains("\u{1B}"))
    #expect(!outcome.errorOutput.contains("\u{1B}"))
    #expect(outcome.output.split(separator: "\n").count == 6)
  }

  @Test func tracksAScriptWhoseNameIsNoText() throws {
    // Only a shell can pass such a name: `Process` takes text.
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    process.arguments = [
      "-c",
      "n=$(printf 'x\\377.sh'); printf 'exit 6' > \"$n\"; exec \"$0\" track \"$n\" >/dev/null 2>&1",
      program.path,
    ]
    try process.run()
    process.waitUntilExit()
    let fossil = try #require(try fossils().first)
    #expect(fossil.script == "x\\xFF")
    #expect(fossil.exitCode == 6)
  }

  @Test func recordsAnInterruptedExecutionAndEndsTheBatch() throws {
    try folder.write("touch started; exec sleep 30\n", to: "scripts/a.sh")
    try folder.write("exit 0\n", to: "scripts/b.sh")
    let running = try program.start(
      ["track-batch", "scripts", "*", "--runs", "3"], in: folder.path)
    for _ in 0..<2000 where !folder.exists("started") { usleep(10_000) }
    kill(running.processIdentifier, SIGINT)
    let outcome = running.wait()
    #expect(outcome.status == 130)
    let recorded = try fossils()
    #expect(recorded.count == 1)
    #expect(recorded.first?.outcome.interrupted == true)
    #expect(recorded.first?.succeeded == false)
    #expect(outcome.output.contains("a "))
  }

  @Test func recordsWhatGitKnows() throws {
    let made = try track([
      "track", "--", "sh", "-c",
      "git init -q -b side . && git -c user.name=N -c user.email=e@x commit -q --allow-empty -m 'A \"b\"'",
    ])
    #expect(made.status == 0)
    _ = try track(["track", "--store", "f", "--", "true"])
    let fossil = try #require(try fossils(in: "f").first)
    #expect(fossil.gitBranch == "side")
    #expect(fossil.gitSHA?.count == 40)
    #expect(fossil.git?.subject == "A \"b\"")
  }

  @Test func countsInstructionsByCallgrind() throws {
    let outcome = try track([
      "track", "--counters", "callgrind", "--runs", "2", "--", "true",
    ])
    #expect(outcome.status == 0)
    let counts = try fossils().map { $0.additionalMetrics["callgrind_instructions"] }
    #expect(counts.count == 2)
    #expect(counts[1] == nil)
    // Where valgrind is missing, that is said and the rest is recorded all the same.
    let isTold = outcome.errorOutput.contains(
      "instructions cannot be counted: \"valgrind\" not found")
    #expect((counts[0] ?? 0 > 10_000) != isTold)
  }

  @Test func followsTheConfiguration() throws {
    try folder.write(
      "track:\n  runs: 2\n  warmups: 1\n  interpreters:\n    xyz: [sh, -e]\n", to: "perftrace.yml")
    try folder.write("exit 0\n", to: "sub/a.xyz")
    let outcome = try program.run(["track", "a.xyz"], in: folder.path("sub"))
    #expect(outcome.status == 0)
    #expect(try fossils().map { $0.run?.warmup } == [true, false, false])
    #expect(try fossils().first?.command == ["sh", "-e", "a.xyz"])
  }

  @Test func tellsWhatCanBeMeasured() throws {
    let outcome = try track(["doctor"])
    #expect(outcome.status == 0)
    for subject in ["time", "peak memory", "memory of the tree", "task clock", "noise", "drift"] {
      #expect(outcome.output.contains(" \(subject): ") || outcome.output.contains("\(subject)"))
    }
  }

  @Test(arguments: [
    (
      ["sleep", "0.1"], "sleep",
      "\"sleep\" is a command and no script: `perftrace track -- sleep 0.1`"
    ),
    (
      ["nope.py"], "nope.py",
      "give the path of a script as seen from here, or a command after --: `perftrace track -- COMMAND`"
    ),
    (["tools/biuld.sh"], "tools/biuld.sh", "did you mean \"tools/build.sh\"?"),
    (["buidl.sh", "x"], "buidl.sh", "did you mean \"build.sh\"?"),
    (["build.sh/x"], "build.sh/x", nil),
  ])
  func refusesAScriptThatIsNotThere(words: [String], name: String, hint: String?) throws {
    try folder.write("exit 0\n", to: "tools/build.sh")
    try folder.write("exit 0\n", to: "build.sh")
    let outcome = try track(["track"] + words)
    #expect(outcome.status == 1)
    let message = "perftrace: error: there is no script \"\(name)\"; nothing is recorded\n"
    if let hint {
      #expect(outcome.errorOutput == message + "  hint: \(hint)\n")
    } else {
      #expect(outcome.errorOutput.hasPrefix(message))
    }
    #expect(!folder.exists("fossils"))
  }

  @Test func recordsAScriptThatIsMadeBeforeEachExecution() throws {
    let outcome = try track(["track", "--prepare", "echo exit 4 > made.sh", "made.sh"])
    #expect(outcome.status == 0, "\(outcome.errorOutput)")
    #expect(try fossils().map(\.exitCode) == [4])
  }

  @Test func saysOnceWhatABatchIsComparedWith() throws {
    try folder.write("exit 0\n", to: "scripts/a.sh")
    try folder.write("exit 0\n", to: "scripts/b.sh")
    let batch = ["track-batch", "scripts", "*", "--runs", "1"]
    #expect(try !track(batch).output.contains("change since"))
    let lines = try track(batch).output.split(separator: "\n")
    #expect(lines.last == "change since the last comparable runs")
    #expect(lines.count { $0.contains("since") } == 1)
  }

  @Test func tellsOfOptionsThatTheScriptGets() throws {
    try folder.write("echo \"$@\" >&2\n", to: "says.sh")
    let outcome = try track(["track", "says.sh", "--runs", "3", "--other", "--tag=a=b"])
    #expect(outcome.status == 0)
    #expect(
      outcome.errorOutput.hasPrefix(
        """
        perftrace: warning: "--runs", "--tag=a=b" after the script are given to the script
          hint: an option of track stands before it: `perftrace track --runs … says.sh`; what the script itself takes can follow a --

        """), "\(outcome.errorOutput)")
    #expect(outcome.errorOutput.contains("--runs 3 --other --tag=a=b\n"))
    #expect(try fossils().count == 1)
    for words in [["says.sh", "--", "--runs", "3"], ["--", "sh", "says.sh", "--runs", "3"]] {
      #expect(try !track(["track"] + words).errorOutput.contains("given to the script"))
    }
  }

  @Test(arguments: [
    (
      ["tools"],
      "\"./tools\" is a folder; recorded as failed\n  hint: `perftrace track-batch tools` runs the scripts of a folder",
      126
    ),
    (
      ["--runs", "3", "tools/locked"],
      "\"tools/locked\" is not executable; recorded as failed\n  hint: `chmod +x tools/locked`, or a first line such as #!/bin/sh, lets it run",
      126
    ),
  ])
  func hintsAtWhatWasMeant(words: [String], message: String, exitCode: Int) throws {
    try folder.write("exit 0\n", to: "tools/build.sh")
    try folder.write("exit 0\n", to: "tools/locked")
    let outcome = try track(["track"] + words)
    #expect(outcome.status == 0)
    #expect(outcome.errorOutput.contains("perftrace: warning: \(message)\n"))
    let hint = try #require(message.split(separator: "\n").last)
    #expect(outcome.errorOutput.ranges(of: hint).count == 1, "once for all executions")
    #expect(try fossils().allSatisfy { $0.exitCode == exitCode })
  }
}
