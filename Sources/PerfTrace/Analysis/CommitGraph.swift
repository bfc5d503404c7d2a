/// Walks over the parents of a history's commits; safe on cycles and on parents that are not known.
package enum CommitGraph {
  /// Commits that name each commit as a parent, by index into `commits`.
  static func children(of commits: [History.Commit]) -> [[Int32]] {
    var children = [[Int32]](repeating: [], count: commits.count)
    for (index, commit) in commits.enumerated() {
      for parent in Set(commit.parents) where Int(parent) != index && parent >= 0 {
        children[Int(parent)].append(Int32(index))
      }
    }
    return children
  }

  /// Which commits are reached from `starts`, themselves included.
  ///
  /// With `firstParentsOnly` a merge is left by its first parent alone, as `git log --first-parent` does.
  package static func ancestors(
    of starts: some Sequence<Int32>, in commits: [History.Commit], firstParentsOnly: Bool = false
  ) -> [Bool] {
    var isReached = [Bool](repeating: false, count: commits.count)
    var stack: [Int32] = []
    for start in starts where start >= 0 && !isReached[Int(start)] {
      isReached[Int(start)] = true
      stack.append(start)
    }
    while let index = stack.popLast() {
      let commit = commits[Int(index)]
      for parent in commit.parents where parent >= 0 && !isReached[Int(parent)] {
        if firstParentsOnly && commits[Int(parent)].sha != commit.parentSHAs.first { continue }
        isReached[Int(parent)] = true
        stack.append(parent)
      }
    }
    return isReached
  }
}
