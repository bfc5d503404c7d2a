extension Ticks {
  /// Finds round numbers for a logarithmic axis, about `count` and never more than one beyond it: ones, twos and fives of
  /// each power of ten where they fit, else fewer, down to every second, third, … power.
  ///
  /// Such numbers stand at nearly even distances. Ranges of less than a decade that hold no two of them get evenly spaced
  /// numbers: 4...7 gives 4, 5, 6 and 7.
  init(logarithmicFrom start: Double, to stop: Double, count: Int) {
    guard start > 0, stop.isFinite, start < stop else {
      self.init(from: start, to: stop, count: Double(count))
      return
    }
    let exponents = Decimal.exponent(of: start)...Decimal.exponent(of: stop)
    let most = max(count, 1) + 1
    // From the densest that an axis can have to the sparsest; those of one power in many are always few enough.
    var chosen: [Double] = []
    for mantissas: [Double] in [[1, 2, 5], [1, 3], [1]] {
      let found = exponents.flatMap { exponent in mantissas.map { Self.value($0, exponent) } }
        .filter { $0 >= start && $0 <= stop }
      if found.count >= 2 || chosen.isEmpty { chosen = found }
      if found.count <= most { break }
    }
    guard chosen.count >= 2 else {
      self.init(from: start, to: stop, count: Double(count))
      return
    }
    if chosen.count > most {
      let stride = (chosen.count + most - 1) / most
      chosen = Swift.stride(from: 0, to: chosen.count, by: stride).map { chosen[$0] }
    }
    self.init(values: chosen, fractionDigits: max(0, -Decimal.exponent(of: chosen[0])))
  }

  private static func value(_ mantissa: Double, _ exponent: Int) -> Double {
    exponent < 0 ? mantissa / Decimal.power(-exponent) : mantissa * Decimal.power(exponent)
  }
}
