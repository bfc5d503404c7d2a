extension JSONReader {
  /// Reads a number as the nearest `Double`.
  ///
  /// Up to 2^53 with a power of ten up to 10^22 the integer of all digits and the power are both exact, so one multiplication
  /// or division rounds once and is right (W. D. Clinger, "How to read floating point numbers accurately",
  /// 1990). Everything else goes through the standard library's conversion.
  package mutating func number(_ bytes: Span<UInt8>) throws(JSONError) -> Double {
    let start = position
    let isNegative = consume(UInt8(ascii: "-"), bytes)
    var mantissa: UInt64 = 0
    var digits = 0
    var exponent = 0
    let integerStart = position
    while position < bytes.count, let digit = Self.digit(bytes[position]) {
      mantissa = mantissa &* 10 &+ UInt64(digit)
      position += 1
    }
    digits = position - integerStart
    guard digits > 0 else { throw expected("a digit", bytes) }
    if digits > 1, bytes[integerStart] == UInt8(ascii: "0") {
      throw JSONError(offset: integerStart, problem: "a number with a leading zero")
    }
    if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
      position += 1
      let fractionStart = position
      while position < bytes.count, let digit = Self.digit(bytes[position]) {
        mantissa = mantissa &* 10 &+ UInt64(digit)
        position += 1
      }
      guard position > fractionStart else { throw expected("a digit", bytes) }
      exponent = fractionStart - position
      digits -= exponent
    }
    if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
      position += 1
      exponent += try exponentPart(bytes)
    }
    if digits <= 19, mantissa <= 1 << 53, exponent >= -22, exponent <= 22 {
      let power = Self.powersOfTen[abs(exponent)]
      let magnitude = exponent < 0 ? Double(mantissa) / power : Double(mantissa) * power
      return isNegative ? -magnitude : magnitude
    }
    return try convert(start..<position, bytes)
  }

  private mutating func exponentPart(_ bytes: Span<UInt8>) throws(JSONError) -> Int {
    let isNegative = consume(UInt8(ascii: "-"), bytes)
    if !isNegative { _ = consume(UInt8(ascii: "+"), bytes) }
    let start = position
    var value = 0
    while position < bytes.count, let digit = Self.digit(bytes[position]) {
      value = min(value * 10 + Int(digit), 100_000)
      position += 1
    }
    guard position > start else { throw expected("a digit", bytes) }
    return isNegative ? -value : value
  }

  private func convert(
    _ range: Range<Int>, _ bytes: Span<UInt8>
  ) throws(JSONError) -> Double {
    var text = ""
    for index in range { text.unicodeScalars.append(Unicode.Scalar(bytes[index])) }
    guard let value = Double(text), value.isFinite else {
      throw JSONError(offset: range.lowerBound, problem: "a number too large for a Double")
    }
    return value
  }

  @inline(__always)
  private static func digit(_ byte: UInt8) -> UInt8? {
    let value = byte &- UInt8(ascii: "0")
    return value < 10 ? value : nil
  }

  private static let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]
}
