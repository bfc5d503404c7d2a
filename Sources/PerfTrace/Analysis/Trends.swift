internal import PerfStatistics

/// What the executions of a store say over time: script by script, and what changed in the environment.
package struct Trends: Sendable {
  /// What is looked at.
  package struct Filter: Sendable {
    /// Scripts whose name matches one of these; all if empty.
    package var scripts: [Glob] = []
    /// Metrics whose id matches one of these; if empty wall time, peak RSS and what programs report themselves.
    package var metrics: [Glob] = []
    /// The line of development, an index into `History.branches`; `nil` for the default branch's.
    package var branch: Int32?

    package init() {}
  }

  /// One script: the original's figures, and where its series are.
  package struct ScriptTrend: Sendable {
    package var script: Int32
    /// Executions on the line that is looked at, failed ones included, warm-ups not.
    package var executionCount: Int
    package var failureCount: Int
    /// Mean wall time, and the wall time of the first and of the last execution, in seconds, as the original tells them; `nil` if none was measured.
    package var averageTime: Double?
    package var earliestTime: Double?
    package var latestTime: Double?
    /// The series of this script in `Trends.assessments`.
    package var assessments: Range<Int>

    /// How far the wall time's level is from its first one, on the host class that was measured last: 0.1 is 10 % more.
    ///
    /// The original compares the last execution with the first, whatever the noise and the machines; this one is told by
    /// the same levels as the changes, so that neither contradicts the other. `nil` where nothing can be told.
    package var trend: Double?
    /// The wall time's newest level on that host class, in seconds; `nil` if none was measured.
    package var level: Double?
    /// Median wall time at the newest point of that series, in seconds: what tables and the site call latest.
    package var latest: Double?
  }

  /// A level that stands for the worse in one series.
  package struct Regression: Sendable {
    package var assessment: Int
    /// The first of the changes that made it, in `SeriesAssessment.changes`.
    package var change: Int
    /// The current level over the one before the change, less 1.
    package var effect: Double
  }

  /// How much was measured on one line of development, of the scripts that are looked at.
  package struct Extent: Sendable {
    package var executionCount = 0
    package var scriptCount = 0
    /// Executions that people took out; they are in no other number.
    package var excludedCount = 0
    /// When the first and the last execution began; `nil` if there is none.
    package var period: ClosedRange<Timestamp>?
  }

  package let collection: SeriesCollection
  /// Line of development, an index into `History.branches`; -1 where the history names no branch.
  package let branch: Int32
  /// Executions, scripts and branches of the history as filtered by script.
  package let executionCount: Int
  package let scriptCount: Int
  /// Executions of those scripts that people took out; they are in no other number.
  package let excludedCount: Int
  package let branches: [String]
  package let earliest: Timestamp?
  package let latest: Timestamp?
  /// What was measured on the branch that was asked for; `nil` if none was.
  package let ofBranch: Extent?
  /// In order of name.
  package let scripts: [ScriptTrend]
  package let assessments: [SeriesAssessment]
  package let environmentChanges: [EnvironmentChange]
  /// Standing regressions of at least the trend limit that are not told as a change of the environment, worst first.
  package let regressions: [Regression]
}

extension Trends {
  /// Assesses every series of `collection` that passes `filter`, on at most `tasks` tasks at once.
  package static func analyze(
    _ collection: SeriesCollection, filter: Filter = Filter(), rules: LimitRules = LimitRules(),
    tasks: Int = 1
  ) async -> Trends {
    let history = collection.history
    let branch = filter.branch ?? collection.lines.defaultBranch
    let chosen = history.scripts.indices.filter { script in
      filter.scripts.isEmpty || filter.scripts.contains { $0.matches(history.scripts[script]) }
    }
    let wanted = history.metrics.map { filter.includes($0) }
    let parts = await Parallel.map(count: chosen.count, tasks: tasks) {
      assess(chosen[$0], collection, branch: branch, wanted: wanted)
    }.compactMap(\.self)
    var scripts: [ScriptTrend] = []
    var assessments: [SeriesAssessment] = []
    for (script, found) in parts {
      var script = script
      script.assessments = assessments.count..<assessments.count + found.count
      scripts.append(script)
      assessments += found
    }
    let changes = EnvironmentChange.group(&assessments, in: collection, line: branch)
    let ofBranch = filter.branch.map { extent(of: chosen, branch: $0, in: collection) }
    return Trends(
      collection, branch: branch, ofBranch: ofBranch, chosen: chosen, scripts: scripts,
      assessments: assessments,
      environmentChanges: changes, rules: rules)
  }

  private init(
    _ collection: SeriesCollection, branch: Int32, ofBranch: Extent?, chosen: [Int],
    scripts: [ScriptTrend], assessments: [SeriesAssessment],
    environmentChanges: [EnvironmentChange], rules: LimitRules
  ) {
    let history = collection.history
    self.collection = collection
    self.branch = branch
    self.ofBranch = ofBranch
    self.scripts = scripts
    self.assessments = assessments
    self.environmentChanges = environmentChanges
    var (executionCount, excludedCount) = (0, 0)
    var isSeen = [Bool](repeating: false, count: history.branches.count)
    var scriptCount = 0
    var (first, last): (Int32, Int32) = (.max, -1)
    for script in chosen {
      let all = collection.rows(ofScript: script)
      if !history.exclusionReasons.isEmpty {
        excludedCount += all.count { history.flags[Int($0)].contains(.excluded) }
      }
      let rows = all.filter { history.flags[Int($0)].isCounted }
      executionCount += rows.count
      scriptCount += rows.isEmpty ? 0 : 1
      for row in rows where history.branch[Int(row)] >= 0 {
        isSeen[Int(history.branch[Int(row)])] = true
      }
      first = min(first, rows.first ?? .max)
      last = max(last, rows.last ?? -1)
    }
    self.executionCount = executionCount
    self.excludedCount = excludedCount
    self.scriptCount = scriptCount
    branches = history.branches.indices.filter { isSeen[$0] }.map { history.branches[$0] }
    earliest = last < 0 ? nil : history.timestamp[Int(first)]
    latest = last < 0 ? nil : history.timestamp[Int(last)]
    regressions = Self.regressions(assessments, history: history, rules: rules)
  }

  private static func extent(
    of scripts: [Int], branch: Int32, in collection: SeriesCollection
  ) -> Extent {
    let history = collection.history
    var extent = Extent()
    for script in scripts {
      let all = collection.rows(ofScript: script).filter { isRow($0, on: branch, in: collection) }
      extent.excludedCount += all.count { history.flags[Int($0)].contains(.excluded) }
      let times = all.filter { history.flags[Int($0)].isCounted }
        .map { history.timestamp[Int($0)] }
      guard let first = times.min(), let last = times.max() else { continue }
      extent.executionCount += times.count
      extent.scriptCount += 1
      extent.period =
        min(
          extent.period?.lowerBound ?? first, first)...max(
          extent.period?.upperBound ?? last, last)
    }
    return extent
  }

  private static func isRow(
    _ row: Int32, on branch: Int32, in collection: SeriesCollection
  ) -> Bool {
    let history = collection.history
    return collection.lines.line(
      branch: history.branch[Int(row)], commit: history.commit[Int(row)]) == branch
  }

  /// One entry a series: from the level before the oldest standing change to where it is now.
  private static func regressions(
    _ assessments: [SeriesAssessment], history: History, rules: LimitRules
  ) -> [Regression] {
    var regressions: [Regression] = []
    for (index, assessment) in assessments.enumerated() {
      let limit = rules.limit(
        .trend, script: history.scripts[Int(assessment.key.script)],
        metric: history.metrics[Int(assessment.key.metric)])
      guard limit.action != .off,
        let standing = assessment.standingRegression(ofAtLeast: limit.value)
      else { continue }
      regressions.append(
        Regression(assessment: index, change: standing.change, effect: standing.effect))
    }
    return regressions.sorted {
      $0.effect.magnitude != $1.effect.magnitude
        ? $0.effect.magnitude > $1.effect.magnitude : $0.assessment < $1.assessment
    }
  }

  /// Assesses one script; `nil` if nothing of it is on the branch.
  private static func assess(
    _ script: Int, _ collection: SeriesCollection, branch: Int32, wanted: [Bool]
  ) -> (ScriptTrend, [SeriesAssessment])? {
    let history = collection.history
    let rows = collection.rows(ofScript: script).filter { row in
      history.flags[Int(row)].isCounted && isRow(row, on: branch, in: collection)
    }
    guard !rows.isEmpty else { return nil }
    var trend = ScriptTrend(
      script: Int32(script), executionCount: rows.count,
      failureCount: rows.count { history.flags[Int($0)].contains(.failed) }, assessments: 0..<0)
    if let time = history.metrics.firstIndex(of: .executionTime) {
      let measured = rows.filter { history.flags[Int($0)].isMeasurement }
      let values = collection.values(ofMetric: time, at: measured).filter(\.isFinite)
      trend.earliestTime = values.first
      trend.latestTime = values.last
      if !values.isEmpty {
        let count = Double(values.count)
        trend.averageTime = values.reduce(0) { $0 + $1 / count }
      }
    }
    let metrics = collection.metrics(ofScript: script).filter { wanted[Int($0)] }
    var assessments: [SeriesAssessment] = []
    for layout in collection.layouts(ofScript: script) where layout.branch == branch {
      for metric in metrics {
        guard let series = collection.series(of: layout, metric: Int(metric)) else { continue }
        assessments.append(SeriesAssessment(series, in: collection))
      }
    }
    if let newest = newestTiming(among: assessments, of: rows, in: collection) {
      trend.trend = newest.trend
      trend.level = newest.currentLevel?.median
      trend.latest = newest.pointCount > 0 ? newest.latest : nil
    }
    return (trend, assessments)
  }
}

extension Trends {
  /// The series of wall times that the newest of `rows` belongs to; `nil` where wall times are not looked at.
  private static func newestTiming(
    among assessments: [SeriesAssessment], of rows: [Int32], in collection: SeriesCollection
  ) -> SeriesAssessment? {
    let history = collection.history
    let timings = assessments.filter {
      history.metrics[Int($0.key.metric)].id == Metric.executionTime.id
    }
    guard timings.count > 1 else { return timings.first }
    for row in rows.reversed() where history.flags[Int(row)].isMeasurement {
      let found = timings.first {
        Int($0.key.hostClass) == collection.hostClass(ofRow: Int(row))
          && $0.key.tagSet == max(history.tagSet[Int(row)], 0)
      }
      if let found { return found }
    }
    return timings.first
  }
}

extension Trends.Filter {
  func includes(_ metric: Metric) -> Bool {
    if !metrics.isEmpty { return metrics.contains { $0.matches(metric.id) } }
    return metric.id == Metric.executionTime.id || metric.id == Metric.memoryUsage.id
      || !Metric.builtIn.contains { $0.id == metric.id }
  }
}
