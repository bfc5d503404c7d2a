/// The executions of the candidate that belong together: one script on one host class with one set of tags.
struct GateCandidate: Sendable {
  var script: Int32
  var hostClass: Int32
  var tagSet: Int32
  /// Rows of the history, failed executions included.
  var rows: [Int32]
  /// Whether they ran with changes that are not committed.
  var isUncommitted: Bool

  func measurements(in history: History) -> [Int32] {
    rows.filter { history.flags[Int($0)].isMeasurement }
  }

  func successCount(in history: History) -> Int {
    rows.count { !history.flags[Int($0)].contains(.failed) }
  }
}

extension Gate {
  /// The candidate's executions, grouped and in order of script, host class and tags.
  ///
  /// Executions with uncommitted changes are what somebody is about to commit: where there are some, they are the
  /// candidate, and clean ones of the same commit belong to the baseline.
  func candidateGroups() -> [GateCandidate] {
    let history = collection.history
    let rows = history.commit.indices.filter { row in
      history.commit[row] == request.candidate && history.script[row] >= 0
        && history.flags[row].isCounted
        && (request.since.map { history.timestamp[row] >= $0 } ?? true)
        && (request.scripts.isEmpty
          || request.scripts.contains { $0.matches(history.scripts[Int(history.script[row])]) })
    }
    let isUncommitted = rows.contains { history.flags[$0].contains(.dirty) }
    var groups: [SeriesKey: [Int32]] = [:]
    for row in rows where history.flags[row].contains(.dirty) == isUncommitted {
      let key = SeriesKey(
        script: history.script[row], metric: 0, hostClass: Int32(collection.hostClass(ofRow: row)),
        tagSet: max(history.tagSet[row], 0), branch: 0)
      groups[key, default: []].append(Int32(row))
    }
    return groups.map { key, rows in
      GateCandidate(
        script: key.script, hostClass: key.hostClass, tagSet: key.tagSet, rows: rows,
        isUncommitted: isUncommitted)
    }
    .sorted { ($0.script, $0.hostClass, $0.tagSet) < ($1.script, $1.hostClass, $1.tagSet) }
  }
}
