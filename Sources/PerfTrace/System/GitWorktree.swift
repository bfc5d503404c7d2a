/// A revision checked out in a folder of its own, beside the work tree that people work in.
package struct GitWorktree: Sendable {
  /// The folder of the checkout.
  package let folder: String
  /// Full hash of the revision.
  package let sha: String
  private let repository: String?

  /// Checks `revision` out into `folder`, which must not exist, without branch and without hooks.
  ///
  /// - Throws: `GitWorktreeError` if git knows no such revision or cannot check it out.
  package init(
    of revision: String, in folder: String, repository: String? = nil
  ) async throws(GitWorktreeError) {
    guard let sha = await GitRevisions(folder: repository).resolve(revision) else {
      throw .unknownRevision(revision)
    }
    let result = await Self.git(
      ["worktree", "add", "--quiet", "--detach", folder, sha], in: repository)
    guard let result, result.succeeded else {
      throw .cannotCheckOut(
        revision, why: result.map { String(displaying: $0.errorOutput) } ?? "git could not be run")
    }
    self.folder = folder
    self.sha = sha
    self.repository = repository
  }

  /// Takes the checkout away, with whatever was built in it.
  package func remove() async {
    _ = await Self.git(["worktree", "remove", "--force", "--force", folder], in: repository)
  }

  /// The branch that the revision belongs to: the one of that name, else one that contains it.
  ///
  /// Branches of the remote count under their own name. Of several that contain it the one named `preferred`
  /// comes first, then the first by name; `nil` if none does.
  package func branch(named revision: String, preferred: String?) async -> String? {
    let wanted = ["refs/heads/\(revision)", "refs/remotes/origin/\(revision)"]
    let list = await Self.git(
      [
        "for-each-ref", "--contains", sha, "--format=%(refname)", "refs/heads",
        "refs/remotes/origin",
      ],
      in: repository)
    let references = list?.text.split(separator: "\n").map(String.init) ?? []
    if references.contains(where: { wanted.contains($0) }) { return revision }
    if revision == "HEAD", let head = await GitProbe.snapshot(in: repository).branch { return head }
    let names = references.compactMap { reference -> String? in
      for prefix in ["refs/heads/", "refs/remotes/origin/"] where reference.hasPrefix(prefix) {
        let name = String(reference.dropFirst(prefix.count))
        return name == "HEAD" ? nil : name
      }
      return nil
    }
    return names.first { $0 == preferred } ?? names.sorted().first
  }

  private static func git(
    _ arguments: [String], in folder: String?
  ) async -> HelperProgram.Result? {
    try? await HelperProgram.run(
      "git", ["-c", "core.hooksPath=/dev/null"] + arguments, directory: folder,
      environment: ["LC_ALL": "C"])
  }
}

/// Why a revision cannot be measured beside another.
package enum GitWorktreeError: Diagnosis, Equatable {
  case unknownRevision(String)
  case cannotCheckOut(String, why: String)

  package var summary: String {
    switch self {
    case .unknownRevision(let name): "git knows no revision \"\(name)\""
    case .cannotCheckOut(let name, _): "cannot check out \"\(name)\""
    }
  }

  package var reason: String? {
    guard case .cannotCheckOut(_, let why) = self else { return nil }
    return why.split(separator: "\n").last.map(String.init)
  }

  package var hint: String? {
    switch self {
    case .unknownRevision: "in a shallow clone `git fetch --unshallow` brings the history"
    case .cannotCheckOut: nil
    }
  }
}
