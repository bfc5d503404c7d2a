/// A file of the store, to be shown to a visitor fossil by fossil.
///
/// It is read in pieces, so that memory stays bounded whatever lies in the file.
struct FossilFile: Sendable {
  var path: String
  /// Number of the file for `History.Location`.
  var index: Int32

  /// Whether the file holds arrays or objects spread over lines, rather than one fossil a line.
  var isDocument: Bool { path.hasSuffix(".json") }

  /// Bytes that are read at once; larger than any fossil.
  static let bufferSize = 1 << 18

  /// Shows all fossils and all damage to `visitor`; `buffer` is memory to be used again for the next file.
  func scan(_ visitor: inout some FossilVisitor, buffer: inout [UInt8]) {
    if buffer.count < Self.bufferSize {
      buffer = [UInt8](repeating: 0, count: Self.bufferSize)
    }
    do throws(SystemError) {
      let file = try OpenFile.reading(path)
      guard try file.status().kind == .file else {
        return visitor.report(StoreDiagnostic(problem: .noFile, path: path))
      }
      if isDocument {
        var scan = FossilDocumentScan(path: path, index: index)
        try scan.run(file, &visitor, &buffer)
      } else {
        var scan = FossilLineScan(path: path, index: index)
        try scan.run(file, &visitor, &buffer)
      }
    } catch {
      visitor.report(StoreDiagnostic(problem: .unreadable(error), path: path))
    }
  }
}

extension Span<UInt8> {
  /// Whether git's mark of a merge conflict stands at `position`, the start of a line.
  func hasConflictMarker(at position: Int) -> Bool {
    guard position + 7 <= count else { return false }
    let mark = self[position]
    guard
      mark == UInt8(ascii: "<") || mark == UInt8(ascii: "=") || mark == UInt8(ascii: ">")
        || mark == UInt8(ascii: "|")
    else { return false }
    for index in 1..<7 where self[position + index] != mark { return false }
    return position + 7 == count || self[position + 7] <= UInt8(ascii: " ")
  }

  /// Where the text begins: after the byte order mark that some editors put before it.
  var startAfterByteOrderMark: Int {
    count >= 3 && self[0] == 0xEF && self[1] == 0xBB && self[2] == 0xBF ? 3 : 0
  }
}
