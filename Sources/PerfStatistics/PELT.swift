/// Segmentation of a sequence by the least sum of squared errors with a penalty for every change.
///
/// PELT of Killick, Fearnhead and Eckley (2012) over the recursion of Jackson et al. (2005). It
/// prunes as if there were no least length, so that a candidate may go up to `minimumLength` points
/// early.
public enum PELT {
  /// Candidates that are kept at most; more are thinned out to the better half.
  ///
  /// In a long stretch without a change nothing can be pruned, and a million equal values would
  /// take their square.
  private static let mostCandidates = 1024

  /// The first index of every segment but the first.
  ///
  /// - Parameters:
  ///   - values: The sequence; its values and their squares must be finite. Best centred around 0.
  ///   - penalty: What one more change costs, in the unit of squared values.
  ///   - minimumLength: The least length of a segment, at least 1.
  /// - Returns: The change points in ascending order.
  /// - Complexity: O(n) if changes come regularly, O(n²) without changes up to 1024 points, O(n)
  ///   beyond.
  public static func changePoints(
    in values: [Double], penalty: Double, minimumLength: Int
  ) -> [Int] {
    let n = values.count
    let minimum = max(minimumLength, 1)
    guard n >= 2 * minimum else { return [] }
    var sums = [0.0]
    var squares = [0.0]
    sums.reserveCapacity(n + 1)
    squares.reserveCapacity(n + 1)
    for (i, value) in values.enumerated() {
      sums.append(sums[i] + value)
      squares.append(squares[i] + value * value)
    }
    let inverses = (0...n).map { $0 == 0 ? 0 : 1 / Double($0) }

    var best = [Double](repeating: .infinity, count: n + 1)
    var previous = [Int](repeating: 0, count: n + 1)
    best[0] = -penalty
    // The candidates in ascending order, each with what its cost needs: cost(a, t) is
    // open - (sum(t) - sum)² / (t - a), to which squares(t) is added for all alike.
    var places = [0]
    var opens = [-penalty]
    var starts = [0.0]
    var costs = [0.0]
    for t in minimum...n {
      var least = Double.infinity
      var place = 0
      let sum = sums[t]
      for i in places.indices {
        let difference = sum - starts[i]
        let cost = opens[i] - difference * difference * inverses[t - places[i]]
        costs[i] = cost
        if cost < least {
          least = cost
          place = places[i]
        }
      }
      best[t] = least + squares[t] + penalty
      previous[t] = place
      var bound = least + penalty
      if places.count > mostCandidates {
        var sorted = costs
        bound = min(bound, sorted.selectQuantile(0.5))
      }
      var kept = 0
      for i in places.indices where costs[i] <= bound {
        if kept < i {
          places[kept] = places[i]
          opens[kept] = opens[i]
          starts[kept] = starts[i]
        }
        kept += 1
      }
      let dropped = places.count - kept
      places.removeLast(dropped)
      opens.removeLast(dropped)
      starts.removeLast(dropped)
      costs.removeLast(dropped)
      let next = t - minimum + 1
      if next >= minimum {
        places.append(next)
        opens.append(best[next] - squares[next])
        starts.append(sums[next])
        costs.append(0)
      }
    }
    var result: [Int] = []
    var t = previous[n]
    while t > 0 {
      result.append(t)
      t = previous[t]
    }
    return result.reversed()
  }
}
