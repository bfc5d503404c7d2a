/// The bytes of a value that was read last, and what it meant: neighbouring fossils repeat most of theirs.
///
/// A JSON string, array or object ends where its own brackets say, so bytes that begin with those of a value that was
/// read before are that value again.
struct RepeatedValue<Meaning: Sendable>: Sendable {
  private var bytes: [UInt8] = []
  var meaning: Meaning

  init(_ meaning: Meaning) {
    self.meaning = meaning
  }

  /// Moves the reader over the value if it is the same again.
  @inline(__always)
  func isNext(_ reader: inout JSONReader, _ input: Span<UInt8>) -> Bool {
    guard !bytes.isEmpty, input.equals(bytes.span, at: reader.position) else { return false }
    reader.position += bytes.count
    return true
  }

  /// Whether `input` is the value that was read last.
  func isSame(_ input: Span<UInt8>) -> Bool {
    !bytes.isEmpty && input.equalsWhole(bytes.span)
  }

  /// Remembers the value that stands in `range`.
  mutating func remember(_ meaning: Meaning, _ range: Range<Int>, of input: Span<UInt8>) {
    bytes.removeAll(keepingCapacity: true)
    for position in range { bytes.append(input[position]) }
    self.meaning = meaning
  }
}
