/// Segmentation of a sequence by the least sum of squared errors with a penalty for every change.
///
/// PELT of Killick, Fearnhead and Eckley (2012) over the recursion of Jackson et al. (2005). It
/// prunes as if there were no least length, so that a candidate may go up to `minimumLength` points
/// early.
public enum PELT {
  /// Candidates that are kept at most; of more, those that are old and do worse than half are
  /// dropped.
  ///
  /// In a long stretch without a change nothing can be pruned, and a million equal values would
  /// take their square.
  private static let mostCandidates = 1024
  private static let oldAge = 64

  /// The first index of every segment but the first.
  ///
  /// - Parameters:
  ///   - values: The sequence; its values and their squares must be finite. Best centred around 0.
  ///   - penalty: What one more change costs, in the unit of squared values.
  ///   - minimumLength: The least length of a segment, at least 1.
  ///   - grid: Changes are looked for at multiples of this only; 4 takes a sixteenth of the time.
  /// - Returns: The change points in ascending order.
  /// - Complexity: O(n) if changes come regularly, O(n²) without changes up to 1024 points, O(n)
  ///   beyond.
  public static func changePoints(
    in values: [Double], penalty: Double, minimumLength: Int, grid: Int = 1
  ) -> [Int] {
    let grid = max(grid, 1)
    let minimum = max((minimumLength + grid - 1) / grid, 1)
    let n = values.count / grid
    guard n >= 2 * minimum else { return [] }
    // At the knot t stand the sums over all values before t·grid; the last knot takes in the rest.
    var sums = [0.0]
    var squares = [0.0]
    sums.reserveCapacity(n + 1)
    squares.reserveCapacity(n + 1)
    var (sum, square) = (0.0, 0.0)
    for (i, value) in values.enumerated() {
      sum += value
      square += value * value
      if (i + 1).isMultiple(of: grid), sums.count < n {
        sums.append(sum)
        squares.append(square)
      }
    }
    sums.append(sum)
    squares.append(square)
    let rest = Double(values.count - n * grid)
    var recursion = Recursion(sums: sums, squares: squares, grid: Double(grid), penalty: penalty)
    for t in minimum...n {
      recursion.advance(to: t, extra: t == n ? rest : 0)
      let next = t - minimum + 1
      if next >= minimum { recursion.admit(next) }
    }
    return recursion.changePoints(before: n).map { $0 * grid }
  }

  /// The state of the recursion over the end of the last segment.
  private struct Recursion {
    private let sums: [Double]
    private let squares: [Double]
    private let grid: Double
    private let penalty: Double
    private let inverses: [Double]
    /// The least cost of all that lies before a knot, and the start of its last segment.
    private var best: [Double]
    private var previous: [Int]
    /// The candidates in ascending order, each with what its cost needs: the cost up to t is
    /// open - (sum(t) - start)² / (t - place), to which squares(t) is added for all alike.
    private var places: [Int] = []
    /// Infinite for a candidate that was ruled out and is not taken away yet.
    private var opens: [Double] = []
    private var starts: [Double] = []
    /// What they cost up to the last knot, and what a candidate may have cost at most to be kept.
    private var costs: [Double] = []
    private var bound = Double.infinity

    init(sums: [Double], squares: [Double], grid: Double, penalty: Double) {
      let count = sums.count
      self.sums = sums
      self.squares = squares
      self.grid = grid
      self.penalty = penalty
      inverses = (0..<count).map { $0 == 0 ? 0 : 1 / (Double($0) * grid) }
      best = [Double](repeating: .infinity, count: count)
      previous = [Int](repeating: 0, count: count)
      best[0] = -penalty
      admit(0)
    }

    mutating func admit(_ place: Int) {
      places.append(place)
      opens.append(best[place] - squares[place])
      starts.append(sums[place])
      costs.append(-.infinity)
    }

    /// Finds the best last segment before the knot `t`, which ends `extra` values later than its
    /// grid says.
    mutating func advance(to t: Int, extra: Double) {
      if extra > 0 {
        prune(at: t - 1)
        weigh(at: t, later: extra)
      } else {
        weigh(at: t)
      }
      let least = least(of: costs)
      // Of equals the earliest.
      let place = costs.firstIndex(of: least).map { places[$0] } ?? 0
      best[t] = least + squares[t] + penalty
      previous[t] = place
      bound = least + penalty
      // Taking candidates away costs more than weighing some in vain.
      if t.isMultiple(of: 8) || places.count > PELT.mostCandidates / 2 { prune(at: t) }
    }

    /// The costs of all candidates up to `extra` values after `t`.
    private mutating func weigh(at t: Int, later extra: Double) {
      for i in places.indices {
        let difference = sums[t] - starts[i]
        let inverse = 1 / (Double(t - places[i]) * grid + extra)
        costs[i] = opens[i] - difference * difference * inverse
      }
    }

    /// The costs of all candidates up to `t`, four at a time; rules those out that cost too much
    /// before.
    private mutating func weigh(at t: Int) {
      let (count, sum, bound) = (places.count, sums[t], bound)
      unsafe costs.withUnsafeMutableBytes { costs in
        unsafe opens.withUnsafeMutableBytes { opens in
          unsafe starts.withUnsafeBytes { starts in
            unsafe places.withUnsafeBufferPointer { places in
              unsafe inverses.withUnsafeBufferPointer { inverses in
                // All four arrays have `count` elements, and a candidate lies before `t`.
                var i = 0
                while i &+ 4 <= count {
                  let offset = i &* 8
                  let before = unsafe costs.loadUnaligned(
                    fromByteOffset: offset, as: SIMD4<Double>.self)
                  var open = unsafe opens.loadUnaligned(
                    fromByteOffset: offset, as: SIMD4<Double>.self)
                  let start = unsafe starts.loadUnaligned(
                    fromByteOffset: offset, as: SIMD4<Double>.self)
                  let inverse = unsafe SIMD4<Double>(
                    inverses[t &- places[i]], inverses[t &- places[i &+ 1]],
                    inverses[t &- places[i &+ 2]], inverses[t &- places[i &+ 3]])
                  open.replace(with: .infinity, where: before .> bound)
                  let difference = sum - start
                  let cost = open - difference * difference * inverse
                  unsafe opens.storeBytes(of: open, toByteOffset: offset, as: SIMD4<Double>.self)
                  unsafe costs.storeBytes(of: cost, toByteOffset: offset, as: SIMD4<Double>.self)
                  i &+= 4
                }
                while i < count {
                  let offset = i &* 8
                  let before = unsafe costs.load(fromByteOffset: offset, as: Double.self)
                  let start = unsafe starts.load(fromByteOffset: offset, as: Double.self)
                  var open = unsafe opens.load(fromByteOffset: offset, as: Double.self)
                  if before > bound { open = .infinity }
                  let difference = sum - start
                  let cost = unsafe open - difference * difference * inverses[t &- places[i]]
                  unsafe opens.storeBytes(of: open, toByteOffset: offset, as: Double.self)
                  unsafe costs.storeBytes(of: cost, toByteOffset: offset, as: Double.self)
                  i &+= 1
                }
              }
            }
          }
        }
      }
    }

    private func least(of costs: [Double]) -> Double {
      unsafe costs.withUnsafeBytes { bytes in
        // Every load ends before `count` numbers of eight bytes.
        let count = bytes.count / 8
        var four = SIMD4<Double>(repeating: .infinity)
        var i = 0
        while i &+ 4 <= count {
          let next = unsafe bytes.loadUnaligned(
            fromByteOffset: i &* 8, as: SIMD4<Double>.self)
          four.replace(with: next, where: next .< four)
          i &+= 4
        }
        var least = min(min(four[0], four[1]), min(four[2], four[3]))
        while i < count {
          let next = unsafe bytes.load(fromByteOffset: i &* 8, as: Double.self)
          if next < least { least = next }
          i &+= 1
        }
        return least
      }
    }

    /// Takes away the candidates that are ruled out after the knot `t`.
    private mutating func prune(at t: Int) {
      var half = Double.infinity
      if places.count > PELT.mostCandidates {
        var scratch = costs
        half = scratch.selectQuantile(0.5)
      }
      let count = places.count
      var kept = 0
      for i in 0..<count {
        guard costs[i] <= bound else { continue }
        // Below, not at the median: of equal values all costs are equal.
        guard costs[i] < half || t - places[i] <= PELT.oldAge || places[i] == previous[t] else {
          continue
        }
        if kept < i {
          places[kept] = places[i]
          opens[kept] = opens[i]
          starts[kept] = starts[i]
          costs[kept] = costs[i]
        }
        kept += 1
      }
      guard kept < count else { return }
      places.removeLast(count - kept)
      opens.removeLast(count - kept)
      starts.removeLast(count - kept)
      costs.removeLast(count - kept)
    }

    func changePoints(before end: Int) -> [Int] {
      var result: [Int] = []
      var t = previous[end]
      while t > 0 {
        result.append(t)
        t = previous[t]
      }
      return result.reversed()
    }
  }
}
