/// All entries of all scripts, shuffled from their scripts to their commits.
struct EntriesByCommit: Sendable {
  private let entries: [CommitEntry]
  private let starts: [Int]

  /// Sorts entries, which come by script, by commit; those of a commit stay in the order of scripts.
  ///
  /// - Complexity: O(entries + commits), a counting sort.
  init(_ parts: [[CommitEntry]], commits: Int) {
    var starts = [Int](repeating: 0, count: commits + 1)
    for part in parts { for entry in part { starts[Int(entry.commit) + 1] += 1 } }
    for commit in 0..<commits { starts[commit + 1] += starts[commit] }
    self.starts = starts
    var next = starts
    let blank = CommitEntry(
      script: 0, commit: 0, hostClass: 0, tagSet: 0, metric: -1, executions: 0, failures: 0,
      standing: .first, median: .nan, usual: .nan, memory: .nan)
    var sorted = [CommitEntry](repeating: blank, count: starts[commits])
    for part in parts {
      for entry in part {
        sorted[next[Int(entry.commit)]] = entry
        next[Int(entry.commit)] += 1
      }
    }
    entries = sorted
  }

  /// The entries of a commit, by script.
  subscript(commit: Int32) -> ArraySlice<CommitEntry> {
    entries[starts[Int(commit)]..<starts[Int(commit) + 1]]
  }
}
