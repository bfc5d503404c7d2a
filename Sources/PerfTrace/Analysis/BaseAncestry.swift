/// Which commits of the default branch a candidate may be compared with: those at or before the merge base.
package struct BaseAncestry: Sendable {
  /// How the merge base was found.
  package enum Source: Sendable, Hashable {
    /// Somebody named the base.
    case given
    /// Git computed it.
    case git
    /// The parents that the fossils name lead to it.
    case fossils
    /// It is not known; commits of the default branch that are not younger than the candidate were taken.
    case time
  }

  /// Index of the newest measured commit at or before the merge base; -1 where there is none.
  package let base: Int32
  package let source: Source
  /// Whether a commit may serve as a baseline, by index into `History.commits`.
  package let isEligible: [Bool]

  /// Finds the commits that `candidate` may be compared with.
  ///
  /// `gitAncestors` are the hashes reachable from the merge base as git tells them, `nil` if git could not say;
  /// `given` is a commit that was named as the base, which need not be on the default branch.
  package init(
    candidate: Int32, in collection: SeriesCollection, gitAncestors: Set<String>? = nil,
    given: Int32? = nil
  ) {
    let commits = collection.history.commits
    let mainline = collection.lines.isMainline
    let positions = collection.order.positions
    var eligible = [Bool](repeating: false, count: commits.count)
    let newest = { (isChosen: (Int) -> Bool) -> Int32 in
      commits.indices.filter { $0 != Int(candidate) && isChosen($0) }
        .max { positions[$0] < positions[$1] }.map(Int32.init) ?? -1
    }
    if let given {
      base = given
      source = .given
      eligible[Int(given)] = true
      // Older commits of its line tell how jobs differ, and lend runs where it has few.
      let line =
        mainline[Int(given)]
        ? mainline
        : CommitGraph.ancestors(of: [given], in: commits).enumerated().map { $1 && !mainline[$0] }
      for commit in commits.indices where line[commit] && positions[commit] < positions[Int(given)]
      {
        eligible[commit] = true
      }
    } else if let gitAncestors {
      for commit in commits.indices
      where mainline[commit] && gitAncestors.contains(commits[commit].sha) {
        eligible[commit] = true
      }
      let isEligible = eligible
      base = newest { isEligible[$0] }
      source = .git
    } else {
      let reached = CommitGraph.ancestors(of: [candidate], in: commits)
      let last = newest { reached[$0] && mainline[$0] }
      if last >= 0 {
        base = last
        source = .fossils
        for commit in commits.indices
        where mainline[commit] && positions[commit] <= positions[Int(last)] {
          eligible[commit] = true
        }
      } else {
        // The order goes by time where the graph does not decide.
        for commit in commits.indices
        where mainline[commit] && candidate >= 0 && positions[commit] < positions[Int(candidate)] {
          eligible[commit] = true
        }
        let isEligible = eligible
        base = newest { isEligible[$0] }
        source = .time
      }
    }
    if candidate >= 0 && given != candidate { eligible[Int(candidate)] = false }
    isEligible = eligible
  }
}
