/// The last few medians of a level in order of size: what the next one is held against.
struct UsualWindow: Sendable {
  /// Number of medians that are remembered.
  static let capacity = 10
  /// A difference below this is never told, however quiet a series is.
  private static let leastEffect = 0.05
  /// A difference counts from this many robust standard deviations on.
  private static let leastDeviations = 4.0
  /// Medians that it takes to say what is usual.
  private static let fewest = 4

  private var recent: [Double] = []
  private var next = 0
  private var sorted: [Double] = []

  /// Median of the window; NaN while it is empty.
  var median: Double {
    guard !sorted.isEmpty else { return .nan }
    let middle = sorted.count / 2
    return sorted.count.isMultiple(of: 2)
      ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
  }

  /// How `value` stands to the window, whose metric is better when `isHigherBetter` says so.
  func standing(of value: Double, isHigherBetter: Bool) -> CommitEntry.Standing {
    guard let first = sorted.first, let last = sorted.last else { return .first }
    guard sorted.count >= Self.fewest else { return .few }
    let center = median
    // Half the interquartile range is the median deviation of a symmetric spread; 1.4826 makes it a standard
    // deviation (Rousseeuw and Croux, 1993).
    let quarter = sorted.count / 4
    let deviation = (sorted[sorted.count - 1 - quarter] - sorted[quarter]) / 2 * 1.4826
    let difference = value - center
    guard difference.magnitude > Self.leastDeviations * deviation,
      difference.magnitude > Self.leastEffect * center.magnitude,
      value > last || value < first
    else { return .usual }
    return (difference > 0) == isHigherBetter ? .better : .worse
  }

  /// Forgets everything: a new level begins.
  mutating func removeAll() { self = UsualWindow() }

  /// Takes in the next median; the oldest one leaves.
  mutating func insert(_ value: Double) {
    if recent.count == Self.capacity {
      let oldest = recent[next]
      if let index = sorted.firstIndex(of: oldest) { sorted.remove(at: index) }
      recent[next] = value
      next = (next + 1) % Self.capacity
    } else {
      recent.append(value)
    }
    let index = sorted.firstIndex { $0 > value } ?? sorted.count
    sorted.insert(value, at: index)
  }
}
