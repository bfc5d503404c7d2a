extension [UInt8] {
  /// Appends an integer in decimal digits.
  package mutating func append(integer value: Int64) {
    if value < 0 { append(UInt8(ascii: "-")) }
    append(digits: value.magnitude, minimumCount: 1)
  }

  /// Appends a number rounded to `fractionDigits` decimals, halves away from zero: 2.5 with 0 digits is "3".
  ///
  /// - Parameters:
  ///   - value: The number; NaN and infinities are written as "0", for they have no place in any output.
  ///   - fractionDigits: Number of decimals, 0 to 9.
  ///   - trimsZeros: Whether trailing zeros of the decimals (and a bare point) are left out.
  package mutating func append(
    fixed value: Double, fractionDigits: Int, trimsZeros: Bool = false
  ) {
    precondition((0...9).contains(fractionDigits))
    guard value.isFinite else { return append(UInt8(ascii: "0")) }
    let scale = Self.powersOfTen[fractionDigits]
    let scaled = (value.magnitude * Double(scale)).rounded()
    guard scaled < 9e18 else { return append(contentsOf: value.description.utf8) }
    let integer = UInt64(scaled)
    if value < 0 && integer > 0 { append(UInt8(ascii: "-")) }
    append(digits: integer / scale, minimumCount: 1)
    var (fraction, count) = (integer % scale, fractionDigits)
    while trimsZeros && count > 0 && fraction.isMultiple(of: 10) {
      (fraction, count) = (fraction / 10, count - 1)
    }
    guard count > 0 else { return }
    append(UInt8(ascii: "."))
    append(digits: fraction, minimumCount: count)
  }

  /// Appends the digits of `value`, padded on the left with zeros to `minimumCount`.
  package mutating func append(digits value: UInt64, minimumCount: Int) {
    let start = count
    var rest = value
    repeat {
      append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    } while rest > 0 || count - start < minimumCount
    self[start...].reverse()
  }

  private static var powersOfTen: [UInt64] {
    [1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000]
  }
}

extension String {
  /// A number rounded to `fractionDigits` decimals; see `[UInt8].append(fixed:fractionDigits:trimsZeros:)`.
  package init(fixed value: Double, fractionDigits: Int, trimsZeros: Bool = false) {
    var bytes: [UInt8] = []
    bytes.append(fixed: value, fractionDigits: fractionDigits, trimsZeros: trimsZeros)
    self.init(decoding: bytes, as: UTF8.self)
  }
}
