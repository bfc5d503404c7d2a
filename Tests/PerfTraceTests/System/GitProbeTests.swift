import PerfTestSupport
import Testing

@testable import PerfTrace

@Suite struct GitProbeTests {
  /// A folder with git settings of its own, so that the tester's do not matter.
  private func git(_ arguments: [String], in folder: TemporaryFolder, at name: String = "")
    async throws
  {
    let result = try await HelperProgram.run(
      "git",
      [
        "-c", "user.name=A. Üser", "-c", "user.email=a@example.org", "-c",
        "init.defaultBranch=main",
      ]
        + arguments,
      directory: name.isEmpty ? folder.path : folder.path(name),
      environment: [
        "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_COMMITTER_DATE": "2025-07-05T05:12:00Z",
      ])
    try #require(
      result.status == 0, "\(arguments): \(String(decoding: result.errorOutput, as: UTF8.self))")
  }

  private func repository() async throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try await git(["init", "-q"], in: folder)
    try folder.write("one", to: "file")
    try await git(["add", "file"], in: folder)
    try await git(["commit", "-qm", "Cache the \"context\"\n\nWhy."], in: folder)
    return folder
  }

  @Test func tellsTheRevision() async throws {
    let folder = try await repository()
    let first = await GitProbe.snapshot(in: folder.path)
    try await git(["commit", "-q", "--allow-empty", "-m", "Second"], in: folder)
    let snapshot = await GitProbe.snapshot(in: folder.path)
    let record = try #require(first.record)
    #expect(first.branch == "main")
    #expect(first.sha?.utf8.count == 40)
    #expect(record.subject == "Cache the \"context\"")
    #expect(record.author == "A. Üser")
    #expect(record.committedAt == Timestamp(iso8601: "2025-07-05T05:12:00Z"))
    #expect(record.parents == [])
    #expect(record.dirty == false)
    #expect(snapshot.record?.parents == [try #require(first.sha)])
  }

  @Test func tellsChangesOfTrackedFilesOnly() async throws {
    let folder = try await repository()
    try folder.write("new", to: "untracked")
    #expect(await GitProbe.snapshot(in: folder.path).record?.dirty == false)
    try folder.write("two", to: "file")
    #expect(await GitProbe.snapshot(in: folder.path).record?.dirty == true)
  }

  @Test func tellsNoBranchOnADetachedHead() async throws {
    let folder = try await repository()
    try await git(["checkout", "-q", "--detach"], in: folder)
    let snapshot = await GitProbe.snapshot(in: folder.path)
    #expect(snapshot.branch == nil)
    #expect(snapshot.sha != nil)
  }

  @Test func findsItsWayInAWorktree() async throws {
    let folder = try await repository()
    try await git(["worktree", "add", "-q", "-b", "side", "tree"], in: folder)
    let snapshot = await GitProbe.snapshot(in: folder.path("tree"))
    #expect(snapshot.branch == "side")
    #expect(snapshot.sha == (await GitProbe.snapshot(in: folder.path)).sha)
  }

  @Test func tellsTheRevisionOfASubmodule() async throws {
    let inner = try await repository()
    let outer = try await repository()
    try await git(
      ["-c", "protocol.file.allow=always", "submodule", "--quiet", "add", inner.path, "module"],
      in: outer)
    let snapshot = await GitProbe.snapshot(in: outer.path("module"))
    #expect(snapshot.sha == (await GitProbe.snapshot(in: inner.path)).sha)
  }

  @Test func tellsTheTrueParentsInAShallowClone() async throws {
    let folder = try await repository()
    let first = await GitProbe.snapshot(in: folder.path)
    try await git(["commit", "-q", "--allow-empty", "-m", "Second"], in: folder)
    let clone = try TemporaryFolder()
    try await git(["clone", "-q", "--depth", "1", "file://" + folder.path, "clone"], in: clone)
    let snapshot = await GitProbe.snapshot(in: clone.path("clone"))
    #expect(snapshot.record?.parents == [try #require(first.sha)])
  }

  @Test func tellsOnlyTheBranchWithoutCommits() async throws {
    let folder = try TemporaryFolder()
    try await git(["init", "-q"], in: folder)
    let snapshot = await GitProbe.snapshot(in: folder.path)
    #expect(snapshot.branch == "main")
    #expect(snapshot.sha == nil)
    #expect(snapshot.record == nil)
  }

  @Test func tellsNothingOutsideARepository() async throws {
    let folder = try TemporaryFolder()
    #expect(await GitProbe.snapshot(in: folder.path) == GitSnapshot())
  }

  @Test func readsNamesOfAnyBytes() {
    var snapshot = GitSnapshot()
    snapshot.read(
      status: Array("# branch.oid ".utf8) + Array(repeating: 0x61, count: 40) + [0]
        + Array("# branch.head we\"ird/".utf8) + [0xFF, 0])
    snapshot.read(
      commit: Array("tree x\nauthor M ".utf8) + [0xFC]
        + Array(" <m@x> 1 +0000\ncommitter C <c@x> 1751692320 +0200\n\nS".utf8) + [0xE9]
        + Array("\nmore".utf8))
    #expect(snapshot.branch == "we\"ird/\\xFF")
    #expect(snapshot.record?.subject == "S\\xE9")
    #expect(snapshot.record?.author == "M \\xFC")
    #expect(snapshot.record?.committedAt == Timestamp(milliseconds: 1_751_692_320_000))
  }

  @Test func readsCommitsInLatin1() {
    var snapshot = GitSnapshot()
    snapshot.read(
      commit: Array("author M".utf8) + [0xFC]
        + Array(" <m@x> 1 +0000\nencoding ISO-8859-1\n\ncaf".utf8) + [0xE9, 0x0A])
    #expect(snapshot.record?.subject == "café")
    #expect(snapshot.record?.author == "Mü")
  }
}
