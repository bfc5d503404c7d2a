/// Powers and logarithms that give the same bits on every platform, so that pictures are byte-identical everywhere.
enum Decimal {
  /// 10 to the power of `exponent`; exact up to 22.
  static func power(_ exponent: Int) -> Double {
    var result = 1.0
    for _ in 0..<exponent.magnitude { result *= 10 }
    return exponent < 0 ? 1 / result : result
  }

  /// The greatest integer n with 10ⁿ ≤ `value`, for a finite value above 0.
  static func exponent(of value: Double) -> Int {
    var exponent = Int(logarithm(value).rounded(.down))
    if power(exponent + 1) <= value { exponent += 1 }
    if power(exponent) > value { exponent -= 1 }
    return exponent
  }

  /// The logarithm to base 10 of a finite value above 0.
  ///
  /// The significand's logarithm is 2·artanh((m - 1)/(m + 1)), summed until it no longer changes (Abramowitz and
  /// Stegun 4.1.27): the logarithm of 1000 is 3.
  static func logarithm(_ value: Double) -> Double {
    let root = (value.significand - 1) / (value.significand + 1)
    let square = root * root
    var (sum, power, divisor) = (root, root * square, 3.0)
    while sum + power / divisor != sum {
      sum += power / divisor
      power *= square
      divisor += 2
    }
    let binary = Double(value.exponent) + 2 * sum / 0.693_147_180_559_945_3
    return binary * 0.301_029_995_663_981_2
  }

  /// The fifth root of a value above 0, by Newton's method.
  static func fifthRoot(_ value: Double) -> Double {
    var root = max(value, 1)
    while true {
      let fourth = root * root * root * root
      let next = root - (root - value / fourth) / 5
      if next >= root { return root }
      root = next
    }
  }
}
