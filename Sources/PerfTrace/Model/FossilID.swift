/// The 128-bit identity of a fossil, written as a UUID.
///
/// Recorded fossils have a UUIDv7 (RFC 9562, section 5.7): its order is that of recording. Imported ones have a
/// deterministic UUIDv8 of their source's content, so that importing twice adds nothing.
package struct FossilID: Sendable, Hashable, Comparable {
  package var high: UInt64
  package var low: UInt64

  package init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  package static func < (a: Self, b: Self) -> Bool { (a.high, a.low) < (b.high, b.low) }
}
