/// A format that the results of another tool are read from; one type a format, listed in `ImportFormats`.
package protocol Importer: Sendable {
  /// The name on the command line and in a fossil's `recorder`, "google-benchmark".
  static var name: String { get }
  /// Other names of the format on the command line.
  static var aliases: [String] { get }
  /// What the format is, for lists: "Google Benchmark JSON".
  static var title: String { get }

  /// Whether the content looks like this format; must not depend on the file's name.
  static func recognizes(_ shape: ImportShape) -> Bool

  /// Whether a file found in a folder holds results of this format: not the files that only describe others.
  static func holdsResults(_ path: String) -> Bool

  /// Adds every result of the source to `draft`, in the order of the source.
  ///
  /// A value that cannot be used is a warning and is left out.
  ///
  /// - Throws: `ImportError` if the source as a whole cannot be read as this format.
  static func read(_ shape: ImportShape, into draft: inout ImportDraft) throws(ImportError)
}

extension Importer {
  package static var aliases: [String] { [] }

  package static func holdsResults(_ path: String) -> Bool { path.hasSuffix(".json") }
}
