/// Questions about revisions that only git can answer.
package struct GitRevisions: Sendable {
  /// What is known of a merge base.
  package enum MergeBase: Sendable, Equatable {
    /// Its hash, and the hashes of its ancestors, itself included.
    case found(sha: String, ancestors: Set<String>)
    /// The clone lacks the history that would tell.
    case shallow
    case unknown
  }

  /// A folder of the repository; `nil` is the current one.
  package var folder: String?

  package init(folder: String? = nil) {
    self.folder = folder
  }

  /// The full hash of what git calls `revision`; `nil` if there is no such commit, or no repository, or no git.
  package func resolve(_ revision: String) async -> String? {
    let name = revision + "^{commit}"
    return await run(["rev-parse", "--verify", "--quiet", "--end-of-options", name])
  }

  /// The full hashes of a range A..B, at most 20,000; `nil` if git does not know both ends.
  package func commits(in range: String) async -> Set<String>? {
    guard let dots = range.ranges(of: "..").first else { return nil }
    let ends = [range[..<dots.lowerBound], range[dots.upperBound...].drop { $0 == "." }]
    var hashes: [String] = []
    for end in ends {
      guard let hash = await resolve(end.isEmpty ? "HEAD" : String(end)) else { return nil }
      hashes.append(hash)
    }
    let list = await run(["rev-list", "--max-count=20000", "^" + hashes[0], hashes[1], "--"])
    return Set((list ?? "").split(separator: "\n").lazy.map(String.init))
  }

  /// The newest common ancestor of `head` and the first of `bases` that git knows.
  package func mergeBase(_ head: String, bases: [String]) async -> MergeBase {
    for base in bases {
      guard await resolve(base) != nil else { continue }
      guard let sha = await run(["merge-base", "--", base, head]) else { continue }
      // A few thousand commits reach further back than any baseline does.
      guard let list = await run(["rev-list", "--max-count=20000", sha, "--"]) else { continue }
      return .found(
        sha: sha, ancestors: Set(list.split(separator: "\n").lazy.map(String.init)))
    }
    let isShallow = await run(["rev-parse", "--is-shallow-repository"]) == "true"
    return isShallow ? .shallow : .unknown
  }

  private func run(_ arguments: [String]) async -> String? {
    let result = try? await HelperProgram.run(
      "git", arguments, directory: folder,
      environment: ["GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"])
    guard let result, result.succeeded, !result.text.isEmpty else { return nil }
    return result.text
  }
}
