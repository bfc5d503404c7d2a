/// A total order of a history's commits that never puts a commit before one of its known parents.
///
/// Among commits whose known parents all stand before them, the one with the earliest time comes next: commit time
/// where it is known, else the first execution's timestamp; equal times are told apart by hash. That is the order
/// of `git log --date-order --reverse`, made from the fossils alone. Parents that were never measured do not
/// constrain it. Parents that form a cycle (damaged data) cannot all be respected: the earliest commit
/// of those that wait on each other goes first.
package struct CommitOrder: Sendable {
  /// Indices into `History.commits`, oldest first.
  package let commits: [Int32]
  /// Position in `commits` by index into `History.commits`.
  package let positions: [Int32]
  /// Commit time, else time of the first execution, by index into `History.commits`; 0 where neither is known.
  package let times: [Timestamp]

  /// Orders the commits of `history`.
  ///
  /// - Complexity: O((commits + parents) · log commits + executions).
  package init(_ history: History) {
    let count = history.commits.count
    var first = [Int64](repeating: .max, count: count)
    for (row, commit) in history.commit.enumerated() where commit >= 0 {
      first[Int(commit)] = min(first[Int(commit)], history.timestamp[row].milliseconds)
    }
    let times = history.commits.indices.map { index in
      Timestamp(
        milliseconds: history.commits[index].committedAt?.milliseconds
          ?? (first[index] == .max ? 0 : first[index]))
    }

    // Rank by (time, hash) once, so that the heap compares integers.
    let byTime = (0..<count).sorted { a, b in
      times[a] != times[b]
        ? times[a] < times[b]
        : history.commits[a].sha.utf8.lexicographicallyPrecedes(history.commits[b].sha.utf8)
    }
    var rank = [Int32](repeating: 0, count: count)
    for (position, commit) in byTime.enumerated() { rank[commit] = Int32(position) }

    let children = CommitGraph.children(of: history.commits)
    var waiting = [Int32](repeating: 0, count: count)
    for (index, commit) in history.commits.enumerated() {
      waiting[index] = Int32(Set(commit.parents).count { Int($0) != index && $0 >= 0 })
    }

    var ready = IntegerHeap()
    for commit in 0..<count where waiting[commit] == 0 { ready.insert(rank[commit]) }
    var order: [Int32] = []
    order.reserveCapacity(count)
    var isPlaced = [Bool](repeating: false, count: count)
    var nextByTime = 0
    while order.count < count {
      let commit: Int
      if let top = ready.removeLeast() {
        commit = byTime[Int(top)]
        if isPlaced[commit] { continue }
      } else {
        while isPlaced[byTime[nextByTime]] { nextByTime += 1 }
        commit = byTime[nextByTime]
      }
      isPlaced[commit] = true
      order.append(Int32(commit))
      for child in children[commit] where !isPlaced[Int(child)] {
        waiting[Int(child)] -= 1
        if waiting[Int(child)] == 0 { ready.insert(rank[Int(child)]) }
      }
    }

    var positions = [Int32](repeating: 0, count: count)
    for (position, commit) in order.enumerated() { positions[Int(commit)] = Int32(position) }
    self.commits = order
    self.positions = positions
    self.times = times
  }
}
