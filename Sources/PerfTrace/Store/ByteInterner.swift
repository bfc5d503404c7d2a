/// Byte strings numbered in the order of their first appearance.
///
/// Open addressing with linear probing; the strings lie in one buffer. Look-up costs one pass over the bytes.
struct ByteInterner: Sendable {
  private var slots: [Int32] = Array(repeating: -1, count: 64)
  private var hashes: [UInt64] = []
  private var ends: [Int] = []
  private var storage: [UInt8] = []
  /// Differs from one process to the next, so that nobody can prepare names that all collide.
  private static let seed = UInt64.random(in: 0...UInt64.max)

  var count: Int { ends.count }

  /// The number of `bytes`; `nil` if they were not seen before.
  func find(_ bytes: Span<UInt8>) -> Int32? {
    let hash = Self.hash(bytes)
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] >= 0 {
      let index = slots[slot]
      if hashes[Int(index)] == hash, isEqual(Int(index), bytes) { return index }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  /// The number of `bytes`, a new one if they were not seen before.
  mutating func intern(_ bytes: Span<UInt8>) -> Int32 {
    let hash = Self.hash(bytes)
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while true {
      let index = slots[slot]
      if index < 0 { break }
      if hashes[Int(index)] == hash, isEqual(Int(index), bytes) { return index }
      slot = (slot + 1) & (slots.count - 1)
    }
    let index = Int32(count)
    hashes.append(hash)
    for position in bytes.indices { storage.append(bytes[position]) }
    ends.append(storage.count)
    slots[slot] = index
    if count * 2 > slots.count { grow() }
    return index
  }

  mutating func intern(_ text: String) -> Int32 {
    intern(Array(text.utf8).span)
  }

  /// The bytes of a number that `intern` gave.
  func bytes(_ index: Int32) -> ArraySlice<UInt8> {
    storage[range(Int(index))]
  }

  func text(_ index: Int32) -> String {
    String(decoding: bytes(index), as: UTF8.self)
  }

  private func range(_ index: Int) -> Range<Int> {
    (index == 0 ? 0 : ends[index - 1])..<ends[index]
  }

  private func isEqual(_ index: Int, _ bytes: Span<UInt8>) -> Bool {
    let range = range(index)
    return range.count == bytes.count
      && bytes.equals(storage.span.extracting(range), at: 0)
  }

  private mutating func grow() {
    slots = Array(repeating: -1, count: slots.count * 4)
    for (index, hash) in hashes.enumerated() {
      var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(index)
    }
  }

  /// Eight bytes at a time through a 64 x 64 -> 128 bit multiplication whose halves are joined.
  private static func hash(_ bytes: Span<UInt8>) -> UInt64 {
    let raw = unsafe bytes.bytes
    var hash = seed ^ UInt64(bytes.count)
    var position = 0
    while position + 8 <= raw.byteCount {
      // Eight bytes are left, and every bit pattern is a UInt64.
      let word = unsafe raw.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self)
      hash = mix(hash ^ word, 0x9E37_79B9_7F4A_7C15)
      position += 8
    }
    var rest: UInt64 = 0
    while position < bytes.count {
      rest = rest << 8 | UInt64(bytes[position])
      position += 1
    }
    return mix(hash ^ rest, 0xD6E8_FEB8_6659_FD93)
  }

  private static func mix(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = a.multipliedFullWidth(by: b)
    return product.high ^ product.low
  }
}
