/// The folder of all fossils: `performance/traces/<yyyy>/<mm>/*.jsonl`, `performance/archive/*.jsonl`.
///
/// One file holds the fossils of one invocation, so that two writers never touch one file and two branches never conflict.
package struct FossilStore: Sendable {
  /// The store's folder, by default `fossils`.
  package let root: String

  package init(root: String) {
    var root = root
    while root.count > 1, root.last == "/" { root.removeLast() }
    self.root = root
  }

  package var tracesFolder: String { root + "/performance/traces" }
  package var archiveFolder: String { root + "/performance/archive" }
  /// The single file of the original system, an array of entries.
  package var granularFile: String { root + "/performance/granular_trace.json" }

  /// Opens the file of one invocation, `<start time>-<batch>.jsonl`, and syncs its folders.
  ///
  /// It is there at once, so that a store that cannot be written is known before long work begins.
  ///
  /// - Throws: `StoreError.cannotCreate`.
  package func makeWriter(
    batch: String, startedAt: Timestamp
  ) throws(StoreError) -> FossilWriter {
    let civil = startedAt.civil
    let month = civil.month < 10 ? "0\(civil.month)" : "\(civil.month)"
    let folder = "\(tracesFolder)/\(civil.year)/\(month)"
    let name = startedAt.compact + "-" + Self.fileName(batch)
    var path = "\(folder)/\(name).jsonl"
    var attempt = 1
    while true {
      do {
        try FileSystem.makeFolder(folder)
        let file = try OpenFile.creating(path)
        try FileSystem.syncFolder(folder)
        return FossilWriter(path: path, file: file)
      } catch SystemError.exists where attempt < 100 {
        attempt += 1
        path = "\(folder)/\(name)-\(attempt).jsonl"
      } catch SystemError.notFound where attempt < 100 {
        // A compaction removed the empty folder between the two calls.
        attempt += 1
      } catch {
        throw .cannotCreate(path: path, cause: error)
      }
    }
  }

  /// A batch's id with all but letters, digits, `-` and `_` replaced, at most 80 bytes.
  static func fileName(_ batch: String) -> String {
    let bytes = batch.utf8.prefix(80).map { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
        byte
      default: UInt8(ascii: "_")
      }
    }
    return bytes.isEmpty ? "batch" : String(decoding: bytes, as: UTF8.self)
  }
}
