#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// Asks git which revision is checked out.
package enum GitProbe {
  /// The revision of the work tree that `folder` lies in (the current folder if `nil`).
  ///
  /// Right on a detached HEAD, in worktrees, submodules and shallow clones, where git itself finds its way. Without
  /// commits only the branch is known. Outside a repository, or without git, the snapshot is empty; if git refuses
  /// to look, `GitSnapshot.problem` says why.
  package static func snapshot(in folder: String?) async -> GitSnapshot {
    guard mayFindRepository(from: folder) else { return GitSnapshot() }
    async let statusOutput = run(
      ["status", "--porcelain=v2", "--branch", "--untracked-files=no", "-z"], in: folder)
    async let commitOutput = run(["cat-file", "commit", "HEAD"], in: folder)
    let (status, commit) = await (statusOutput, commitOutput)
    var snapshot = GitSnapshot()
    guard let status else { return snapshot }
    guard status.succeeded else {
      snapshot.problem = problem(in: status.errorOutput)
      return snapshot
    }
    snapshot.read(status: status.output)
    if snapshot.sha != nil, let commit, commit.succeeded { snapshot.read(commit: commit.output) }
    return snapshot
  }

  /// Whether git may find a repository; asking it in vain would take longer than all else before a run.
  private static func mayFindRepository(from folder: String?) -> Bool {
    if ProcessVariables.value("GIT_DIR") != nil { return true }
    let manager = FileManager.default
    let start = URL(filePath: folder ?? manager.currentDirectoryPath).resolvingSymlinksInPath()
    return FolderPath.upwards(from: start.path).contains { folder in
      // A bare repository is a folder that holds HEAD itself.
      [".git", "HEAD"].contains { manager.fileExists(atPath: folder + "/" + $0) }
    }
  }

  /// The commit `sha` where its object is there, as happens for a pull request's head; `nil` otherwise.
  static func commit(_ sha: String, in folder: String?) async -> [UInt8]? {
    guard let result = await run(["cat-file", "commit", sha], in: folder), result.succeeded else {
      return nil
    }
    return result.output
  }

  private static func run(_ arguments: [String], in folder: String?) async -> HelperProgram.Result?
  {
    // The index is not refreshed on disk: measuring must not write into the repository.
    try? await HelperProgram.run(
      "git", ["--no-optional-locks"] + arguments, directory: folder,
      environment: ["LC_ALL": "C"])
  }

  /// The first line of git's complaint, unless it only says that there is no repository.
  private static func problem(in output: [UInt8]) -> String? {
    let text = String(displaying: output.prefix { $0 != 0x0A })
    guard !text.isEmpty, !text.contains("not a git repository") else { return nil }
    return text.hasPrefix("fatal: ") ? String(text.dropFirst("fatal: ".count)) : text
  }
}
