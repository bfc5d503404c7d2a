extension FossilStore {
  /// Stores many fossils as one new file, all or none: written under a hidden name, synced, and then given its own.
  ///
  /// For imports, where the source can be read again. Returns the path of the file.
  ///
  /// - Throws: `StoreError.tooLong`, `StoreError.cannotCreate`, or `StoreError.cannotWrite`; nothing is stored then.
  package func write(
    all fossils: [Fossil], batch: String, startedAt: Timestamp
  ) async throws(StoreError) -> String {
    let parts = (fossils.count + Self.bulkPart - 1) / Self.bulkPart
    let lines: [UInt8] = try await Parallel.map(count: parts) { part throws(StoreError) in
      let first = part * Self.bulkPart
      return try Self.lines(of: fossils[first..<min(first + Self.bulkPart, fossils.count)])
    }.reduce(into: []) { $0.append(contentsOf: $1) }
    let civil = startedAt.civil
    let folder = "\(tracesFolder)/\(civil.year)/" + (civil.month < 10 ? "0" : "") + "\(civil.month)"
    let path = "\(folder)/\(startedAt.compact)-\(Self.fileName(batch)).jsonl"
    do {
      try FileSystem.makeFolder(folder)
      try FileSystem.replace(path, with: lines)
    } catch {
      throw .cannotWrite(path: path, cause: error)
    }
    return path
  }

  /// Fossils that one task encodes at a time.
  private static let bulkPart = 4096

  private static func lines(of fossils: ArraySlice<Fossil>) throws(StoreError) -> [UInt8] {
    var lines: [UInt8] = []
    for fossil in fossils {
      let start = lines.count
      fossil.appendLine(to: &lines)
      guard lines.count - start - 1 <= Fossil.lineLimit else {
        throw .tooLong(script: fossil.script, bytes: lines.count - start - 1)
      }
    }
    return lines
  }
}
