import Foundation
import PerfTestSupport
import Testing

@testable import PerfTrace

@Suite struct FossilBranchTests {
  let folder: TemporaryFolder

  init() async throws {
    folder = try TemporaryFolder()
    try await git(["init", "--quiet", "--bare", "hub.git"], in: folder.path)
    try await git(["init", "--quiet", "user"], in: folder.path)
    try await git(["remote", "add", "origin", "../hub.git"], in: folder.path("user"))
  }

  @discardableResult
  private func git(_ arguments: [String], in path: String) async throws -> String {
    let identity = ["-c", "user.name=T", "-c", "user.email=t@example.org"]
    let result = try await HelperProgram.run("git", identity + arguments, directory: path)
    try #require(result.succeeded, "\(String(decoding: result.errorOutput, as: UTF8.self))")
    return result.text
  }

  private func branch(_ store: String = "user/fossils", remote: String = "origin") -> FossilBranch {
    FossilBranch(
      store: FossilStore(root: folder.path(store)), remote: remote, branch: "perf-fossils",
      repositoryFolder: folder.path("user"))
  }

  private func write(_ bytes: [UInt8], _ name: String, store: String = "user/fossils") throws {
    try folder.write(bytes, to: "\(store)/performance/traces/2025/07/\(name).jsonl")
  }

  private func filesOfBranch() async throws -> [String] {
    try await git(["ls-tree", "-r", "--name-only", "perf-fossils"], in: folder.path("hub.git"))
      .split(separator: "\n").map(String.init)
  }

  @Test func pushesNewFilesAndTouchesNothingElse() async throws {
    try folder.write("work", to: "user/a.txt")
    try await git(["add", "a.txt"], in: folder.path("user"))
    try await git(["commit", "--quiet", "-m", "one"], in: folder.path("user"))
    try folder.write("changed", to: "user/a.txt")
    try write(Samples.lines(0..<3), "a")
    func state() async throws -> [String] {
      var parts: [String] = []
      for arguments in [
        ["status", "--porcelain"], ["for-each-ref"], ["config", "--list", "--local"],
        ["count-objects", "-v"],
      ] {
        parts.append(try await git(arguments, in: folder.path("user")))
      }
      return parts + folder.files(below: "user/.git")
    }
    let before = try await state()
    let push = try await branch().push()
    #expect(push.files == 1)
    #expect(try await state() == before)
    try write(Samples.lines(3..<5), "b")
    #expect(try await branch().push().files == 1)
    #expect(try await branch().push() == FossilBranch.Push())
    let prefix = "2025/07/"
    #expect(try await filesOfBranch() == [prefix + "a.jsonl", prefix + "b.jsonl"])
    let log = try await git(["log", "--format=%s", "perf-fossils"], in: folder.path("hub.git"))
    #expect(log == "Add 1 file of fossils\nAdd 1 file of fossils")
  }

  @Test func pullsWhatOthersPushed() async throws {
    try write(Samples.lines(0..<3), "a")
    _ = try await branch().push()
    try write(Samples.lines(5..<6), "own", store: "other")
    try write(Samples.lines(2..<5), "a", store: "other")
    #expect(try await branch("other").pull().files == 1)
    #expect(
      try folder.read("other/performance/traces/2025/07/a.jsonl")
        == Samples.lines(0..<3) + Samples.lines(3..<5))
    #expect(try await branch("other").pull().files == 0)
    #expect(try await branch("other").push().files == 2)
    #expect(try await branch().pull().files == 2)
    let (history, diagnostics) = try await FossilStore(root: folder.path("user/fossils"))
      .loadHistory()
    #expect(history.count == 6)
    #expect(diagnostics == [])
  }

  @Test func unitesArchivesInTheirOrder() async throws {
    try folder.write(
      Samples.lines([0, 2, 4]), to: "user/fossils/performance/archive/2025-07.jsonl")
    try folder.write(Samples.lines([1, 2, 3]), to: "other/performance/archive/2025-07.jsonl")
    _ = try await branch().push()
    _ = try await branch("other").push()
    _ = try await branch().pull()
    #expect(
      try folder.read("user/fossils/performance/archive/2025-07.jsonl") == Samples.lines(0..<5))
  }

  @Test func losesNothingInARace() async throws {
    for number in 0..<4 {
      try write(Samples.lines(number..<(number + 1)), "\(number)", store: "store-\(number)")
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<4 {
        group.addTask { _ = try await branch("store-\(number)").push() }
      }
      try await group.waitForAll()
    }
    #expect(try await filesOfBranch().count == 4)
  }

  @Test func takesNothingFromTheBranchThatIsNoFossilFile() async throws {
    try folder.write("x", to: "evil/2025/07/.hidden.jsonl")
    try folder.write("x", to: "evil/2025/run.sh")
    try folder.write("x", to: "evil/README.md")
    try folder.write(Samples.lines(0..<1), to: "evil/archive/2025-07.jsonl")
    let evil = folder.path("evil")
    try await git(["init", "--quiet"], in: evil)
    try await git(["add", "."], in: evil)
    try await git(["commit", "--quiet", "-m", "x"], in: evil)
    try await git(["push", "--quiet", "../hub.git", "HEAD:perf-fossils"], in: evil)
    let pull = try await branch().pull()
    #expect(pull.files == 1)
    #expect(
      pull.ignored == [
        "2025/07/.hidden.jsonl", "2025/run.sh", "README.md",
      ])
    #expect(folder.files(below: "user/fossils") == ["performance/archive/2025-07.jsonl"])
  }

  @Test(arguments: [
    ("performance/traces/2025/07/a.jsonl", true), ("performance/archive/2025-07.jsonl", true),
    ("performance/traces/2025/07/../a.jsonl", false), ("performance/archive/../../a.jsonl", false),
    ("performance/traces/2025/7/a.jsonl", false), ("performance/archive/.jsonl", false),
    ("performance/archive/a.json", false), ("performance/archive//a.jsonl", false), ("", false),
    ("performance/archive/a\n.jsonl", false),
  ])
  func knowsThePlacesOfAStore(name: String, isPlace: Bool) {
    #expect(FossilBranch.isPlace(name) == isPlace)
  }

  @Test(arguments: [
    ("performance/traces/2025/07/a.jsonl", "2025/07/a.jsonl"),
    ("performance/archive/2025-07.jsonl", "archive/2025-07.jsonl"),
  ])
  func leavesOutOfTheBranchWhatAllPathsShare(name: String, path: String) {
    #expect(FossilBranch.branchPath(name) == path)
    #expect(FossilBranch.storeName(path) == name)
  }

  @Test(arguments: [
    "archive/../2025/07/a.jsonl", "../2025/07/a.jsonl", "archive/a/b.jsonl", "a.jsonl",
  ])
  func findsNoPlaceForPathsThatLeadElsewhere(path: String) {
    #expect(FossilBranch.storeName(path) == nil)
  }

  @Test func saysWhatIsMissing() async throws {
    try write(Samples.lines(0..<1), "a")
    await #expect(throws: FossilBranchError.noBranch(branch: "perf-fossils", remote: "origin")) {
      try await branch().pull()
    }
    await #expect {
      try await branch(remote: "upstream").push()
    } throws: {
      guard let error = $0 as? FossilBranchError else { return false }
      return DiagnosisRenderer.render(error, program: "perftrace") == """
        perftrace: error: there is no remote "upstream": No such remote 'upstream'
          hint: `git remote -v` lists the remotes; `--remote` takes a name or an address
        """
    }
    await #expect {
      try await branch(remote: folder.path("nowhere.git")).push()
    } throws: {
      if case .cannotFetch(_, _, let cause)? = $0 as? FossilBranchError {
        cause.contains("does not appear to be a git repository")
      } else {
        false
      }
    }
    await #expect(throws: StoreError.noStore(path: folder.path("none"))) {
      try await branch("none").push()
    }
  }
}
