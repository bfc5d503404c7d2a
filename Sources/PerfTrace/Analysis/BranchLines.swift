/// Which line of development an execution belongs to: the default branch's, or a branch's own commits.
///
/// The default branch's line holds the executions recorded on it, those without a branch, and those of any branch
/// whose commit the default branch reached by first parents (a branch that was fast-forwarded, or measured before
/// it had a commit of its own). Everything else belongs to the branch that it was recorded on.
///
/// A branch `pull/…` holds what a pull request said of itself (`ArtifactAdmission`), so it stays apart even where its commit
/// was merged: nobody's own numbers become the baseline of others.
package struct BranchLines: Sendable {
  /// Index of the default branch in `History.branches`; -1 where the history names no branch.
  package let defaultBranch: Int32
  /// Whether a commit lies on the default branch's line, by index into `History.commits`.
  package let isMainline: [Bool]
  /// Whether a branch's executions stay apart whatever their commit, by index into `History.branches`.
  private let isApart: [Bool]

  /// Finds the default branch and its commits.
  ///
  /// `configured` is the name that the user gave; without it, or if it never occurs, "main" or "master" is
  /// taken where present, else the branch with the most executions.
  package init(_ history: History, configured: String? = nil) {
    let defaultBranch = Self.findDefaultBranch(of: history, configured: configured)
    self.defaultBranch = defaultBranch
    self.isApart = history.branches.map { $0.hasPrefix("pull/") }
    var starts: [Int32] = []
    var isStart = [Bool](repeating: false, count: history.commits.count)
    for row in history.commit.indices {
      let commit = history.commit[row]
      guard commit >= 0, !isStart[Int(commit)] else { continue }
      if history.branch[row] == defaultBranch || history.branch[row] < 0 {
        isStart[Int(commit)] = true
        starts.append(commit)
      }
    }
    self.isMainline = CommitGraph.ancestors(
      of: starts, in: history.commits, firstParentsOnly: true)
  }

  /// The line of an execution, as an index into `History.branches`.
  package func line(branch: Int32, commit: Int32) -> Int32 {
    if branch < 0 || branch == defaultBranch { return defaultBranch }
    let isReached = commit >= 0 && isMainline[Int(commit)] && !isApart[Int(branch)]
    return isReached ? defaultBranch : branch
  }

  private static func findDefaultBranch(of history: History, configured: String?) -> Int32 {
    for name in [configured, "main", "master"] {
      if let name, let index = history.branches.firstIndex(of: name) { return Int32(index) }
    }
    var counts = [Int](repeating: 0, count: history.branches.count)
    for branch in history.branch where branch >= 0 { counts[Int(branch)] += 1 }
    let best = counts.indices.min { a, b in
      counts[a] != counts[b] ? counts[a] > counts[b] : history.branches[a] < history.branches[b]
    }
    return best.map(Int32.init) ?? -1
  }
}
