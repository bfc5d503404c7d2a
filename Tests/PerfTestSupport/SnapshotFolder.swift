package import Testing

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// The golden files of one suite: `Tests/<Target>/Snapshots/<Suite>/`.
///
/// `UPDATE_SNAPSHOTS=1 swift test` rewrites them; a difference leaves `<name>-changed` beside the golden file.
package struct SnapshotFolder: Sendable {
  private let folder: String

  /// Finds the folder by the path of the test that asks.
  package init(suite: String, testFile: String = #filePath) {
    let parts = testFile.split(separator: "/", omittingEmptySubsequences: false)
    let end = parts.lastIndex(of: "Tests").map { min($0 + 2, parts.count) } ?? parts.count - 1
    folder = parts[..<end].joined(separator: "/") + "/Snapshots/" + suite
  }

  /// Records an issue if `text` is not what the golden file `name` holds.
  package func expect(
    _ text: String, matches name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let path = "\(folder)/\(name)"
    let changedPath = path + "-changed"
    let golden = FileManager.default.contents(atPath: path).map {
      String(decoding: $0, as: UTF8.self)
    }
    if golden == text {
      try? FileManager.default.removeItem(atPath: changedPath)
      return
    }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    if ProcessInfo.processInfo.environment["UPDATE_SNAPSHOTS"] == "1" {
      try Data(text.utf8).write(to: URL(filePath: path))
      return
    }
    try Data(text.utf8).write(to: URL(filePath: changedPath))
    let (old, new) = Self.firstDifference(golden ?? "", text)
    Issue.record(
      """
      "\(name)" \(golden == nil ? "has no golden file" : "differs"): expected …\(old)…, found …\(new)… \
      (whole text in "\(name)-changed"; look at it, then UPDATE_SNAPSHOTS=1)
      """, sourceLocation: sourceLocation)
  }

  /// Names of golden files that are not among those that the suite's tests use.
  package func unused(except used: [String]) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder)
      .filter { !used.contains($0) && !$0.hasSuffix("-changed") }.sorted()
  }

  private static func firstDifference(_ a: String, _ b: String) -> (String, String) {
    let (a, b) = (Array(a.utf8), Array(b.utf8))
    let common = zip(a, b).prefix { $0 == $1 }.count
    let start = max(common - 30, 0)
    func excerpt(_ bytes: [UInt8]) -> String {
      String(
        decoding: bytes[min(start, bytes.count)..<min(common + 60, bytes.count)], as: UTF8.self)
    }
    return (excerpt(a), excerpt(b))
  }
}
