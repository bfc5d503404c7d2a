package import PerfTrace

/// The bytes of one file to import, and what surrounds it.
package struct ImportSource: Sendable {
  /// The file as the user named it, for messages; "-" is standard input.
  package var name: String
  package var bytes: [UInt8]
  /// When the file was last written: the time of results that carry no date of their own.
  package var modified: Timestamp
  /// Reads a file by its path relative to this one's folder; `nil` if there is none.
  ///
  /// Some formats keep names or hosts in files next door (asv, criterion).
  package var neighbour: @Sendable (_ relativePath: String) -> [UInt8]?

  package init(
    name: String, bytes: [UInt8], modified: Timestamp,
    neighbour: @escaping @Sendable (_ relativePath: String) -> [UInt8]? = { _ in nil }
  ) {
    self.name = name
    self.bytes = bytes
    self.modified = modified
    self.neighbour = neighbour
  }

  /// Line and column of a byte; both count from one, columns count bytes.
  package func location(of offset: Int) -> SourceLocation {
    SourceLocation(file: name, offset: min(max(offset, 0), bytes.count), in: bytes)
  }

  /// The folders and the file of `name`, without empty and "." parts.
  var pathComponents: [String] {
    name.split(separator: "/").map(String.init).filter { $0 != "." }
  }
}
