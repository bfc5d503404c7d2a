import Foundation
import PerfTestSupport
import PerfTrace
import Testing

/// `perftrace duel` in a repository of two commits, the second of which takes more memory: unlike time, that is the same
/// however busy the machine is.
@Suite(.serialized) struct DuelCommandTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try git(["init", "--quiet", "--initial-branch", "main"])
    try folder.write("fossils\n", to: ".gitignore")
    try folder.write("dd if=/dev/zero of=/dev/null bs=8M count=1 2>/dev/null\n", to: "work.sh")
    try git(["add", "-A"])
    try git(["commit", "--quiet", "-m", "Small"])
    try git(["switch", "--quiet", "-c", "large"])
    try folder.write("dd if=/dev/zero of=/dev/null bs=64M count=1 2>/dev/null\n", to: "work.sh")
    try git(["commit", "--quiet", "-a", "-m", "Large"])
  }

  @discardableResult
  private func git(_ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments =
      ["git", "-c", "user.name=A", "-c", "user.email=a@example.org"] + arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return String(decoding: data, as: UTF8.self)
  }

  private func duel(_ arguments: [String]) throws -> BuiltProgram.Outcome {
    try BuiltProgram("perftrace").run(
      ["duel"] + arguments, in: folder.path, environment: ["TMPDIR": folder.path + "/checkouts"])
  }

  private func fossils() throws -> [Fossil] {
    var fossils: [Fossil] = []
    for name in folder.files(below: "fossils").sorted() where name.hasSuffix(".jsonl") {
      for line in try folder.read("fossils/" + name).split(separator: 0x0A) {
        var reader = JSONReader()
        fossils.append(try Fossil(next: &reader, in: Array(line).span))
      }
    }
    return fossils
  }

  /// Every checkout is gone, and git knows of none.
  private func expectNoCheckouts() throws {
    #expect(try git(["worktree", "list"]).split(separator: "\n").count == 1)
    #expect(folder.files(below: "checkouts").isEmpty)
  }

  @Test func findsTheLargerOfTwoRevisionsAndRecordsBoth() throws {
    let outcome = try duel([
      "main", "large", "--runs", "6", "--name", "work", "--", "sh", "work.sh",
    ])
    #expect(outcome.status == 0, "\(outcome.errorOutput)")
    #expect(outcome.output.contains("regressed"))
    let measured = try fossils().filter { $0.run?.warmup != true }
    #expect(measured.count == 12)
    #expect(Set(measured.map(\.script)) == ["work"])
    let heads = try [git(["rev-parse", "main"]), git(["rev-parse", "large"])]
    let turns = measured.map { $0.gitSHA.map { $0 + "\n" == heads[1] ? "B" : "A" } ?? "-" }
    // The warm-ups were the first round.
    #expect(turns.joined() == "BAABBAABBAAB")
    #expect(Set(measured.compactMap(\.gitBranch)) == ["main", "large"])
    #expect(measured.allSatisfy { $0.git?.dirty != true })
    #expect(Set(measured.map { $0.run?.batch }).count == 1)
    try expectNoCheckouts()
    let check = try BuiltProgram("perftrace").run(
      ["check", "large", "--base", "main"], in: folder.path)
    #expect(
      check.output.contains("regression  work    peak RSS"), "\(check.output)\(check.errorOutput)")
  }

  @Test func refusesRevisionsThatCannotBeCompared() throws {
    for (arguments, said) in [
      (["main", "main"], "\"main\" and \"main\" are the same commit"),
      (["main", "nowhere"], "git knows no revision \"nowhere\""),
      (["nowhere", "main"], "git knows no revision \"nowhere\""),
    ] {
      let outcome = try duel(arguments + ["--", "sh", "work.sh"])
      #expect(outcome.status == 1)
      #expect(outcome.errorOutput.contains("perftrace: error: " + said))
      try expectNoCheckouts()
    }
    #expect(try fossils().isEmpty)
  }

  @Test func preparesBothCheckoutsAndStopsIfThatFails() throws {
    let built = try duel([
      "main", "large", "--runs", "1", "--warmup", "0", "--prepare", "cp work.sh built.sh", "--",
      "sh", "built.sh",
    ])
    #expect(built.status == 0, "\(built.errorOutput)")
    #expect(try fossils().map(\.exitCode) == [0, 0])
    let failed = try duel([
      "main", "large", "--prepare", "grep -q bs=8M work.sh", "--", "sh", "work.sh",
    ])
    #expect(failed.status == 1)
    #expect(failed.errorOutput.contains("the prepare command"))
    #expect(failed.errorOutput.contains("at \"large\""))
    #expect(try fossils().count == 2)
    try expectNoCheckouts()
  }

  @Test func warnsOfChangesThatAreInNoRevision() throws {
    try folder.write("sleep 9\n", to: "work.sh")
    let outcome = try duel([
      "main", "HEAD", "--runs", "1", "--warmup", "0", "--", "sh", "work.sh",
    ])
    #expect(outcome.status == 0)
    #expect(
      outcome.errorOutput.contains(
        "perftrace: warning: changes that are not committed are not measured; \"HEAD\" is"))
    #expect(try fossils().allSatisfy { ($0.executionTime ?? 9) < 5 })
    #expect(try folder.read("work.sh") == Array("sleep 9\n".utf8))
  }

  @Test func leavesNoCheckoutsBehindWhenInterrupted() throws {
    let running = try BuiltProgram("perftrace").start(
      ["duel", "main", "large", "--runs", "1000", "--", "sh", "work.sh"], in: folder.path,
      environment: ["TMPDIR": folder.path + "/checkouts"])
    while try fossils().count < 3 { usleep(20_000) }
    kill(running.processIdentifier, SIGINT)
    let outcome = running.wait()
    #expect(outcome.status == 130)
    #expect(outcome.errorOutput.contains("perftrace: interrupted; "))
    #expect(try fossils().count >= 3)
    try expectNoCheckouts()
  }

  @Test func saysThatTheCommandIsMissing() throws {
    let outcome = try duel(["main", "large", "--runs", "3", "--", "./no-such-command"])
    #expect(outcome.status == 1)
    #expect(
      outcome.errorOutput.hasSuffix(
        """
        perftrace: error: the command cannot be started at "main": "./no-such-command" not found
          hint: it is looked for in the checkout's top folder and on PATH; what must be built first is --prepare's

        """))
    #expect(try fossils().map(\.exitCode) == [127], "recorded, and not tried again")
    try expectNoCheckouts()
  }

  @Test func failsWhereNoExecutionSucceeds() throws {
    let outcome = try duel([
      "main", "large", "--runs", "2", "--warmup", "0", "--", "sh", "-c", "! grep -q bs=64M work.sh",
    ])
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("failed"))
    #expect(
      outcome.errorOutput.contains(
        "perftrace: error: no execution succeeded at \"large\" of 2: the last one ended with exit status 1\n"
      ))
  }

  @Test func comparesRangesThatOnlyGitKnows() throws {
    try git(["tag", "v1", "main"])
    for _ in 0..<3 {
      try git(["commit", "--quiet", "--allow-empty", "-m", "More"])
      _ = try BuiltProgram("perftrace").run(
        ["track", "--runs", "2", "--", "true"], in: folder.path)
    }
    func compare(_ base: String, _ head: String) throws -> BuiltProgram.Outcome {
      try BuiltProgram("perftrace").run(["compare", base, head], in: folder.path)
    }
    // v1 and HEAD~3 were never measured.
    let outcome = try compare("v1..HEAD~1", "HEAD~1..HEAD")
    #expect(outcome.status == 0, "\(outcome.errorOutput)")
    #expect(outcome.output.contains(" 4 + 2 "))
    let unmeasured = try compare("v1..HEAD~3", "HEAD")
    #expect(unmeasured.status == 1)
    #expect(
      unmeasured.errorOutput.hasPrefix(
        "perftrace: error: the commit in \"v1..HEAD~3\" was never measured\n  hint: the newest measured commit is "
      ))
    #expect(
      try compare("HEAD..HEAD~2", "HEAD").errorOutput == """
        perftrace: error: the range "HEAD..HEAD~2" is empty
          hint: a range OLD..NEW holds what NEW is built on and OLD is not

        """)
    #expect(
      try compare("v1..nowhere", "HEAD").errorOutput.contains(
        "no branch or commit \""))
  }
}
