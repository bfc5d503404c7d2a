/// The quantile of a sample by linear interpolation between order statistics.
///
/// Type 7 of Hyndman and Fan (1996), the default of R and NumPy: with h = (n - 1)p, the value at
/// rank h counted from 0. Values that are not finite are left out. The 0.25 quantile of 1, 2, 3, 4
/// is 1.75.
///
/// - Parameters:
///   - probability: The share of values below, 0 to 1; clamped to that range.
///   - values: The sample, in any order.
/// - Returns: The quantile, or `nil` if no value is finite.
/// - Complexity: O(n) on average.
public func quantile(_ probability: Double, of values: [Double]) -> Double? {
  var finite = values.filter(\.isFinite)
  guard !finite.isEmpty, !probability.isNaN else { return nil }
  return finite.selectQuantile(probability)
}

/// The median of a sample: its 0.5 quantile, the mean of the two middle values if their number is
/// even.
///
/// Values that are not finite are left out; `nil` if none is left.
///
/// - Complexity: O(n) on average.
public func median(_ values: [Double]) -> Double? { quantile(0.5, of: values) }

/// The median of the absolute deviations from the median, unscaled.
///
/// Times 1.4826 it estimates the standard deviation of a normal sample (Hampel, 1974). Values that
/// are not finite are left out; `nil` if none is left. The deviation of 1, 1, 2, 2, 4, 6, 9 is 1.
///
/// - Complexity: O(n) on average.
public func medianAbsoluteDeviation(_ values: [Double]) -> Double? {
  var finite = values.filter(\.isFinite)
  guard !finite.isEmpty else { return nil }
  let center = finite.selectQuantile(0.5)
  for i in finite.indices { finite[i] = abs(finite[i] - center) }
  return finite.selectQuantile(0.5)
}

/// The quantile of values that are sorted already; see `quantile(_:of:)`.
func quantile(_ probability: Double, ofSorted values: [Double]) -> Double {
  let h = Double(values.count - 1) * min(max(probability, 0), 1)
  let low = Int(h)
  guard low + 1 < values.count else { return values[values.count - 1] }
  return interpolate(values[low], values[low + 1], h - Double(low))
}

/// The value at `fraction` of the way from `a` to `b`, without overflow in between.
private func interpolate(_ a: Double, _ b: Double, _ fraction: Double) -> Double {
  guard fraction > 0, a != b else { return a }
  let difference = b - a
  return difference.isFinite ? a + difference * fraction : a * (1 - fraction) + b * fraction
}

extension [Double] {
  /// The value of the given rank, counted from 0, of the array; reorders it.
  mutating func select(rank: Int) -> Double {
    unsafe withUnsafeMutableBufferPointer { unsafe partitioned(rank: rank, in: $0) }
  }

  /// The quantile of the finite, non-empty array; reorders it.
  mutating func selectQuantile(_ probability: Double) -> Double {
    let h = Double(count - 1) * Swift.min(Swift.max(probability, 0), 1)
    let low = Int(h)
    return unsafe withUnsafeMutableBufferPointer { values in
      let a = unsafe partitioned(rank: low, in: values)
      let fraction = h - Double(low)
      guard fraction > 0, low + 1 < values.count else { return a }
      // All values behind the selected one are at least as great: the least of them is the next.
      var b = unsafe values[low + 1]
      for i in low + 2..<Swift.max(values.count, low + 2) where unsafe values[i] < b {
        b = unsafe values[i]
      }
      return interpolate(a, b, fraction)
    }
  }
}

/// The value of the given rank, counted from 0; afterwards none before that place is greater, none
/// behind it less.
///
/// Hoare's selection with the median of three, and Lomuto's partition, which needs no branch that a
/// processor would have to guess. Short runs are sorted by insertion.
func partitioned(rank: Int, in values: UnsafeMutableBufferPointer<Double>) -> Double {
  var low = 0
  var high = values.count - 1
  // Every index below lies between `low` and `high`, which lie inside the buffer: `rank` does.
  precondition(values.indices.contains(rank))
  while high - low > 12 {
    let middle = low + (high - low) / 2
    let (a, b, c) = unsafe (values[low], values[middle], values[high])
    let pivot = max(min(a, b), min(max(a, b), c))
    var less = low
    for i in low...high {
      let value = unsafe values[i]
      unsafe values[i] = values[less]
      unsafe values[less] = value
      less &+= value < pivot ? 1 : 0
    }
    if rank < less {
      high = less - 1
      continue
    }
    let size = high - low + 1
    low = less
    guard less - (high + 1 - size) < size / 8 else { continue }
    // Hardly any is less, so that many may be equal: those go next.
    for i in low...high {
      let value = unsafe values[i]
      unsafe values[i] = values[less]
      unsafe values[less] = value
      less &+= value == pivot ? 1 : 0
    }
    if rank < less { return pivot }
    low = less
  }
  for i in low + 1..<max(high + 1, low + 1) {
    let value = unsafe values[i]
    var j = i
    while j > low, unsafe values[j - 1] > value {
      unsafe values[j] = values[j - 1]
      j -= 1
    }
    unsafe values[j] = value
  }
  return unsafe values[rank]
}
