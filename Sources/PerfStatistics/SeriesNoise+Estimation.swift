extension SeriesNoise {
  /// The quantile of deviations that spreads are taken from.
  ///
  /// A high one sees the second mode of a bimodal series, which a median misses.
  static let quantile = 0.85
  /// P(|Z| < 1.4395) = 0.85 for a standard normal Z.
  static let normalQuantile = 1.4395
  static let leastSpread = 0.001
  private static let clipping = 3.0
  private static let coarsePenalty = 8.0
  private static let coarseLength = 4
  private static let coarseGrid = 4
  private static let mostAutocorrelation = 0.75
  /// Series shorter than this tell nothing of their autocorrelation.
  private static let shortest = 24

  /// Estimates the noise of levels around a level that may change.
  ///
  /// Differences of neighbours do not see changes of the level (von Neumann et al., 1941; Rice,
  /// 1984); the autocorrelation is that of the residuals of a coarse segmentation, corrected for
  /// the fitted means and less one standard error (Bartlett, 1946).
  init(levels: [Double], runningMedians: [Double]) {
    let n = levels.count
    guard n > 1 else {
      self.init(spread: Self.leastSpread, autocorrelation: 0)
      return
    }
    var differences = (1..<n).map { abs(levels[$0] - levels[$0 - 1]) }
    let rough = max(
      differences.selectQuantile(Self.quantile) / (Self.normalQuantile * 2.0.squareRoot()),
      Self.leastSpread)
    guard n >= Self.shortest else {
      self.init(spread: rough, autocorrelation: 0)
      return
    }
    let clipped = SpikeFilter.clip(
      levels, around: runningMedians, limit: Self.clipping * rough)
    var scratch = clipped
    let center = scratch.selectQuantile(0.5)
    let cuts = PELT.changePoints(
      in: clipped.map { $0 - center },
      penalty: Self.coarsePenalty * logarithm(Double(n)) * rough * rough,
      minimumLength: Self.coarseLength, grid: Self.coarseGrid)
    let raw = Self.autocorrelation(levels, cuts: cuts, limit: Self.clipping * rough)
    let corrected =
      raw + Double(1 + cuts.count) / Double(n) - 1 / Double(n).squareRoot()
    let autocorrelation = min(max(corrected, 0), Self.mostAutocorrelation)
    self.init(
      spread: rough / (1 - autocorrelation).squareRoot(), autocorrelation: autocorrelation)
  }

  /// Σ r(t) r(t+1) / Σ r(t)² of the residuals from the segments' medians, within segments only.
  private static func autocorrelation(_ levels: [Double], cuts: [Int], limit: Double) -> Double {
    var (products, squares) = (0.0, 0.0)
    var start = 0
    for end in cuts + [levels.count] {
      var segment = Array(levels[start..<end])
      let center = segment.selectQuantile(0.5)
      var before = 0.0
      for i in start..<end {
        let residual = min(max(levels[i] - center, -limit), limit)
        products += before * residual
        squares += residual * residual
        before = residual
      }
      start = end
    }
    return squares > 0 ? products / squares : 0
  }
}

/// The autocorrelation of neighbours of a series around levels that may change, and its spread.
///
/// Values that are not finite are left out. Of positive values the logarithms are taken, so that
/// the spread is a part of the level. See `SeriesNoise`.
public func noise(of values: [Double]) -> SeriesNoise {
  let levels = SeriesScale(values).levels
  return SeriesNoise(levels: levels, runningMedians: SpikeFilter.runningMedians(levels))
}
