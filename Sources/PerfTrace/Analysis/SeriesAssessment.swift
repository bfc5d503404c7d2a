package import PerfStatistics

/// What one series says: its levels, where they changed, how noisy it is, and what it could show.
///
/// Segments that different methods measured are looked at apart, so that a new method is never told as a change.
/// No number in it is NaN or infinite.
package struct SeriesAssessment: Sendable {
  /// Points that have one level, or that lead from one to another.
  package struct Level: Sendable, Hashable {
    package var points: Range<Int>
    /// Median of the points' medians, in the metric's unit; of a slow drift, what it leads to.
    package var median: Double
    /// What a slow drift leads from; `nil` for a level.
    package var origin: Double?
  }

  package let key: SeriesKey
  /// Number of points, and of executions.
  package let pointCount: Int
  package let executionCount: Int
  /// Steps, drifts and spikes, in the order of points.
  package internal(set) var changes: [Change]
  /// The levels between the changes, in the order of points; together all points.
  package let levels: [Level]
  /// The oldest level of the newest segment; `nil` for a series without points.
  package let firstComparableLevel: Level?
  /// The noise of the newest segment.
  package let noise: SeriesNoise
  /// The smallest relative step that the newest segment can show, with ten points on both sides.
  package let smallestStep: Double
  /// Median of the newest and the oldest point.
  package let latest: Double
  package let earliest: Double

  /// Where the oldest and the newest point stand; see `SeriesCollection.coordinate`. `nil` without points.
  package let span: ClosedRange<Int64>?

  /// Assesses a series of `collection`.
  ///
  /// - Complexity: about O(n log n) in the points.
  package init(
    _ series: Series, in collection: SeriesCollection,
    detector: ChangePointDetector = ChangePointDetector()
  ) {
    key = series.key
    span =
      series.count == 0
      ? nil : collection.span(ofPoints: 0..<series.count, in: series)
    pointCount = series.count
    executionCount = series.values.count
    var changes: [Change] = []
    var levels: [Level] = []
    var noise = SeriesNoise(spread: 0, autocorrelation: 0)
    var smallestStep = 0.0
    var firstComparableLevel: Level?
    for segment in series.segments where !segment.isEmpty {
      let values = Array(series.medians[segment])
      let analysis = detector.analyze(values)
      noise = analysis.noise
      smallestStep = analysis.smallestStep
      let segmentLevels = Self.levels(
        of: values, between: analysis.changePoints, offset: segment.lowerBound)
      let found = (analysis.changePoints + analysis.spikes).sorted {
        ($0.index, $0.end) < ($1.index, $1.end)
      }
      for change in found where change.index > 0 || change.kind == .spike {
        changes.append(
          Change(
            change, offset: segment.lowerBound, series: series, levels: segmentLevels,
            collection: collection))
      }
      firstComparableLevel =
        segmentLevels.first.map { Level(points: $0.points, median: $0.origin ?? $0.median) }
        ?? firstComparableLevel
      levels += segmentLevels
    }
    for index in changes.indices
    where changes[index].direction == .better && changes[index].status == .standing {
      let end = changes[index].end
      // A spike ends by itself; what changes the level behind it is news.
      let isRecovery = changes[..<index].contains {
        $0.direction == .worse && $0.kind != .spike && $0.recovery == end
      }
      if isRecovery { changes[index].status = .recovery }
    }
    collection.markAccepted(&changes, of: series)
    self.firstComparableLevel = firstComparableLevel
    self.changes = changes
    self.levels = levels
    self.noise = noise
    self.smallestStep = smallestStep
    latest = series.medians.last ?? 0
    earliest = series.medians.first ?? 0
  }

  /// The levels between changes, and the stretches of slow drifts; together all of `values`, whose first is the point `offset`.
  static func levels(
    of values: [Double], between changes: [ChangePoint], offset: Int
  ) -> [Level] {
    var levels: [Level] = []
    func add(_ points: Range<Int>) {
      guard !points.isEmpty, let middle = median(Array(values[points])) else { return }
      levels.append(
        Level(points: points.lowerBound + offset..<points.upperBound + offset, median: middle))
    }
    var start = 0
    for (index, change) in changes.enumerated() {
      guard change.kind == .drift else {
        add(start..<change.end)
        start = change.end
        continue
      }
      add(start..<max(change.index, start))
      start = max(change.index, start)
      // A drift that has hardly ended has led to no level yet but its own end.
      let isLast = index == changes.count - 1 && values.count - change.end < fewestLevelPoints
      let end = isLast ? values.count : max(change.end, start)
      guard start < end else { continue }
      levels.append(
        Level(
          points: start + offset..<end + offset, median: change.levelAfter,
          origin: change.levelBefore))
      start = end
    }
    add(start..<values.count)
    return levels
  }

  /// Points that make a level behind a drift.
  private static let fewestLevelPoints = 3

  /// The level that the newest points have; `nil` for a series without points.
  package var currentLevel: Level? { levels.last }

  /// How far the current level is from the oldest one that the same method measured: 0.1 is 10 % more.
  ///
  /// `nil` for fewer than ten points, among which no change can be told, and where the old level is 0.
  package var trend: Double? {
    guard let level = currentLevel, let first = firstComparableLevel, first.median != 0,
      level.points.upperBound - first.points.lowerBound >= ChangePointDetector.fewestPoints
    else { return nil }
    let change = (level.median - first.median) / first.median.magnitude
    return change.isFinite ? change : nil
  }

  /// The standing changes for the worse of at least `effect` (0.1 is 10 %), judged by where the level is now.
  ///
  /// Several steps in the same direction count together: each is measured from the level before it to the current one.
  package func regressions(ofAtLeast effect: Double) -> [Change] {
    changes.filter { change in
      guard change.isStandingRegression, let level = currentLevel else { return false }
      guard change.levelBefore != 0 else { return change.effect.magnitude >= effect }
      let total = (level.median - change.levelBefore) / change.levelBefore.magnitude
      let isWorse = (total > 0) == (change.effect > 0)
      return isWorse && max(total.magnitude, 0) >= effect
    }
  }

  /// The oldest standing change for the worse that is the script's own, an index into `changes`, and how far the level
  /// is now from where it was before; `nil` if there is none of at least `effect`.
  func standingRegression(ofAtLeast effect: Double) -> (change: Int, effect: Double)? {
    guard let level = currentLevel,
      let change = regressions(ofAtLeast: effect).first(where: { $0.environmentChange == nil }),
      let position = changes.firstIndex(of: change)
    else { return nil }
    let total =
      change.levelBefore == 0
      ? change.effect : (level.median - change.levelBefore) / change.levelBefore.magnitude
    return (position, total.isFinite ? total : change.effect)
  }
}

extension Change {
  /// A detector's change point seen in the whole series, whose segment begins at `offset`.
  fileprivate init(
    _ change: ChangePoint, offset: Int, series: Series, levels: [SeriesAssessment.Level],
    collection: SeriesCollection
  ) {
    let history = collection.history
    kind = change.kind
    point = min(offset + change.index, series.count - 1)
    end = min(max(offset + change.end, point), series.count)
    commit = series.commits[point]
    previousCommit = point > 0 ? series.commits[point - 1] : -1
    effect = change.effect
    interval = change.interval
    confidence = change.confidence
    strength = change.strength
    levelBefore = change.levelBefore
    levelAfter = change.levelAfter
    let polarity = history.metrics[Int(series.key.metric)].polarity
    direction = (change.levelAfter > change.levelBefore) == (polarity == .lower) ? .worse : .better
    let firstRow = Int(series.rows[Int(series.starts[point])])
    let rowBefore = Int(series.rows[max(Int(series.starts[point]) - 1, 0)])
    time = history.timestamp[firstRow]
    environmentBefore = history.environment[rowBefore]
    environmentAfter = history.environment[firstRow]
    span = collection.span(ofPoints: max(point - 2, 0)..<min(point + 2, series.count), in: series)
    status = .standing
    if kind == .spike {
      (status, recovery) = (.recovered, end)
    } else {
      let size = (levelAfter - levelBefore).magnitude
      let (levelBefore, end) = (levelBefore, end)
      let later = levels.first {
        $0.points.lowerBound > end && ($0.median - levelBefore).magnitude < size / 2
      }
      if let later { (status, recovery) = (.recovered, later.points.lowerBound) }
    }
  }
}

extension SeriesCollection {
  /// Marks the standing changes that people accepted: whoever accepts a level accepts how it came about, so that a commit
  /// stands for all changes up to it.
  ///
  /// A change is placed with an error of a point or two, so that a commit as near as that before it counts as well.
  fileprivate func markAccepted(_ changes: inout [Change], of series: Series) {
    guard !history.accepted.isEmpty else { return }
    let accepted = (0..<series.count).compactMap { point in
      acceptance(ofPoint: point, in: series).map { (point: point, reason: $0) }
    }
    for index in changes.indices where changes[index].status == .standing {
      let nearest = max(changes[index].point - 2, 0)
      if let reason = accepted.first(where: { $0.point >= nearest })?.reason {
        changes[index].status = .accepted(reason: reason)
      }
    }
  }

  /// A place on the axis that all series of the history share: the position of a point's commit in commit order.
  ///
  /// In a history without any commit it is the time in milliseconds. A point without a commit in a history that has
  /// some has no place there: -1.
  package func coordinate(ofPoint point: Int, in series: Series) -> Int64 {
    let commit = series.commits[point]
    if commit >= 0 { return Int64(order.positions[Int(commit)]) }
    guard history.commits.isEmpty else { return -1 }
    return history.timestamp[Int(series.rows[Int(series.starts[point])])].milliseconds
  }

  /// The range of coordinates that a non-empty range of points covers.
  func span(ofPoints points: Range<Int>, in series: Series) -> ClosedRange<Int64> {
    let first = coordinate(ofPoint: points.lowerBound, in: series)
    let last = coordinate(ofPoint: points.upperBound - 1, in: series)
    return min(first, last)...max(first, last)
  }
}
