internal import PerfCommandLine
internal import PerfTrace

/// A command's result as text: to a file where one is named, else to standard output.
enum OutputText {
  /// Writes the whole text or nothing.
  static func write(_ text: String, to path: String?) throws {
    guard let path else { return Console.write(text) }
    do {
      try FileSystem.makeFolder(FileSystem.parent(of: path))
      try FileSystem.replace(path, with: Array((text + "\n").utf8))
    } catch {
      throw OutputTextError(path: path, cause: error.description)
    }
  }
}

/// A result that could not be written.
struct OutputTextError: Diagnosis {
  var path: String
  var cause: String

  var summary: String { "cannot write \"\(path)\"" }
  var reason: String? { cause }
}
