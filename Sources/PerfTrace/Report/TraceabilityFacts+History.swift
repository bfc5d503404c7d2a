internal import PerfStatistics

extension TraceabilityFacts {
  /// Fields of the environment that name software.
  private static let softwareFields = [
    "bun_version", "node_version", "python_version", "swift_version", "kernel",
  ]

  /// Finds the facts that concern no single script.
  package init(of history: History, collection: SeriesCollection) {
    self.init()
    let counted = (0..<history.count).filter { history.flags[$0].isCounted }
    executions = counted.count
    failures = counted.count { history.flags[$0].contains(.failed) }
    branches = Set(counted.lazy.map { history.branch[$0] }.filter { $0 >= 0 }).sorted()
      .map { history.branches[Int($0)] }
    commits = Set(counted.lazy.map { history.commit[$0] }.filter { $0 >= 0 }).count
    // Executions are in order of time.
    if let first = counted.first, let last = counted.last {
      period = history.timestamp[first]...history.timestamp[last]
    }
    var reasons: [String: Int] = [:]
    if !history.exclusionReasons.isEmpty {
      for row in 0..<history.count {
        if let reason = history.exclusionReason(ofRow: row) { reasons[reason, default: 0] += 1 }
      }
    }
    excluded = reasons.map { (reason: $0.key, executions: $0.value) }.sorted {
      $0.executions != $1.executions ? $0.executions > $1.executions : $0.reason < $1.reason
    }
    var hostCounts = [Int](repeating: 0, count: max(history.hostClasses.count, 1))
    for row in counted { hostCounts[collection.hostClass(ofRow: row)] += 1 }
    hosts = history.hostClasses.indices.filter { hostCounts[$0] > 0 }
      .map { (history.hostClasses[$0].words, hostCounts[$0]) }
      .sorted {
        $0.executions != $1.executions ? $0.executions > $1.executions : $0.words < $1.words
      }
    coverage = Self.coverage(of: history, counted)
    software = Self.software(of: history, counted)
  }

  /// What is recorded of the executions at `counted`.
  private static func coverage(
    of history: History, _ counted: [Int]
  ) -> [(words: String, executions: Int)] {
    func measured(_ ids: [String]) -> Int {
      history.metrics.indices.filter { ids.contains(history.metrics[$0].id) }.map { metric in
        switch history.columns[metric] {
        case .dense(let values): counted.count { !values[$0].isNaN }
        case .sparse(let rows, _): rows.count { history.flags[Int($0)].isCounted }
        }
      }.min() ?? 0
    }
    return [
      ("Git commit", counted.count { history.commit[$0] >= 0 }),
      ("Git branch", counted.count { history.branch[$0] >= 0 }),
      ("Environment", counted.count { history.environment[$0] >= 0 }),
      ("Wall time", measured([Metric.executionTime.id])),
      ("User and system time", measured(["user_time", "sys_time"])),
      ("CPU use", measured(["cpu_percent"])),
      ("Peak memory", measured([Metric.memoryUsage.id])),
      ("Memory over time", counted.count { history.flags[$0].contains(.hasMemoryProfile) }),
      ("Output sizes", measured(["output_size_bytes", "error_size_bytes"])),
    ]
  }

  private static func software(
    of history: History, _ counted: [Int]
  ) -> [(field: String, values: [String])] {
    var counts = [Int](repeating: 0, count: history.environments.count)
    for row in counted where history.environment[row] >= 0 {
      counts[Int(history.environment[row])] += 1
    }
    return softwareFields.compactMap { field in
      var values: [String: Int] = [:]
      for (index, environment) in history.environments.enumerated() where counts[index] > 0 {
        if let value = environment.values[field], !value.isEmpty {
          values[value, default: 0] += counts[index]
        }
      }
      let ordered = values.sorted {
        $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key
      }
      return ordered.isEmpty ? nil : (field, ordered.map(\.key))
    }
  }

  /// Finds all facts, assessing the metric that stands for each script and its peak memory.
  ///
  /// `command` gives the command line of a row of the history; empty where it cannot be read.
  package init(of collection: SeriesCollection, command: (_ row: Int) -> [String]) {
    self.init(of: collection.history, collection: collection)
    var seen = Seen()
    scripts = collection.history.scripts.indices.map { index in
      var script = Self.script(index, in: collection, &seen)
      if let row = collection.rows(ofScript: index).last { script.command = command(Int(row)) }
      return script
    }
    let changes = EnvironmentChange.group(
      seen.sights, measured: seen.measured, positions: collection.order.positions)
    for member in changes.flatMap(\.members) {
      scripts[member.assessment].events[member.change].isShared = true
    }
    shared = changes.map { SharedChange($0, in: collection.history) }
    for index in scripts.indices { scripts[index].events.sort { $0.time < $1.time } }
  }

  /// What the default branch's series show, to find what many of them share.
  private struct Seen {
    var sights: [ChangeSight] = []
    var measured: [EnvironmentChange.Measured] = []
  }

  private static func script(
    _ index: Int, in collection: SeriesCollection, _ seen: inout Seen
  ) -> Script {
    let history = collection.history
    var script = Script(name: history.scripts[index])
    var hosts: Set<Int> = []
    for row in collection.rows(ofScript: index) {
      let flags = history.flags[Int(row)]
      if flags.contains(.excluded) { script.excluded += 1 }
      guard flags.isCounted else { continue }
      script.executions += 1
      if flags.contains(.failed) { script.failures += 1 }
      if flags.contains(.timedOut) { script.timeouts += 1 }
      hosts.insert(collection.hostClass(ofRow: Int(row)))
    }
    script.hosts = hosts.count
    let metrics = collection.metrics(ofScript: index).map(Int.init)
    let standing =
      metrics.first { history.metrics[$0].id == Metric.executionTime.id } ?? metrics.first
    guard let standing else { return script }
    script.metric = history.metrics[standing]
    let judged = metrics.filter {
      $0 == standing
        || LimitRules.standard(.regression, metric: history.metrics[$0]).action != .off
    }
    var newest = Int32.min
    for metric in judged {
      let all = collection.series(ofScript: index, metric: metric)
      let mainline = all.filter { $0.key.branch == collection.lines.defaultBranch }
      for series in mainline.isEmpty ? all : mainline {
        let assessment = SeriesAssessment(series, in: collection)
        if !mainline.isEmpty {
          let key = ChangeSight.Series(series.key)
          for (place, change) in assessment.changes.filter({ $0.kind != .spike }).enumerated() {
            seen.sights.append(
              change.sight(
                of: .init(assessment: index, change: script.events.count + place), series: key,
                in: history))
          }
          if let span = assessment.span {
            seen.measured.append(
              .init(series: key, points: assessment.pointCount, span: span))
          }
        }
        script.events += assessment.changes.filter { $0.kind != .spike }
          .map { Event($0, metric: history.metrics[metric], series: series, history: history) }
        // The line that was measured last stands for the script.
        if metric == standing, let last = series.rows.max(), last > newest {
          newest = last
          script.level = assessment.currentLevel?.median ?? assessment.latest
          script.firstLevel = assessment.firstComparableLevel?.median ?? assessment.earliest
          script.latest = assessment.latest
          script.points = assessment.pointCount
          script.noise = assessment.noise.spread
        }
      }
    }
    // Every execution failed.
    if newest == Int32.min { script.metric = nil }
    return script
  }
}

extension TraceabilityFacts.Event {
  fileprivate init(_ change: Change, metric: Metric, series: Series, history: History) {
    func sha(_ commit: Int32) -> String { commit < 0 ? "" : history.commits[Int(commit)].sha }
    self.init(
      metric: metric, host: history.hostClasses[Int(series.key.hostClass)].words,
      effect: change.effect, levelBefore: change.levelBefore, levelAfter: change.levelAfter,
      isWorse: change.direction == .worse, status: change.status,
      sha: sha(change.commit),
      subject: change.commit < 0 ? "" : history.commits[Int(change.commit)].subject,
      previousSHA: sha(change.previousCommit), time: change.time)
  }
}
