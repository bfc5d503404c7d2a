internal import PerfTrace

/// Splits RFC 4180 text into rows of fields.
///
/// An apostrophe that shields a formula sign from a spreadsheet (see `CSVExporter`) is taken off again.
struct CSVReader {
  struct Row {
    var offset: Int
    var fields: [String]
  }

  private let source: ImportSource
  private let separator: UInt8
  private var offset = 0

  init(_ source: ImportSource) {
    self.source = source
    if source.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
    let header = source.bytes[offset...].prefix { $0 != UInt8(ascii: "\n") }
    let counts = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")].map { separator in
      (separator, header.count { $0 == separator })
    }
    // `max` gives the last of equals: the comma must come last to win a tie.
    separator = counts.reversed().max { $0.1 < $1.1 }?.0 ?? UInt8(ascii: ",")
  }

  /// The next row; `nil` at the end.
  ///
  /// - Throws: `ImportError` if a quoted field does not end.
  mutating func next() throws(ImportError) -> Row? {
    let bytes = source.bytes
    guard offset < bytes.count else { return nil }
    var row = Row(offset: offset, fields: [])
    while true {
      row.fields.append(try field())
      guard offset < bytes.count else { return row }
      let end = bytes[offset]
      offset += 1
      if end == separator { continue }
      if end == UInt8(ascii: "\r"), offset < bytes.count, bytes[offset] == UInt8(ascii: "\n") {
        offset += 1
      }
      return row
    }
  }

  /// Reads up to a separator or a line end, which stays.
  private mutating func field() throws(ImportError) -> String {
    let bytes = source.bytes
    let start = offset
    var text: [UInt8] = []
    if offset < bytes.count, bytes[offset] == UInt8(ascii: "\"") {
      offset += 1
      while true {
        guard let quote = bytes[offset...].firstIndex(of: UInt8(ascii: "\"")) else {
          throw ImportError(.unterminatedQuote, at: source.location(of: start))
        }
        text.append(contentsOf: bytes[offset..<quote])
        offset = quote + 1
        guard offset < bytes.count, bytes[offset] == UInt8(ascii: "\"") else { break }
        text.append(UInt8(ascii: "\""))
        offset += 1
      }
    }
    while offset < bytes.count, bytes[offset] != separator, bytes[offset] != UInt8(ascii: "\n"),
      bytes[offset] != UInt8(ascii: "\r")
    {
      text.append(bytes[offset])
      offset += 1
    }
    if text.count > 1, text[0] == UInt8(ascii: "'"), CSVExporter.formulaSigns.contains(text[1]) {
      text.removeFirst()
    }
    return String(decoding: text, as: UTF8.self)
  }
}
