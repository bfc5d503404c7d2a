internal import PerfStatistics
internal import PerfTrace

/// What all scripts' summaries say together: the state of the site.
struct SiteSummary: Sendable {
  /// The changes that came in with one commit.
  struct CommitEvents: Sendable {
    /// Index into `History.commits`; -1 where none was recorded.
    var commit: Int32
    var time: Timestamp
    /// Index of the script, and of the event among the script's.
    var events: [(script: Int, event: Int)]
  }

  let scripts: [ScriptSummary]
  /// Index into `History.commits` by hash.
  let commitIndices: [String: Int32]
  /// All changes but passing spikes, by commit, newest first.
  let changes: [CommitEvents]
  let executions: Int
  let failures: Int
  let firstTime: Timestamp?
  let lastTime: Timestamp?

  init(_ scripts: [ScriptSummary], plan: SitePlan) {
    self.scripts = scripts
    let history = plan.history
    var indices: [String: Int32] = [:]
    indices.reserveCapacity(history.commits.count)
    for (index, commit) in history.commits.enumerated() { indices[commit.sha] = Int32(index) }
    commitIndices = indices

    var groups: [Int64: CommitEvents] = [:]
    for (script, summary) in scripts.enumerated() {
      for (index, event) in summary.events.enumerated() where event.kind != .spike {
        let commit = indices[event.sha] ?? -1
        // Without a commit, changes of one day belong together.
        let key =
          commit >= 0 ? Int64(commit) : -1 - event.time.milliseconds / 86_400_000
        groups[key, default: CommitEvents(commit: commit, time: event.time, events: [])]
          .events.append((script, index))
      }
    }
    let positions = plan.collection.order.positions
    changes = groups.values.map { group in
      var group = group
      group.events.sort { a, b in
        let (first, second) = (
          scripts[a.script].events[a.event].effect.magnitude,
          scripts[b.script].events[b.event].effect.magnitude
        )
        return first != second ? first > second : (a.script, a.event) < (b.script, b.event)
      }
      return group
    }.sorted { a, b in
      if a.time != b.time { return a.time > b.time }
      let (first, second) = (
        a.commit < 0 ? -1 : positions[Int(a.commit)], b.commit < 0 ? -1 : positions[Int(b.commit)]
      )
      return first > second
    }
    executions = scripts.reduce(0) { $0 + $1.executions }
    failures = scripts.reduce(0) { $0 + $1.failures }
    let measured = scripts.filter { $0.executions > 0 }
    firstTime = measured.map(\.firstTime).min()
    lastTime = measured.map(\.lastTime).max()
  }

  /// For each script and line the last change, where it is for the worse and stands; the largest first.
  var standingRegressions: [(script: Int, event: ScriptSummary.Event)] {
    var result: [(script: Int, event: ScriptSummary.Event)] = []
    for (script, summary) in scripts.enumerated() {
      for line in summary.lines {
        let last = summary.events.last {
          $0.metric == line.metric && $0.host == line.host && $0.tags == line.tags
            && $0.kind != .spike
        }
        if let last, last.isStanding, last.direction == .worse { result.append((script, last)) }
      }
    }
    return result.sorted { a, b in
      a.event.effect.magnitude != b.event.effect.magnitude
        ? a.event.effect.magnitude > b.event.effect.magnitude : a.script < b.script
    }
  }
}
