/// One file that a repair took damage out of.
package struct StoreRepair: Sendable, Equatable {
  package var path: String
  /// Where the damaged bytes are kept.
  package var damagedPath: String
  package var lines: Int
}

extension FossilStore {
  /// Moves damaged lines to a `.damaged` file beside theirs; what is whole stays byte for byte.
  ///
  /// A file that some process has open for recording is left alone. The damaged bytes are on the disk before they leave
  /// their file, so that a crash can only keep them twice.
  ///
  /// - Throws: `StoreError`; the files before it are repaired.
  package func repair(_ diagnostics: [StoreDiagnostic]) throws(StoreError) -> [StoreRepair] {
    var ranges: [String: [Range<Int64>]] = [:]
    for diagnostic in diagnostics where diagnostic.isDamage {
      if let range = diagnostic.range { ranges[diagnostic.path, default: []].append(range) }
    }
    var repairs: [StoreRepair] = []
    for (path, damage) in ranges.sorted(by: { $0.key < $1.key }) {
      do throws(SystemError) {
        let file = try OpenFile.reading(path)
        guard file.lock() else { continue }
        let bytes = try FileSystem.contents(of: path, limit: 4 << 30)
        let (kept, removed) =
          path.hasSuffix(".json")
          ? Self.withoutDamage(document: bytes, path: path) : Self.split(bytes, damage)
        let target = path + ".damaged"
        let damaged = try OpenFile.appending(target)
        try damaged.write(all: removed)
        try damaged.sync()
        try FileSystem.syncFolder(FileSystem.parent(of: path))
        try FileSystem.replace(path, with: kept)
        repairs.append(StoreRepair(path: path, damagedPath: target, lines: damage.count))
      } catch {
        throw .cannotWrite(path: path, cause: error)
      }
    }
    return repairs
  }

  /// A file's bytes without the damaged ranges and the line ends that then stand alone, and the damaged ones.
  static func split(
    _ bytes: [UInt8], _ damage: [Range<Int64>]
  ) -> (kept: [UInt8], removed: [UInt8]) {
    var (kept, removed): ([UInt8], [UInt8]) = ([], [])
    var position = 0
    for range in damage.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      let start = min(Int(range.lowerBound), bytes.count)
      var end = min(Int(range.upperBound), bytes.count)
      kept += bytes[position..<start]
      removed += bytes[start..<end]
      removed.append(UInt8(ascii: "\n"))
      if kept.isEmpty || kept.last == UInt8(ascii: "\n") {
        if end < bytes.count, bytes[end] == UInt8(ascii: "\r") { end += 1 }
        if end < bytes.count, bytes[end] == UInt8(ascii: "\n") { end += 1 }
      }
      position = end
    }
    kept += bytes[position...]
    return (kept, removed)
  }

  /// An array of a document's whole fossils; all of the document is the damaged part.
  private static func withoutDamage(
    document: [UInt8], path: String
  ) -> (kept: [UInt8], removed: [UInt8]) {
    var visitor = FossilTextVisitor()
    var buffer: [UInt8] = []
    FossilFile(path: path, index: 0).scan(&visitor, buffer: &buffer)
    var kept = Array("[\n".utf8)
    for (index, fossil) in visitor.fossils.enumerated() {
      if index > 0 { kept += Array(",\n".utf8) }
      kept += fossil.text
    }
    kept += Array("\n]\n".utf8)
    return (kept, document)
  }
}
