internal import PerfBytes

/// What earlier builds put into a site's folder, and from which inputs.
///
/// Kept as text in the site's folder; it says nothing about when or where the site was built.
struct Manifest: Sendable, Equatable {
  struct Entry: Sendable, Equatable {
    /// Digest of all that decided the file's bytes; `nil` while the file is about to be written.
    var inputs: String?
    /// Length of the file in bytes.
    var size: Int
  }

  private static let heading = "perfsite manifest 1"

  /// Files by path.
  var entries: [String: Entry] = [:]

  init() {}

  /// Reads what `text` writes; lines that make no sense are taken for files of unknown inputs or left out, so
  /// that a damaged manifest costs a rebuild and never a file.
  init(text: [UInt8]) {
    let lines = text.split(separator: UInt8(ascii: "\n"))
    guard lines.first.map({ $0.elementsEqual(Self.heading.utf8) }) == true else { return }
    entries.reserveCapacity(lines.count)
    for line in lines.dropFirst() {
      let fields = line.split(
        separator: UInt8(ascii: "\t"), maxSplits: 3, omittingEmptySubsequences: false)
      guard fields.count == 3, let size = Int(String(decoding: fields[1], as: UTF8.self)),
        Self.isInside(fields[2])
      else { continue }
      entries[String(decoding: fields[2], as: UTF8.self)] = Entry(
        inputs: fields[0].count == 32 ? String(decoding: fields[0], as: UTF8.self) : nil,
        size: size)
    }
  }

  /// The manifest's file: one line a file in order of path.
  var text: [UInt8] {
    var output = Array((Self.heading + "\n").utf8)
    for (path, entry) in entries.sorted(by: { $0.key < $1.key }) {
      output += (entry.inputs ?? "-").utf8
      output.append(UInt8(ascii: "\t"))
      output.append(integer: Int64(entry.size))
      output.append(UInt8(ascii: "\t"))
      output += path.utf8
      output.append(UInt8(ascii: "\n"))
    }
    return output
  }

  /// Whether a path stays below the site's folder: a manifest must never lead to another file's removal.
  private static func isInside(_ path: ArraySlice<UInt8>) -> Bool {
    path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      .allSatisfy { !$0.isEmpty && !$0.elementsEqual(".".utf8) && !$0.elementsEqual("..".utf8) }
  }
}
