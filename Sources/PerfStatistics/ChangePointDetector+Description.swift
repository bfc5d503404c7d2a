extension ChangePointDetector {
  /// The changes in the units of the series, with their effects, intervals and levels.
  func describe(
    _ changes: [DriftMerging.Change], standing: [ChangePointTrial.Candidate], places: [Int],
    series: PreparedSeries, scale: SeriesScale
  ) -> [ChangePoint] {
    changes.enumerated().map { number, change in
      let start = number > 0 ? lastIndex(of: changes[number - 1], places) : 0
      let end =
        number + 1 < changes.count
        ? firstIndex(of: changes[number + 1], places) : series.raw.count
      let (index, arrival) = (firstIndex(of: change, places), lastIndex(of: change, places))
      let reach = parameters.bounds.reach
      // Sorted once: what comes after sorts them again, which costs little if they are.
      let before = series.raw[max(start, index - reach)..<max(index, start + 1)].sorted()
      let after = series.raw[min(arrival, end - 1)..<min(end, arrival + reach)].sorted()
      let shift = HodgesLehmann.shift(base: before, head: after, level: parameters.intervalLevel)
      let levelBefore = change.slope?.levelBefore ?? level(series.raw[start..<index])
      let levelAfter =
        change.slope.map { $0.levelBefore + $0.height } ?? level(series.raw[arrival..<end])
      var difference = change.slope?.height ?? shift?.estimate ?? levelAfter - levelBefore
      // The nearest points of a long level may lie on the other side of its median; what is told is
      // the direction of the levels.
      if difference * (levelAfter - levelBefore) < 0 { difference = levelAfter - levelBefore }
      let strongest = standing[change.points].map(\.strength).max() ?? 0
      return ChangePoint(
        kind: change.slope == nil ? .step : .drift,
        index: scale.place(index), end: scale.place(arrival),
        effect: scale.effect(difference),
        interval: interval(around: difference, shift, series: series, scale: scale),
        confidence: confidence(of: before, and: after, series: series),
        strength: strongest,
        levelBefore: scale.value(levelBefore), levelAfter: scale.value(levelAfter))
    }
  }

  private func firstIndex(of change: DriftMerging.Change, _ places: [Int]) -> Int {
    change.slope?.start ?? places[change.points.lowerBound]
  }

  private func lastIndex(of change: DriftMerging.Change, _ places: [Int]) -> Int {
    change.slope?.end ?? places[change.points.lowerBound]
  }

  private func level(_ levels: ArraySlice<Double>) -> Double {
    var scratch = Array(levels)
    return scratch.isEmpty ? 0 : scratch.selectQuantile(0.5)
  }

  /// The distribution-free interval, widened as the autocorrelation widens the spread of a mean.
  private func interval(
    around difference: Double, _ shift: HodgesLehmann?, series: PreparedSeries, scale: SeriesScale
  ) -> ConfidenceInterval? {
    guard let shift, let interval = shift.interval else { return nil }
    let factor = series.noise.inflation
    return ConfidenceInterval(
      lower: scale.effect(difference + (interval.lower - shift.estimate) * factor),
      upper: scale.effect(difference + (interval.upper - shift.estimate) * factor),
      level: interval.level)
  }

  private func confidence(
    of before: [Double], and after: [Double], series: PreparedSeries
  ) -> Double {
    let ranks = RankedSamples(base: before, head: after)
    let deviation = ranks.variance.squareRoot()
    guard deviation > 0 else { return 0 }
    let distance = abs(ranks.u - Double(before.count) * Double(after.count) / 2)
    let tail = NormalDistribution.cumulative(-distance / (deviation * series.noise.inflation))
    return 1 - 2 * tail
  }

  /// Runs of a few points that lie far on one side of the level to which the series then returns.
  func spikes(
    in series: PreparedSeries, scale: SeriesScale
  ) -> [ChangePoint] {
    let limit = Self.spikeDistance * series.noise.spread
    let levels = series.runningMedians
    var result: [ChangePoint] = []
    var index = 0
    while index < series.raw.count {
      let distance = series.raw[index] - levels[index]
      guard abs(distance) > limit else {
        index += 1
        continue
      }
      var end = index + 1
      while end < series.raw.count {
        let next = series.raw[end] - levels[end]
        guard abs(next) > limit, (next > 0) == (distance > 0) else { break }
        end += 1
      }
      let inside = level(series.raw[index..<end])
      let effect = scale.effect(inside - levels[index])
      if abs(effect) >= parameters.leastEffect, end < series.raw.count {
        result.append(
          ChangePoint(
            kind: .spike, index: scale.place(index), end: scale.place(end), effect: effect,
            interval: nil, confidence: 0,
            strength: abs(inside - levels[index]) / limit,
            levelBefore: scale.value(levels[index]), levelAfter: scale.value(inside)))
      }
      index = end
    }
    return result
  }

  /// Spreads from the running median beyond which a point is told as a spike.
  private static let spikeDistance = 6.0
}
