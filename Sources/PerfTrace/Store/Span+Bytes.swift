#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

extension Span<UInt8> {
  /// Whether the bytes from `position` on start with `other`.
  @inline(__always)
  func equals(_ other: Span<UInt8>, at position: Int) -> Bool {
    guard count - position >= other.count else { return false }
    guard !other.isEmpty else { return true }
    return unsafe withUnsafeBytes { bytes in
      unsafe other.withUnsafeBytes { other in
        // The guards above keep both reads inside their buffers, and neither is empty.
        guard let start = bytes.baseAddress, let otherStart = other.baseAddress else {
          return false
        }
        return unsafe memcmp(start + position, otherStart, other.count) == 0
      }
    }
  }

  /// The first place at or after `position` where `byte` stands; `nil` if there is none.
  func firstIndex(of byte: UInt8, from position: Int) -> Int? {
    guard position < count else { return nil }
    return unsafe withUnsafeBytes { bytes in
      // `position` is below `count`, so `memchr` reads only inside of the buffer.
      guard let start = bytes.baseAddress,
        let found = unsafe memchr(start + position, Int32(byte), bytes.count - position)
      else { return nil }
      return unsafe UnsafeRawPointer(found) - start
    }
  }
}

extension Span<UInt8> {
  /// Whether both have the same bytes.
  @inline(__always)
  func equalsWhole(_ other: Span<UInt8>) -> Bool {
    count == other.count && equals(other, at: 0)
  }
}

extension [UInt8] {
  /// Moves the bytes of `range` to the beginning.
  mutating func moveToFront(_ range: Range<Int>) {
    guard range.lowerBound > 0 else { return }
    for place in range { self[place - range.lowerBound] = self[place] }
  }
}
