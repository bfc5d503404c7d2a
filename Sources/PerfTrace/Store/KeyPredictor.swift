/// Recognises the keys of objects that mostly come in the same order.
struct KeyPredictor: Sendable {
  /// Each key with its quotes and its colon.
  private let keys: [[UInt8]]
  /// The key that stood at each place of the last object.
  private var predicted: [Int]

  init(_ keys: [String]) {
    self.keys = keys.map { Array("\"\($0)\":".utf8) }
    predicted = Array(keys.indices)
  }

  /// The number of the key that is next, the reader then being behind its colon; `nil` for any other key.
  @inline(__always)
  mutating func next(_ ordinal: Int, _ reader: inout JSONReader, _ bytes: Span<UInt8>) -> Int? {
    if ordinal < predicted.count {
      let guess = predicted[ordinal]
      let key = keys[guess]
      if bytes.equals(key.span, at: reader.position) {
        reader.position += key.count
        return guess
      }
    }
    return search(ordinal, &reader, bytes)
  }

  private mutating func search(
    _ ordinal: Int, _ reader: inout JSONReader, _ bytes: Span<UInt8>
  ) -> Int? {
    for (index, key) in keys.enumerated() where bytes.equals(key.span, at: reader.position) {
      reader.position += key.count
      if ordinal < predicted.count { predicted[ordinal] = index }
      return index
    }
    return nil
  }
}
