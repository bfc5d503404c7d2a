/// A running 128-bit digest that tells inputs apart; not for secrets.
///
/// Two lanes of multiply-and-fold as in wyhash (W. Yi, 2019), so that a page's inputs cost a nanosecond a word.
struct Digest: Sendable, Equatable {
  private(set) var high: UInt64 = 0x9E37_79B9_7F4A_7C15
  private(set) var low: UInt64 = 0xC2B2_AE3D_27D4_EB4F

  init() {}

  init(_ text: String) {
    combine(text)
  }

  /// Mixes in one word.
  @inline(__always)
  mutating func combine(_ word: UInt64) {
    high = Self.fold(high ^ word, 0xA076_1D64_78BD_642F)
    low = Self.fold(low &+ word, 0xE703_7ED1_A0B4_28DB) ^ high
  }

  mutating func combine(_ value: Int) {
    combine(UInt64(bitPattern: Int64(value)))
  }

  mutating func combine(_ value: Double) {
    combine(value.bitPattern)
  }

  /// Mixes in a text and its length, so that neighbouring texts cannot run into each other.
  mutating func combine(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      let raw = UnsafeRawBufferPointer(bytes)
      let whole = bytes.count & ~7
      for offset in stride(from: 0, to: whole, by: 8) {
        combine(
          UInt64(littleEndian: unsafe raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
      }
      var rest: UInt64 = 0
      for offset in whole..<bytes.count {
        rest |= UInt64(unsafe bytes[offset]) << UInt64((offset - whole) * 8)
      }
      combine(rest)
      combine(bytes.count)
    }
  }

  mutating func combine(_ other: Digest) {
    combine(other.high)
    combine(other.low)
  }

  /// 32 hexadecimal digits.
  var text: String { Self.hex(high) + Self.hex(low) }

  private static func hex(_ value: UInt64) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  @inline(__always)
  private static func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = a.multipliedFullWidth(by: b)
    return product.high ^ product.low
  }
}
