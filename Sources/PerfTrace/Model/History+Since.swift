extension History {
  /// The executions from `instant` on, and the scripts that they are of.
  ///
  /// - Complexity: O(n) in the executions that are kept; they are sorted by time.
  package func since(_ instant: Timestamp) -> History {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if timestamp[middle] < instant { low = middle + 1 } else { high = middle }
    }
    let start = low
    guard start > 0 else { return self }
    var result = self
    result.ids.removeFirst(start)
    result.script.removeFirst(start)
    result.branch.removeFirst(start)
    result.commit.removeFirst(start)
    result.environment.removeFirst(start)
    result.tagSet.removeFirst(start)
    result.recorder.removeFirst(start)
    result.batch.removeFirst(min(start, batch.count))
    result.pullRequest.removeFirst(min(start, pullRequest.count))
    result.timestamp.removeFirst(start)
    result.exitCode.removeFirst(start)
    result.flags.removeFirst(start)
    result.location.removeFirst(start)
    result.columns = columns.map { column in
      switch column {
      case .dense(let values): .dense(Array(values[start...]))
      case .sparse(let rows, let values):
        if let first = rows.firstIndex(where: { $0 >= start }) {
          .sparse(rows: rows[first...].map { $0 - Int32(start) }, values: Array(values[first...]))
        } else {
          .sparse(rows: [], values: [])
        }
      }
    }
    result.leaveOutUnusedScripts()
    return result
  }

  private mutating func leaveOutUnusedScripts() {
    var isUsed = [Bool](repeating: false, count: scripts.count)
    for index in script where index >= 0 { isUsed[Int(index)] = true }
    guard isUsed.contains(false) else { return }
    var newIndices = [Int32](repeating: -1, count: scripts.count)
    var kept: [String] = []
    for index in scripts.indices where isUsed[index] {
      newIndices[index] = Int32(kept.count)
      kept.append(scripts[index])
    }
    scripts = kept
    script = script.map { $0 < 0 ? $0 : newIndices[Int($0)] }
  }
}
