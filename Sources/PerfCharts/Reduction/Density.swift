/// How densely values lie, as a smooth curve.
///
/// A kernel estimate with the triweight kernel 35/32·(1 - u²)³, whose bandwidth is Silverman's rule of thumb,
/// 0.9·min(s, IQR/1.34)·n^(-1/5) (B. W. Silverman, "Density Estimation", 1986, equation 3.31), times 2.98, the
/// triweight's canonical bandwidth relative to the normal kernel's (D. W. Scott, 1992, table 6.3).
struct Density {
  /// Where the curve is known, in ascending order; empty if the values have no spread.
  let places: [Double]
  /// The density at each place; the area below is 1.
  let heights: [Double]

  /// Estimates the density of finite values at `count` places.
  init(of values: [Double], count: Int = 96) {
    let sorted = values.sorted()
    guard let first = sorted.first, let last = sorted.last, sorted.count >= 3,
      (last - first).isFinite
    else {
      (places, heights) = ([], [])
      return
    }
    let number = Double(sorted.count)
    let mean = sorted.reduce(0) { $0 + $1 / number }
    let variance = sorted.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (number - 1)
    let quartiles = sorted[(sorted.count * 3) / 4] - sorted[sorted.count / 4]
    let deviation = variance.squareRoot()
    let spread = quartiles > 0 ? min(deviation, quartiles / 1.34) : deviation
    let width = 2.98 * 0.9 * spread / Decimal.fifthRoot(number)
    guard width > 0, width.isFinite, last - first > (last.magnitude + first.magnitude) * 1e-12
    else {
      (places, heights) = ([], [])
      return
    }
    let start = first - width
    let step = (last - first + 2 * width) / Double(count - 1)
    let places = (0..<count).map { start + Double($0) * step }
    var heights = [Double](repeating: 0, count: count)
    for value in sorted {
      let from = max(Int(((value - width - start) / step).rounded(.up)), 0)
      let to = min(Int(((value + width - start) / step).rounded(.down)), count - 1)
      guard from <= to else { continue }
      for index in from...to {
        let distance = (places[index] - value) / width
        let rest = max(1 - distance * distance, 0)
        heights[index] += 35.0 / 32 * rest * rest * rest / (number * width)
      }
    }
    self.places = places
    self.heights = heights
  }
}
