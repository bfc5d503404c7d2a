/// Which executions are to be listed; `nil` asks for nothing.
package struct HistoryFilter: Sendable {
  /// A pattern for scripts; see `Glob`.
  package var script: String?
  package var branch: String?
  /// The first digits of a commit's hash.
  package var commit: String?
  package var failedOnly: Bool

  package init(script: String?, branch: String?, commit: String?, failedOnly: Bool) {
    self.script = script
    self.branch = branch
    self.commit = commit
    self.failedOnly = failedOnly
  }

  /// The rows of the newest executions that fit, the newest first, at most `limit`.
  package func newest(_ limit: Int, of history: History) -> [Int] {
    let scripts = Self.matches(history.scripts) { script.map(Glob.init)?.matches($0) ?? true }
    let branches = Self.matches(history.branches) { branch == nil || $0 == branch }
    let prefix = commit?.lowercased()
    let commits = Self.matches(history.commits) { prefix.map($0.sha.hasPrefix) ?? true }
    var rows: [Int] = []
    for row in stride(from: history.count - 1, through: 0, by: -1) where rows.count < limit {
      let (branch, commit) = (Int(history.branch[row]), Int(history.commit[row]))
      if scripts[Int(history.script[row])], branch < 0 ? self.branch == nil : branches[branch],
        commit < 0 ? prefix == nil : commits[commit],
        !failedOnly || history.flags[row].contains(.failed)
      {
        rows.append(row)
      }
    }
    return rows
  }

  private static func matches<Name>(_ names: [Name], _ fits: (Name) -> Bool) -> [Bool] {
    names.map(fits)
  }
}

extension History {
  /// Executions as a table: identity as far as it needs to be told, when, what, how long, how large, how it ended, and of
  /// which revision.
  package func table(of rows: [Int]) -> TextTable {
    var table = TextTable([
      TextTable.Column("id"), TextTable.Column("time"), TextTable.Column("script", isForeign: true),
      TextTable.Column("wall time", .right), TextTable.Column("peak RSS", .right),
      TextTable.Column("outcome", isForeign: true), TextTable.Column("commit"),
      TextTable.Column("branch", isForeign: true),
    ])
    let digits = identityDigits(of: rows)
    for row in rows {
      let (branch, commit) = (Int(branch[row]), Int(commit[row]))
      let hash = commit < 0 ? "" : String(commits[commit].sha.prefix(10))
      table.rows.append([
        ids[row].text(digits: digits),
        String(timestamp[row].iso8601.prefix(19)).replacing("T", with: " "),
        scripts[Int(script[row])],
        text(of: .executionTime, row), text(of: .memoryUsage, row), outcome(of: row),
        flags[row].contains(.dirty) ? hash + "+" : hash, branch < 0 ? "" : branches[branch],
      ])
    }
    return table
  }

  /// Executions as comma-separated values for other programs: whole hashes, numbers without units.
  package func csv(of rows: [Int]) -> String {
    var table = TextTable(
      [
        "timestamp", "script", "execution_time", "memory_usage_mb", "exit_code", "outcome",
        "git_sha", "git_branch", "id",
      ].map { TextTable.Column($0) })
    for row in rows {
      let (branch, commit) = (Int(branch[row]), Int(commit[row]))
      table.rows.append([
        timestamp[row].iso8601, scripts[Int(script[row])], number(of: .executionTime, row),
        number(of: .memoryUsage, row), exitCode[row] == .min ? "" : "\(exitCode[row])",
        outcome(of: row), commit < 0 ? "" : commits[commit].sha, branch < 0 ? "" : branches[branch],
        ids[row].description,
      ])
    }
    return table.csv
  }

  private func value(of metric: Metric, _ row: Int) -> Double? {
    guard let index = metrics.firstIndex(of: metric), case .dense(let values) = columns[index],
      !values[row].isNaN
    else { return nil }
    return values[row]
  }

  private func text(of metric: Metric, _ row: Int) -> String {
    value(of: metric, row).map { Quantity($0, metric.unit).text } ?? ""
  }

  private func number(of metric: Metric, _ row: Int) -> String {
    var bytes: [UInt8] = []
    if let value = value(of: metric, row) { bytes.append(jsonNumber: value) }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func outcome(of row: Int) -> String {
    var words: [String] = []
    if flags[row].contains(.timedOut) { words.append("timed out") }
    if flags[row].contains(.interrupted) { words.append("interrupted") }
    if words.isEmpty, flags[row].contains(.failed) {
      words.append(exitCode[row] == .min ? "failed" : "exit code \(exitCode[row])")
    }
    if flags[row].contains(.warmup) { words.append("warm-up") }
    if let reason = exclusionReason(ofRow: row) { words.append("excluded: " + reason) }
    return words.isEmpty ? "ok" : words.joined(separator: ", ")
  }
}
