/// The series of a history, made script by script on demand.
///
/// What all scripts share (commit order, lines of branches, rows by script) is computed once, in time linear in the
/// history; everything about one script then costs time of its own rows only, so that scripts can be worked
/// on in parallel. A value of this type never changes.
package struct SeriesCollection: Sendable {
  package let history: History
  package let order: CommitOrder
  package let lines: BranchLines
  /// Measuring method of each recorder, by index into `History.recorders`: program and major version.
  package let methods: [Int32]
  /// The newest commit that was measured on each branch or its line, by index into `History.branches`; -1 for none.
  package let newestCommits: [Int32]
  private let rowStarts: [Int32]
  private let rowsByScript: [Int32]
  /// Metrics with sparse columns, by script.
  private let sparseMetrics: [[Int32]]
  /// What people accepted, by commit.
  private let accepted: [Int32: [Annotations.AcceptedChange]]

  /// Prepares the series of `history`; `defaultBranch` is the configured name, if any.
  ///
  /// Executions that `history` excludes, and those that began before `since`, are left out of all series.
  package init(_ history: History, defaultBranch: String? = nil, since: Timestamp? = nil) {
    var history = history
    if let since { history.leaveOut(before: since) }
    self.history = history
    self.order = CommitOrder(history)
    self.lines = BranchLines(history, configured: defaultBranch)
    self.newestCommits = Self.newestCommits(of: history, order: order, lines: lines)
    self.methods = Self.methods(ofRecorders: history.recorders)

    let scriptCount = history.scripts.count
    var starts = [Int32](repeating: 0, count: scriptCount + 1)
    for script in history.script where script >= 0 { starts[Int(script) + 1] += 1 }
    for script in 0..<scriptCount { starts[script + 1] += starts[script] }
    var next = starts
    var rows = [Int32](repeating: 0, count: Int(starts[scriptCount]))
    for (row, script) in history.script.enumerated() where script >= 0 {
      rows[Int(next[Int(script)])] = Int32(row)
      next[Int(script)] += 1
    }
    self.rowStarts = starts
    self.rowsByScript = rows

    var sparse = [[Int32]](repeating: [], count: scriptCount)
    for (metric, column) in history.columns.enumerated() {
      guard case .sparse(let metricRows, _) = column else { continue }
      for row in metricRows {
        let script = Int(history.script[Int(row)])
        if script >= 0 && sparse[script].last != Int32(metric) {
          sparse[script].append(Int32(metric))
        }
      }
    }
    self.sparseMetrics = sparse
    var accepted: [Int32: [Annotations.AcceptedChange]] = [:]
    for change in history.accepted {
      for (index, commit) in history.commits.enumerated() where commit.sha.hasPrefix(change.commit)
      {
        accepted[Int32(index), default: []].append(change)
      }
    }
    self.accepted = accepted
  }

  /// Why people accepted what a commit did to a script in a metric; `nil` if they did not.
  package func acceptance(script: Int32, metric: Int32, commit: Int32) -> String? {
    accepted[commit]?.first {
      $0.covers(script: history.scripts[Int(script)], metric: history.metrics[Int(metric)].id)
    }?.reason
  }

  /// The same of a point of a series.
  func acceptance(ofPoint point: Int, in series: Series) -> String? {
    guard !accepted.isEmpty else { return nil }
    return acceptance(
      script: series.key.script, metric: series.key.metric, commit: series.commits[point])
  }

  /// Everything that people accepted at a commit.
  package func accepted(at commit: Int32) -> [Annotations.AcceptedChange] { accepted[commit] ?? [] }

  /// Rows of the history that belong to a script, in the history's order (by time).
  package func rows(ofScript script: Int) -> ArraySlice<Int32> {
    rowsByScript[Int(rowStarts[script])..<Int(rowStarts[script + 1])]
  }

  /// Metrics that at least one execution of a script has, ascending.
  package func metrics(ofScript script: Int) -> [Int32] {
    let rows = rows(ofScript: script)
    var metrics = sparseMetrics[script]
    for (metric, column) in history.columns.enumerated() {
      guard case .dense(let values) = column else { continue }
      if rows.contains(where: { values[Int($0)].isFinite }) { metrics.append(Int32(metric)) }
    }
    metrics.sort()
    return metrics
  }

  /// All series of one metric of a script: the default branch's first, then other branches, host classes and tags.
  package func series(ofScript script: Int, metric: Int) -> [Series] {
    layouts(ofScript: script).compactMap { series(of: $0, metric: metric) }
  }

  private static func newestCommits(
    of history: History, order: CommitOrder, lines: BranchLines
  ) -> [Int32] {
    var newest = [Int32](repeating: -1, count: history.branches.count)
    func see(_ commit: Int32, on branch: Int32) {
      guard branch >= 0 else { return }
      let known = newest[Int(branch)]
      if known < 0 || order.positions[Int(known)] < order.positions[Int(commit)] {
        newest[Int(branch)] = commit
      }
    }
    for (row, commit) in history.commit.enumerated()
    where commit >= 0 && !history.flags[row].contains(.excluded) {
      let branch = history.branch[row]
      see(commit, on: branch)
      let line = lines.line(branch: branch, commit: commit)
      if line != branch { see(commit, on: line) }
    }
    return newest
  }

  /// Program and major version of each recorder, numbered by first appearance; "perftrace 0.1.0" and "perftrace 0.2.3"
  /// share a number.
  private static func methods(ofRecorders recorders: [String]) -> [Int32] {
    var numbers: [String: Int32] = [:]
    return recorders.map { recorder in
      let method = String(recorder.prefix { $0 != "." })
      let number = numbers[method] ?? Int32(numbers.count)
      numbers[method] = number
      return number
    }
  }
}
