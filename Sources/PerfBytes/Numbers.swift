#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

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
    let scale = powersOfTen[fractionDigits]
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
    if value < 10 && minimumCount <= 1 {
      return append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value))
    }
    unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Swift.max(minimumCount, 20)) {
      digits in
      var start = digits.count
      var rest = value
      repeat {
        start -= 1
        let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: 10)
        unsafe digits[start] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: remainder)
        rest = quotient
      } while rest > 0 || digits.count - start < minimumCount
      unsafe append(contentsOf: UnsafeBufferPointer(rebasing: digits[start...]))
    }
  }
}

private let powersOfTen: [UInt64] = [
  1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000,
]

extension Double {
  /// The number with so many digits from its first one on, halves away from zero.
  package func rounded(significantDigits: Int) -> Double {
    guard isFinite, self != 0 else { return self }
    // One digit of difference where the logarithm is off by a rounding does no harm.
    let exponent = significantDigits - 1 - Int(log10(magnitude).rounded(.down))
    guard (0...18).contains(exponent) else { return self }
    let scale = pow(10, Double(exponent))
    return (self * scale).rounded() / scale
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
