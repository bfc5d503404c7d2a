/// A series made comparable: logarithms if all values are positive, else parts of the median
/// magnitude.
///
/// Noise of timings multiplies and a step is a factor; logarithms turn both into sums.
struct SeriesScale {
  /// The finite values in the unit of comparison.
  let levels: [Double]
  /// The place of each of `levels` in the series as it was given; `nil` if all values were finite.
  let places: [Int]?
  /// Whether `levels` are logarithms.
  let isLogarithmic: Bool
  private let unit: Double

  /// Relative levels beyond this many medians count as this many: their squares must stay finite.
  private static let farthest = 1e12

  init(_ values: [Double]) {
    var finite = values
    if values.allSatisfy(\.isFinite) {
      places = nil
    } else {
      let kept = values.indices.filter { values[$0].isFinite }
      finite = kept.map { values[$0] }
      places = kept
    }
    isLogarithmic = finite.allSatisfy { $0 > 0 }
    if isLogarithmic {
      unit = 1
      levels = finite.map(logarithm)
    } else {
      let magnitudes = finite.map(abs)
      let middle = median(magnitudes) ?? 0
      // Most values are 0: the greatest is the measure. All are: any is.
      let greatest = magnitudes.max() ?? 0
      let unit = middle > 0 ? middle : greatest > 0 ? greatest : 1
      self.unit = unit
      levels = finite.map { min(max($0 / unit, -Self.farthest), Self.farthest) }
    }
  }

  /// The level in the unit of the series.
  func value(_ level: Double) -> Double { isLogarithmic ? exponential(level) : level * unit }

  /// The signed effect of a difference of levels: a ratio less 1, or a part of the median
  /// magnitude.
  func effect(_ difference: Double) -> Double {
    isLogarithmic ? ratioOfLogarithm(difference) : difference
  }

  /// Where the point stands in the series as it was given.
  func place(_ index: Int) -> Int {
    guard let places else { return index }
    return index < places.count ? places[index] : (places.last ?? -1) + 1
  }
}
