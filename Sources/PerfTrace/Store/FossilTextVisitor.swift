/// A fossil's own bytes with what they are sorted by.
struct FossilText: Sendable {
  var id: FossilID
  var timestamp: Timestamp
  /// The bytes as they stand in the file.
  var text: [UInt8]
  /// Whether the bytes hold the id, and no line end: whether they can stand as a line of the store.
  var isLine: Bool

  /// By time, then id, then bytes: the order of an archive.
  func precedes(_ other: FossilText) -> Bool {
    if timestamp != other.timestamp { return timestamp < other.timestamp }
    return id == other.id ? text.lexicographicallyPrecedes(other.text) : id < other.id
  }
}

/// Collects fossils byte for byte.
struct FossilTextVisitor: FossilVisitor, Sendable {
  var fossils: [FossilText] = []
  var diagnostics: [StoreDiagnostic] = []

  mutating func visit(
    _ reader: inout JSONReader, in bytes: Span<UInt8>, at location: History.Location
  ) throws(FossilError) {
    let start = reader.position
    let fossil = try Fossil(next: &reader, in: bytes)
    let part = bytes.extracting(start..<reader.position)
    var text: [UInt8] = []
    for index in part.indices { text.append(part[index]) }
    let isLine =
      part.firstIndex(of: UInt8(ascii: "\n"), from: 0) == nil && fossil.id.high >> 12 & 15 != 8
    fossils.append(
      FossilText(id: fossil.id, timestamp: fossil.timestamp, text: text, isLine: isLine))
  }

  mutating func report(_ diagnostic: StoreDiagnostic) {
    diagnostics.append(diagnostic)
  }

  /// The fossils as lines of the store, sorted, each once; copies of one id stay as long as their bytes differ.
  static func lines(of fossils: [FossilText]) -> [UInt8] {
    var lines = fossils
    for index in lines.indices where !lines[index].isLine {
      // Read once already, so it reads again; an entry without an id gets it here.
      guard let fossil = try? Fossil(line: lines[index].text) else { continue }
      lines[index].text = []
      fossil.append(to: &lines[index].text)
    }
    lines.sort { $0.precedes($1) }
    var bytes: [UInt8] = []
    for (index, line) in lines.enumerated() where index == 0 || line.text != lines[index - 1].text {
      bytes += line.text
      bytes.append(UInt8(ascii: "\n"))
    }
    return bytes
  }
}
