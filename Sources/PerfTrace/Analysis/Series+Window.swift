package import PerfStatistics

extension Series {
  /// The newest points before `end` that share its level: at most `mostPoints`, and no more than give `wantedRuns` values.
  ///
  /// The window ends where another method measured, and at the last change of level that the points before `end` tell,
  /// so that it never mixes two levels; it holds whole points and at least one. Empty if nothing lies before `end`.
  package func window(
    before end: Int, wantedRuns: Int, mostPoints: Int,
    detector: ChangePointDetector = ChangePointDetector()
  ) -> Range<Int> {
    guard end > 0, let segment = segments.first(where: { $0.contains(end - 1) }) else {
      return 0..<0
    }
    // Older points do not matter for the newest level.
    let first = max(segment.lowerBound, end - 200)
    let changes = detector.changePoints(in: Array(medians[first..<end]))
    let levelStart = first + min(changes.last?.end ?? 0, end - first - 1)
    var start = end
    var runs = 0
    while start > levelStart && end - start < mostPoints && runs < wantedRuns {
      start -= 1
      runs += Int(starts[start + 1] - starts[start])
    }
    return start..<end
  }
}
