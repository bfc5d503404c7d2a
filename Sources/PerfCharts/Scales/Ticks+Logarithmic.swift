extension Ticks {
  /// Finds round numbers for a logarithmic axis: powers of ten, with their doubles and quintuples where few.
  ///
  /// Ranges too short for that get the evenly spaced ones.
  init(logarithmicFrom start: Double, to stop: Double, count: Int) {
    guard start > 0, stop.isFinite, start < stop else {
      self.init(from: start, to: stop, count: Double(count))
      return
    }
    let (first, last) = (Decimal.exponent(of: start), Decimal.exponent(of: stop))
    let decades = last - first + 1
    var found: [Double] = []
    if decades <= count {
      let mantissas: [Double] =
        decades * 3 <= count + 3 ? [1, 2, 5] : decades * 2 <= count + 2 ? [1, 3] : [1]
      for exponent in first...last {
        for mantissa in mantissas { found.append(Self.value(mantissa, exponent)) }
      }
    } else {
      let stride = (decades + count - 1) / count
      for exponent in Swift.stride(from: first, through: last, by: stride) {
        found.append(Self.value(1, exponent))
      }
    }
    found.removeAll { $0 < start || $0 > stop }
    guard found.count >= 2 else {
      self.init(from: start, to: stop, count: Double(count))
      return
    }
    self.init(values: found, fractionDigits: max(0, -Decimal.exponent(of: found[0])))
  }

  private static func value(_ mantissa: Double, _ exponent: Int) -> Double {
    exponent < 0 ? mantissa / Decimal.power(-exponent) : mantissa * Decimal.power(exponent)
  }
}
