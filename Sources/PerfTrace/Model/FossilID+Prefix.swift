extension FossilID {
  /// The beginning of an identity's text, as tables show it and people type it.
  package struct Prefix: Sendable {
    /// Fewer digits fit by chance: those of a UUIDv7 that change once in a minute are the first eight.
    package static let fewestDigits = 8

    private let digits: Int
    private let value: FossilID

    /// Reads at least eight digits, in either case, with or without the dashes of a UUID.
    ///
    /// - Throws: `FossilIDError` if there are fewer, more than an identity has, or other characters.
    package init(_ text: String) throws(FossilIDError) {
      let dashes = [8, 13, 18, 23]
      var (high, low) = (UInt64(0), UInt64(0))
      var digits = 0
      for (place, byte) in text.utf8.enumerated() {
        if byte == UInt8(ascii: "-") && dashes.contains(place) { continue }
        guard let value = byte.hexadecimalValue, digits < 32 else { throw .malformed(text) }
        let digit = UInt64(value)
        if digits < 16 {
          high |= digit << (60 - UInt64(digits) * 4)
        } else {
          low |= digit << (60 - UInt64(digits - 16) * 4)
        }
        digits += 1
      }
      guard digits > 0 else { throw .malformed(text) }
      guard digits >= Self.fewestDigits else { throw .tooShort(text) }
      self.digits = digits
      value = FossilID(high: high, low: low)
    }

    func fits(_ id: FossilID) -> Bool { id.commonDigits(with: value) >= digits }
  }

  /// How many digits at the beginning two identities share, 0 to 32.
  func commonDigits(with other: FossilID) -> Int {
    high == other.high
      ? 16 + (low ^ other.low).leadingZeroBitCount / 4 : (high ^ other.high).leadingZeroBitCount / 4
  }

  /// The beginning of the text that has a number of digits, dashes included.
  func text(digits: Int) -> String {
    let dashes = [8, 12, 16, 20].count { $0 < digits }
    return String(description.prefix(digits + dashes))
  }
}
