/// The parts of a script's file name.
package struct ScriptName: Sendable, Equatable {
  /// The last component of the path.
  package var base: String
  /// The last component without its extension, the name under which a script is recorded.
  package var stem: String
  /// Extension in lower case without point; empty where there is none.
  package var fileExtension: String

  package init(path: [UInt8]) {
    let last = path.split(separator: UInt8(ascii: "/")).last.map(Array.init) ?? path
    base = String(displaying: last)
    if let point = last.lastIndex(of: UInt8(ascii: ".")), point > 0, point < last.count - 1 {
      stem = String(displaying: last[..<point])
      fileExtension = String(displaying: last[(point + 1)...]).lowercased()
    } else {
      stem = base
      fileExtension = ""
    }
  }
}
