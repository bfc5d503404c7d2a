/// All entries of all scripts, shuffled from their scripts to their commits.
struct EntriesByCommit: Sendable {
  /// The entries of each script.
  private let parts: [[CommitEntry]]
  /// Where an entry stands: its script's part, and its place there.
  private struct Place {
    var part: Int32
    var index: Int32
  }

  private let places: [Place]
  private let starts: [Int]

  /// Sorts entries, which come by script, by commit; those of a commit stay in the order of scripts.
  ///
  /// - Complexity: O(entries + commits), a counting sort.
  init(_ parts: [[CommitEntry]], commits: Int) {
    self.parts = parts
    var starts = [Int](repeating: 0, count: commits + 1)
    for part in parts { for entry in part { starts[Int(entry.commit) + 1] += 1 } }
    for commit in 0..<commits { starts[commit + 1] += starts[commit] }
    self.starts = starts
    var next = starts
    var sorted = [Place](repeating: Place(part: 0, index: 0), count: starts[commits])
    for (number, part) in parts.enumerated() {
      for (index, entry) in part.enumerated() {
        sorted[next[Int(entry.commit)]] = Place(part: Int32(number), index: Int32(index))
        next[Int(entry.commit)] += 1
      }
    }
    places = sorted
  }

  /// The entries of a commit, by script.
  subscript(commit: Int32) -> [CommitEntry] {
    places[starts[Int(commit)]..<starts[Int(commit) + 1]].map { parts[Int($0.part)][Int($0.index)] }
  }
}
