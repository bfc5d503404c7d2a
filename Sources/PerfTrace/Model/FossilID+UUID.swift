extension FossilID {
  /// A new UUIDv7 of this moment.
  ///
  /// Its first bits are the wall clock's milliseconds, the next twelve the fraction of the millisecond (RFC 9562, section 6.2,
  /// method 3), the others random: ids of one machine sort in the order of recording.
  package static func recorded() -> FossilID {
    var generator = SystemRandomNumberGenerator()
    return recorded(atNanoseconds: Timestamp.nanosecondsNow(), using: &generator)
  }

  /// The UUIDv7 of a moment in nanoseconds since 1970.
  package static func recorded(
    atNanoseconds nanoseconds: Int64, using generator: inout some RandomNumberGenerator
  ) -> FossilID {
    let time = UInt64(max(nanoseconds, 0))
    let fraction = (time % 1_000_000) * 4096 / 1_000_000
    let random = generator.next() as UInt64
    return FossilID(
      high: (time / 1_000_000) << 16 | 0x7000 | fraction, low: random & (1 << 62 - 1) | 1 << 63)
  }

  /// The UUIDv8 (RFC 9562, section 5.8) of a source's content: the first 122 free bits of its SHA-256.
  package init(contentOf bytes: [UInt8]) {
    let digest = SHA256.hash(bytes)
    func word(_ start: Int) -> UInt64 {
      digest[start..<(start + 8)].reduce(0) { $0 << 8 | UInt64($1) }
    }
    self.init(
      high: word(0) & ~0xF000 | 0x8000, low: word(8) & (1 << 62 - 1) | 1 << 63)
  }

  /// Reads `0197d8a2-6c1e-7b64-9d0f-4d2f0b1c9a77`, in either case.
  package init?(_ text: String) {
    self.init(Array(text.utf8).span)
  }

  /// Reads the 36 bytes of a UUID's text, in either case.
  package init?(_ bytes: Span<UInt8>) {
    guard bytes.count == 36, bytes[8] == UInt8(ascii: "-"), bytes[13] == UInt8(ascii: "-"),
      bytes[18] == UInt8(ascii: "-"), bytes[23] == UInt8(ascii: "-"),
      let a = Self.number(0..<8, bytes), let b = Self.number(9..<13, bytes),
      let c = Self.number(14..<18, bytes), let d = Self.number(19..<23, bytes),
      let e = Self.number(24..<36, bytes)
    else { return nil }
    self.init(high: a << 32 | b << 16 | c, low: d << 48 | e)
  }

  @inline(__always)
  private static func number(_ range: Range<Int>, _ bytes: Span<UInt8>) -> UInt64? {
    var value: UInt64 = 0
    for index in range {
      guard let digit = bytes[index].hexadecimalValue else { return nil }
      value = value << 4 | UInt64(digit)
    }
    return value
  }
}

extension FossilID: CustomStringConvertible {
  package var description: String {
    var bytes: [UInt8] = []
    bytes.append(self)
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension [UInt8] {
  /// Appends the lower-case text of a UUID.
  package mutating func append(_ id: FossilID) {
    for index in 0..<32 {
      if index == 8 || index == 12 || index == 16 || index == 20 { append(UInt8(ascii: "-")) }
      let half = index < 16 ? id.high : id.low
      append(
        hexadecimalDigit: UInt8(truncatingIfNeeded: half >> (60 - UInt64(index % 16) * 4)) & 15)
    }
  }
}
