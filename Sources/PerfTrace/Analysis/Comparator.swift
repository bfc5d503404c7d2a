/// Compares two selections of executions, script by script.
package struct Comparator: Sendable {
  /// The most values of a side that are compared: the newest ones.
  static let mostValues = 400
  /// Runs that a branch lends as a base and as a head, and the most jobs that tell how jobs differ.
  private static let baseRuns = 30
  private static let headRuns = 10
  private static let jobs = 30

  package let collection: SeriesCollection
  package let rules: LimitRules
  package let base: Selection
  package let head: Selection
  /// Place in commit order of the newest commit that `base` lends: of the default branch nothing newer than where `head`
  /// left it; `nil` where that is no question.
  let lastBasePosition: Int32?
  /// The set of tags that stands for each set once the tags that the selections name are left out.
  private let tagGroups: [Int32]

  /// Prepares the comparison of `head` with `base`; `rules` tell which effect counts.
  package init(
    _ collection: SeriesCollection, base: Selection, head: Selection,
    rules: LimitRules = LimitRules()
  ) {
    self.collection = collection
    self.rules = rules
    self.base = base
    self.head = head
    lastBasePosition = Self.endOfBase(in: collection, base: base, head: head)
    var keys: [String] = []
    for case .tag(let key, _) in [base.scope, head.scope] { keys.append(key) }
    var first: [String: Int32] = [:]
    self.tagGroups = collection.history.tagSets.enumerated().map { index, tags in
      if keys.isEmpty { return Int32(index) }
      let rest = tags.filter { !keys.contains($0.key) }
      let text = rest.map { "\($0.key.utf8.count):\($0.key)=\($0.value)" }.joined(separator: "\n")
      let group = first[text] ?? Int32(index)
      first[text] = group
      return group
    }
  }

  /// What must be alike for two executions to be compared.
  private struct GroupKey: Hashable {
    var hostClass: Int32
    var tagGroup: Int32
  }

  private struct Group {
    var base = Comparison.Side()
    var head = Comparison.Side()
    var baseJobs = 0
    var jobMedians: [Double] = []
  }

  /// Hash of the newest commit that the base lends; `nil` where all of it may be taken.
  package var baseCommit: String? {
    lastBasePosition.map { collection.history.commits[Int(collection.order.commits[Int($0)])].sha }
  }

  /// Compares one script in one metric, once for each host class and set of tags that a side was measured under.
  ///
  /// Empty if neither side has executions of the script with this metric. A side on a host class that the other was not
  /// measured on is not comparable.
  package func compare(script: Int, metric: Int) -> [Comparison] {
    compare(
      script: script, metric: metric,
      sources: collection.layouts(ofScript: script).map {
        Source($0, collection.series(of: $0, metric: metric))
      })
  }

  /// The same of series that were made before; those of lines that neither side is on may be missing.
  package func compare(script: Int, metric: Int, sources: [Source]) -> [Comparison] {
    let history = collection.history
    var groups: [GroupKey: Group] = [:]
    for source in sources {
      let layout = source.layout
      let key = GroupKey(
        hostClass: layout.hostClass,
        tagGroup: tagGroups.isEmpty ? 0 : tagGroups[Int(layout.tagSet)])
      var group = groups[key] ?? Group()
      group.base.failures += failures(of: layout, in: base)
      group.head.failures += failures(of: layout, in: head)
      if let series = source.series, isAsked(series.key.branch) {
        let baseEnd = end(ofBase: series)
        // The default branch comes first, so that it is known how its jobs differ.
        let isDefault = layout.branch == collection.lines.defaultBranch
        let starts = source.levelStarts ?? series.levelStarts()
        let spread =
          isDefault || series.count < 2
          ? nil
          : JobSpread(medians: group.jobMedians, hostClass: collection.hostClass(of: series))
        let level = { (end: Int) in
          collection.newestLevel(of: series, before: end, levelStarts: starts, spread: spread)
        }
        let baseLevel = level(baseEnd)
        group.baseJobs += add(
          series, of: base, level: baseLevel, to: &group.base, wantedRuns: Self.baseRuns)
        _ = add(
          series, of: head, level: baseEnd == series.count ? baseLevel : level(series.count),
          to: &group.head, wantedRuns: Self.headRuns)
        if isDefault {
          group.jobMedians += collection.jobMedians(
            of: series, in: baseLevel, mostPoints: Self.jobs, levelStarts: starts)
        }
      }
      groups[key] = group
    }

    let baseHosts = Set(groups.filter { !$0.value.base.values.isEmpty }.keys.map(\.tagGroup))
    var comparisons: [Comparison] = []
    for (key, group) in groups {
      let hasHead = !group.head.values.isEmpty || group.head.failures > 0
      guard hasHead || !group.base.values.isEmpty else { continue }
      let limit = rules.limit(
        .regression, script: history.scripts[script], metric: history.metrics[metric])
      var question = Comparison.Question(
        leastEffect: limit.value, polarity: history.metrics[metric].polarity)
      question.baseJobs = group.baseJobs
      // Most groups of a default branch have no head on most branches.
      if hasHead && !group.base.values.isEmpty,
        !collection.shareJobs(group.base.rows, group.head.rows)
      {
        question.jobSpread = JobSpread(
          medians: group.jobMedians, hostClass: history.hostClasses[Int(key.hostClass)])
      }
      var comparison = Comparison(
        script: Int32(script), metric: Int32(metric), hostClass: key.hostClass,
        tagSet: key.tagGroup, base: group.base, head: group.head, question: question)
      if case .notComparable(.noBaseline) = comparison.verdict, baseHosts.contains(key.tagGroup) {
        comparison.verdict = .notComparable(.otherHost)
      }
      comparisons.append(comparison)
    }
    return comparisons.sorted(by: Comparison.isMoreImportant)
  }

  /// Adds what a selection takes of a series, of a branch the newest points of `level`, and returns the number of points that it is from.
  private func add(
    _ series: Series, of selection: Selection, level: @autoclosure () -> Range<Int>,
    to side: inout Comparison.Side, wantedRuns: Int
  ) -> Int {
    let points: Range<Int>
    switch selection.scope {
    case .branch(let line):
      guard series.key.branch == line else { return 0 }
      points = series.newest(of: level(), wantedRuns: wantedRuns, mostPoints: wantedRuns)
    case .commits, .tag:
      points = 0..<series.count
    }
    var count = 0
    for point in points where isSelected(series.commits[point], series.key.tagSet, by: selection) {
      var isUsed = false
      for index in series.range(ofPoint: point)
      where isRecent(Int(series.rows[index]), for: selection) {
        side.rows.append(series.rows[index])
        side.values.append(series.values[index])
        isUsed = true
      }
      count += isUsed ? 1 : 0
    }
    if side.values.count > Self.mostValues {
      side.rows.removeFirst(side.rows.count - Self.mostValues)
      side.values.removeFirst(side.values.count - Self.mostValues)
    }
    return count
  }

  private func failures(of layout: SeriesLayout, in selection: Selection) -> Int {
    // Of a branch only the newest point's failures belong to what is compared.
    let isBranch: Bool
    if case .branch(let line) = selection.scope {
      guard layout.branch == line else { return 0 }
      isBranch = true
    } else {
      isBranch = false
    }
    return layout.failures.count { failure in
      if isBranch && Int(failure.point) < layout.count - 1 { return false }
      let row = Int(failure.row)
      return isSelected(collection.history.commit[row], layout.tagSet, by: selection)
        && isRecent(row, for: selection)
    }
  }

  private func isSelected(_ commit: Int32, _ tagSet: Int32, by selection: Selection) -> Bool {
    switch selection.scope {
    case .branch: true
    case .commits(let chosen): commit >= 0 && chosen[Int(commit)]
    case .tag(let key, let value): collection.history.tagSets[Int(tagSet)][key] == value
    }
  }

  /// Whether a line's executions can be on one of the sides, or tell how jobs differ.
  private func isAsked(_ line: Int32) -> Bool {
    line == collection.lines.defaultBranch
      || [base, head].contains {
        if case .branch(let branch) = $0.scope { branch == line } else { true }
      }
  }

  private func isRecent(_ row: Int, for selection: Selection) -> Bool {
    selection.since.map { collection.history.timestamp[row] >= $0 } ?? true
  }
}

extension SeriesCollection {
  /// Whether every row of `head` was measured in a batch that also measured some of `base`.
  func shareJobs(_ base: [Int32], _ head: [Int32]) -> Bool {
    guard !history.batch.isEmpty, !base.isEmpty else { return false }
    let batches = Set(base.lazy.map { history.batch[Int($0)] })
    return head.allSatisfy { row in
      let batch = history.batch[Int(row)]
      return batch >= 0 && batches.contains(batch)
    }
  }
}
