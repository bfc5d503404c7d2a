extension History {
  /// When the newest execution of a commit that counts began; `nil` if none does.
  ///
  /// `scripts` are patterns of which one must fit its script; any does if there are none.
  package func newestTime(ofCommit commit: Int32, scripts: [Glob]) -> Timestamp? {
    let row = timestamp.indices.last { row in
      self.commit[row] == commit && flags[row].isCounted && script[row] >= 0
        && (scripts.isEmpty
          || scripts.contains { $0.matches(self.scripts[Int(script[row])]) })
    }
    return row.map { timestamp[$0] }
  }
}
