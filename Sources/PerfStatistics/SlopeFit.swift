/// The least-squares fit of a level that changes along a straight slope: flat, slope, flat.
///
/// The sums over the sequence are taken once; each pair of knots then costs the same few
/// operations.
struct SlopeFit {
  /// A slope between two knots.
  struct Slope {
    var start: Int
    var end: Int
    var levelBefore: Double
    var height: Double
    var squaredError: Double
  }

  private let count: Int
  private var sums = [0.0]
  private var moments = [0.0]
  private var squares = 0.0

  init(_ levels: ArraySlice<Double>) {
    count = levels.count
    sums.reserveCapacity(count + 1)
    moments.reserveCapacity(count + 1)
    for (t, level) in levels.enumerated() {
      sums.append(sums[t] + level)
      moments.append(moments[t] + Double(t) * level)
      squares += level * level
    }
  }

  /// The best slope whose start lies in `starts` and whose end lies in `ends`, offsets into the
  /// sequence.
  ///
  /// First on a grid of at most sixteen knots on each side, then among all neighbours of the best.
  func best(starts: ClosedRange<Int>, ends: ClosedRange<Int>) -> Slope? {
    var result: Slope?
    var step = max(1, max(starts.count, ends.count) / 16)
    var (starts, ends) = (starts, ends)
    let (allStarts, allEnds) = (starts, ends)
    while true {
      for start in stride(from: starts.lowerBound, through: starts.upperBound, by: step) {
        for end in stride(from: ends.lowerBound, through: ends.upperBound, by: step)
        where end - start >= 2 {
          let slope = fit(start, end)
          if slope.squaredError < result?.squaredError ?? .infinity { result = slope }
        }
      }
      guard step > 1, let best = result else { return result }
      let (first, last) = (best.start - step, best.end - step)
      starts = (first...first + 2 * step).clamped(to: allStarts)
      ends = (last...last + 2 * step).clamped(to: allEnds)
      step = max(1, step / 4)
    }
  }

  /// Regression on the basis that is 0 before `start`, 1 from `end` on, and straight between.
  private func fit(_ start: Int, _ end: Int) -> Slope {
    let n = Double(count)
    let length = Double(end - start)
    let (a, after) = (Double(start), Double(count - end))
    let sum = sums[count]
    // Sums of the basis, of its square, and of its product with the levels.
    let basis = (length - 1) / 2 + after
    let basisSquares = (length - 1) * (2 * length - 1) / (6 * length) + after
    let between = moments[end] - moments[start] - a * (sums[end] - sums[start])
    let product = between / length + sum - sums[end]
    let variance = basisSquares - basis * basis / n
    let covariance = product - basis * sum / n
    let height = variance > 0 ? covariance / variance : 0
    return Slope(
      start: start, end: end, levelBefore: (sum - height * basis) / n, height: height,
      squaredError: squares - sum * sum / n - height * covariance)
  }
}
