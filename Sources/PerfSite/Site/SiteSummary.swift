internal import PerfStatistics
internal import PerfTrace

/// What all scripts' summaries say together: the state of the site.
struct SiteSummary: Sendable {
  /// A change as people are told it: where its clearest sight is, and how many see it.
  struct Told: Sendable {
    var script: Int
    /// Index among the script's events.
    var event: Int
    /// Numbers of machines and of sets of tags that show it.
    var hosts = 1
    var tagSets = 1
  }

  /// The changes that came in with one commit.
  struct CommitEvents: Sendable {
    /// Index into `History.commits`; -1 where none was recorded.
    var commit: Int32
    var time: Timestamp
    /// The largest first.
    var events: [Told] = []
    /// Changes of an environment, as indices into `environmentChanges`.
    var environments: [Int] = []
  }

  let scripts: [ScriptSummary]
  /// Index into `History.commits` by hash.
  let commitIndices: [String: Int32]
  /// All changes but passing spikes, by commit, newest first.
  let everyChange: [CommitEvents]
  /// The same as people are told: what many scripts share once, and what several machines show once.
  let changes: [CommitEvents]
  /// Changes that many scripts of one host class show at one place, in commit order.
  let environmentChanges: [EnvironmentChange]
  /// Index into `environmentChanges` by script and event; -1 where the change is the script's own.
  let environmentOfEvent: [[Int]]
  let executions: Int
  let failures: Int
  let firstTime: Timestamp?
  let lastTime: Timestamp?

  /// Whether all executions are of one day, which then need not be said of each.
  var isOfOneDay: Bool {
    guard let firstTime, let lastTime else { return false }
    return firstTime < lastTime && Moment(firstTime).date == Moment(lastTime).date
  }

  init(_ scripts: [ScriptSummary], plan: SitePlan) {
    self.scripts = scripts
    let history = plan.history
    var indices: [String: Int32] = [:]
    indices.reserveCapacity(history.commits.count)
    for (index, commit) in history.commits.enumerated() { indices[commit.sha] = Int32(index) }
    commitIndices = indices

    let told = Self.told(scripts, plan: plan, commitIndices: indices)
    environmentChanges = told.environment
    environmentOfEvent = told.environmentOfEvent
    let positions = plan.collection.order.positions
    changes = Self.byCommit(
      told.own, environments: told.environment, scripts: scripts, commitIndices: indices,
      positions: positions)
    let all = scripts.indices.flatMap { script in
      scripts[script].events.indices.compactMap { event in
        scripts[script].events[event].kind == .spike ? nil : Told(script: script, event: event)
      }
    }
    everyChange = Self.byCommit(
      all, environments: [], scripts: scripts, commitIndices: indices, positions: positions)
    executions = scripts.reduce(0) { $0 + $1.executions }
    failures = scripts.reduce(0) { $0 + $1.failures }
    let measured = scripts.filter { $0.executions > 0 }
    firstTime = measured.map(\.firstTime).min()
    lastTime = measured.map(\.lastTime).max()
  }

  /// Groups by commit, newest first.
  private static func byCommit(
    _ events: [Told], environments: [EnvironmentChange],
    scripts: [ScriptSummary], commitIndices: [String: Int32], positions: [Int32]
  ) -> [CommitEvents] {
    // Without a commit, changes of one day belong together.
    let key = { (commit: Int32, time: Timestamp) in
      commit >= 0 ? Int64(commit) : -1 - time.milliseconds / 86_400_000
    }
    var groups: [Int64: CommitEvents] = [:]
    for told in events {
      let event = scripts[told.script].events[told.event]
      let commit = commitIndices[event.sha] ?? -1
      groups[key(commit, event.time), default: CommitEvents(commit: commit, time: event.time)]
        .events.append(told)
    }
    for (index, change) in environments.enumerated() {
      groups[
        key(change.commit, change.time),
        default: CommitEvents(commit: change.commit, time: change.time)
      ].environments.append(index)
    }
    return groups.values.map { group in
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
  }

  /// For each script and metric the last change, where it is for the worse, stands and is the script's own: the largest
  /// of all machines and sets of tags, with the number of those. The largest first.
  var standingRegressions: [Told] {
    var result: [Told] = []
    for (script, summary) in scripts.enumerated() {
      var places: [Metric: (hosts: Set<String>, tags: Set<String>, largest: Int)] = [:]
      for line in summary.lines {
        let last = summary.events.indices.last {
          let event = summary.events[$0]
          return event.metric == line.metric && event.host == line.host
            && event.tags == line.tags && event.kind != .spike
        }
        guard let last, environmentOfEvent[script][last] < 0 else { continue }
        let event = summary.events[last]
        guard event.isStanding, event.direction == .worse else { continue }
        var place = places[line.metric] ?? ([], [], last)
        place.hosts.insert(event.host)
        place.tags.insert(event.tags)
        if event.effect.magnitude > summary.events[place.largest].effect.magnitude {
          place.largest = last
        }
        places[line.metric] = place
      }
      result += places.values.map {
        Told(script: script, event: $0.largest, hosts: $0.hosts.count, tagSets: $0.tags.count)
      }
    }
    return result.sorted { a, b in
      let (first, second) = (
        scripts[a.script].events[a.event].effect.magnitude,
        scripts[b.script].events[b.event].effect.magnitude
      )
      return first != second ? first > second : (a.script, a.event) < (b.script, b.event)
    }
  }

  /// Index into `environmentChanges` of the change that a script's line for it shows last; `nil` if its last change is
  /// its own.
  func environmentOfLatestEvent(_ script: Int) -> Int? {
    guard let latest = scripts[script].latestEventIndex else { return nil }
    let index = environmentOfEvent[script][latest]
    return index < 0 ? nil : index
  }
}
