/// Maps values onto a length, evenly or by their logarithm.
package struct ValueScale: Sendable, Hashable {
  /// How values are spread.
  package enum Kind: Sendable, Hashable {
    case linear
    /// By the logarithm; for values above 0.
    case logarithmic
  }

  /// Which bounds a range of values gets.
  package enum Bounds: Sendable, Hashable {
    /// A little room on both sides, from 0 where the values come near it.
    case padded
    /// From 0 on.
    case fromZero
  }

  package let kind: Kind
  package let lower: Double
  package let upper: Double
  private let origin: Double
  private let extent: Double

  /// How far an axis reaches to either side of its middle at least, as a part of its values: what differs by less is equal to
  /// the eye, and would need labels of more digits than there is room for.
  private static let leastReach = 5e-4

  /// How many times the least value the greatest must be to make an axis logarithmic by itself.
  package static let logarithmicRatio = 50.0

  /// Creates the scale that suits values from `least` to `greatest`, both finite.
  ///
  /// - Parameters:
  ///   - least: The least value to be shown.
  ///   - greatest: The greatest value to be shown.
  ///   - bounds: What room the values get.
  ///   - kind: How they are spread; `nil` picks a logarithmic axis where all are above 0 and the greatest is at
  ///     least fifty times the least, and bounds are not from zero.
  package init(from least: Double, to greatest: Double, bounds: Bounds = .padded, kind: Kind? = nil)
  {
    let (least, greatest) = (min(least, greatest), max(least, greatest))
    let suitsLogarithm = least > 0 && bounds == .padded
    let wide = suitsLogarithm && greatest / least >= Self.logarithmicRatio
    if kind == .logarithmic && suitsLogarithm || kind == nil && wide {
      self.kind = .logarithmic
      let room = least == greatest ? 2 : 1.3
      lower = max(least / room, .leastNormalMagnitude)
      upper = min(greatest * room, .greatestFiniteMagnitude)
      origin = Decimal.logarithm(lower)
      extent = Decimal.logarithm(upper) - origin
      return
    }
    self.kind = .linear
    // Halves keep the difference of two finite numbers finite.
    let half = greatest / 2 - least / 2
    let size = max(least.magnitude, greatest.magnitude)
    var room = half * 0.16
    if half <= size * 1e-12 {
      room = greatest == 0 ? 1 : greatest.magnitude * 0.05
    } else if half < size * Self.leastReach {
      room = size * Self.leastReach - half
    }
    var (lower, upper) = (least - room, greatest + room)
    if least >= 0 && (bounds == .fromZero || least < greatest * 0.4 || lower < 0) { lower = 0 }
    if greatest <= 0 && (bounds == .fromZero || upper > 0) { upper = 0 }
    if lower >= upper { upper = lower + 1 }
    lower = max(lower, -.greatestFiniteMagnitude)
    upper = min(upper, .greatestFiniteMagnitude)
    (self.lower, self.upper) = (lower, upper)
    origin = lower
    extent = upper - lower
  }

  /// Where a finite value stands between `lower` (0) and `upper` (1); values outside are moved to the nearer end.
  package func fraction(_ value: Double) -> Double {
    let fraction: Double
    switch kind {
    case .linear:
      fraction =
        extent.isFinite
        ? (value - origin) / extent : (value / 4 - origin / 4) / (upper / 4 - lower / 4)
    case .logarithmic:
      guard value > 0 else { return 0 }
      fraction = (Decimal.logarithm(value) - origin) / extent
    }
    return min(max(fraction, 0), 1)
  }

  /// Round values to label, about `count`, in units of which `divisor` of the values' own make one.
  package func ticks(count: Int, divisor: Double = 1) -> Ticks {
    guard kind == .logarithmic else {
      var ticks = Ticks(from: lower / divisor, to: upper / divisor, count: Double(count))
      // A single label says nothing of how far another place is from it.
      if ticks.values.count == 1, lower < upper {
        ticks = Ticks(from: lower / divisor, to: upper / divisor, count: Double(count * 2))
      }
      return ticks
    }
    return Ticks(logarithmicFrom: lower / divisor, to: upper / divisor, count: count)
  }
}
