package import PerfStatistics

/// What a baseline may be made of: points of one level, and never a mixture of two.
///
/// A level begins where the detector finds a change, where another method measured, and at a change that people accepted.
/// The detector needs several points to be sure of a change; until it is, points that all stand out from those before them
/// by more than jobs differ are a level of their own.
extension SeriesCollection {
  /// The most points before the newest ones that tell what level they might have left.
  private static let referencePoints = 30
  /// Points that the newest ones must have before them, where nothing else tells how jobs differ.
  private static let fewestReferencePoints = 2
  /// A level is not left for less, however little jobs differ: no limit is as low.
  private static let leastShift = 0.02

  /// The points before `end` that share the newest level; empty if `end` is 0.
  ///
  /// `levelStarts` are the first points of the levels that the detector tells, where they are known. `spread` tells how
  /// jobs differ in a series that is too short to tell it itself: a branch's. Without it, one point alone never makes a
  /// level, for it may be a spike.
  package func newestLevel(
    of series: Series, before end: Int, levelStarts: [Int]? = nil, spread: JobSpread? = nil,
    detector: ChangePointDetector = ChangePointDetector()
  ) -> Range<Int> {
    guard end > 0, let segment = series.segments.first(where: { $0.contains(end - 1) }) else {
      return 0..<0
    }
    var start = segment.lowerBound
    if let levelStarts {
      start = max(start, levelStarts.last { $0 < end } ?? 0)
    } else {
      // Older points do not matter for the newest level.
      let first = max(start, end - 200)
      start = series.levelStarts(in: first..<end, detector).last ?? start
    }
    if let accepted = (start..<end).last(where: { acceptance(ofPoint: $0, in: series) != nil }) {
      start = accepted
    }
    while let next = outstanding(start..<end, of: series, spread: spread) { start = next }
    return start..<end
  }

  /// The first points of all levels: those that the detector `told`, accepted changes, and the newest level.
  package func levelStarts(of series: Series, told: [Int]) -> [Int] {
    let newest = newestLevel(of: series, before: series.count, levelStarts: told)
    var starts = Set(told)
    if !newest.isEmpty { starts.insert(newest.lowerBound) }
    if !history.accepted.isEmpty {
      for point in 0..<series.count where acceptance(ofPoint: point, in: series) != nil {
        starts.insert(point)
      }
    }
    return starts.sorted()
  }

  /// Medians of the newest points of a level, at most `mostPoints`, from which `JobSpread` tells how jobs differ; those of
  /// the level before it where it is too short to tell.
  func jobMedians(
    of series: Series, in level: Range<Int>, mostPoints: Int, levelStarts: [Int]? = nil
  ) -> ArraySlice<Double> {
    var level = level
    if level.count < JobSpread.fewestJobs {
      let before = newestLevel(of: series, before: level.lowerBound, levelStarts: levelStarts)
      if before.count >= JobSpread.fewestJobs { level = before }
    }
    return series.medians[level].suffix(mostPoints)
  }

  /// The first of the newest points that all stand out, to one side, from those before them in a level; `nil` if none do.
  private func outstanding(_ level: Range<Int>, of series: Series, spread: JobSpread?) -> Int? {
    let fewest = spread == nil ? 2 : 1
    let most = min(
      level.count - (spread == nil ? Self.fewestReferencePoints : 1),
      ChangePointDetector.fewestPoints - 1)
    guard most >= fewest, mayStandOut(level, of: series, fewest: fewest, most: most) else {
      return nil
    }
    for count in (fewest...most).reversed() {
      let start = level.upperBound - count
      let before = series.medians[max(level.lowerBound, start - Self.referencePoints)..<start]
      guard let center = median(Array(before)), center > 0 else { continue }
      let shift = max(
        Self.leastShift,
        (spread ?? JobSpread(medians: Array(before), hostClass: hostClass(of: series)))
          .leastEffect(baseJobs: before.count))
      // So few points do not tell how jobs differ; then no execution may be among those of the other side.
      if spread == nil && before.count < JobSpread.fewestJobs,
        !series.areApart(before.indices, start..<level.upperBound)
      {
        continue
      }
      let newest = series.medians[start..<level.upperBound]
      if newest.allSatisfy({ $0 > center * (1 + shift) })
        || newest.allSatisfy({ $0 < center / (1 + shift) })
      {
        return start
      }
    }
    return nil
  }

  /// Whether enough of the points before the newest ones lie to one side of them: without that none stand out, and nearly
  /// every level is done with, without a single median.
  private func mayStandOut(
    _ level: Range<Int>, of series: Series, fewest: Int, most: Int
  ) -> Bool {
    let start = level.upperBound - fewest
    let newest = series.medians[start..<level.upperBound]
    let first = max(level.lowerBound, level.upperBound - most - Self.referencePoints)
    guard let least = newest.min(), let greatest = newest.max() else { return false }
    let (low, high) = (least / (1 + Self.leastShift), greatest * (1 + Self.leastShift))
    var (below, above) = (0, 0)
    for value in series.medians[first..<start] {
      if value < low { below += 1 }
      if value > high { above += 1 }
    }
    return 2 * max(below, above) >= min(Self.referencePoints, level.count - most)
  }

  /// The host class that a series was measured on.
  func hostClass(of series: Series) -> HostClass { history.hostClasses[Int(series.key.hostClass)] }
}

extension Series {
  /// The newest of `points`: at most `mostPoints`, and no more than give `wantedRuns` values; whole ones, and one at least.
  func newest(of points: Range<Int>, wantedRuns: Int, mostPoints: Int) -> Range<Int> {
    var start = points.upperBound
    var runs = 0
    while start > points.lowerBound && points.upperBound - start < mostPoints && runs < wantedRuns {
      start -= 1
      runs += range(ofPoint: start).count
    }
    return start..<points.upperBound
  }

  /// Whether all executions of one range of points took longer than all of another.
  fileprivate func areApart(_ first: Range<Int>, _ second: Range<Int>) -> Bool {
    let (a, b) = (values[range(ofPoints: first)], values[range(ofPoints: second)])
    guard let leastA = a.min(), let mostA = a.max(), let leastB = b.min(), let mostB = b.max()
    else {
      return false
    }
    return mostA < leastB || mostB < leastA
  }

  /// The first point of each level, and of each slow drift, that the detector tells, segment by segment.
  func levelStarts(detector: ChangePointDetector = ChangePointDetector()) -> [Int] {
    segments.flatMap { levelStarts(in: $0, detector) }
  }

  /// The same of neighbouring points of one segment.
  fileprivate func levelStarts(in points: Range<Int>, _ detector: ChangePointDetector) -> [Int] {
    let values = Array(medians[points])
    return SeriesAssessment.levels(
      of: values, between: detector.changePoints(in: values), offset: points.lowerBound
    ).map(\.points.lowerBound)
  }
}
