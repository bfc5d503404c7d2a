import Foundation
import PerfInterchange
import PerfTrace
import Testing

/// Small pieces of real result files, and drafts made of them.
enum InterchangeFixture {
  static let folder =
    URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Fixtures")

  /// When every fixture was "written".
  static let modified = Timestamp(milliseconds: 1_700_000_000_000)

  static func source(_ path: String) throws -> ImportSource {
    let file = folder.appendingPathComponent(path)
    let neighbours = file.deletingLastPathComponent()
    return ImportSource(name: path, bytes: [UInt8](try Data(contentsOf: file)), modified: modified)
    {
      (try? Data(contentsOf: neighbours.appendingPathComponent($0))).map { [UInt8]($0) }
    }
  }

  static func draft(
    _ path: String, as format: String = "auto", options: ImportOptions = ImportOptions()
  ) throws -> ImportDraft {
    try ImportFormats.read(source(path), as: format, options: options)
  }

  /// A draft of text that stands in the test.
  static func draft(
    text: String, as format: String = "auto", options: ImportOptions = ImportOptions()
  ) throws -> ImportDraft {
    let source = ImportSource(name: "in.txt", bytes: Array(text.utf8), modified: modified)
    return try ImportFormats.read(source, as: format, options: options)
  }

  /// What stands for a person on the terminal.
  static func words(_ error: ImportError) -> String {
    DiagnosisRenderer.render(error, program: "perftrace")
  }
}

extension ImportDraft {
  /// The one fossil of that script.
  func fossil(_ script: String) throws -> Fossil {
    let found = fossils.filter { $0.script == script }
    try #require(found.count == 1, "\(found.count) of \(script): \(fossils.map(\.script))")
    return found[0]
  }
}
