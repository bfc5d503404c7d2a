internal import Foundation

/// A fresh folder below the system's temporary one, removed with all that is in it when the last reference goes.
package final class TemporaryFolder: Sendable {
  /// Absolute path without links in it, so that what programs print can be compared.
  package let path: String

  package init() throws {
    let base = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
    let url = base.appendingPathComponent("perftrace-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit {
    // A test may have taken permissions away; leaving the folder behind would fail no test.
    try? FileManager.default.removeItem(atPath: path)
  }

  /// The path of something inside the folder.
  package func path(_ name: String) -> String { path + "/" + name }

  /// Writes a file and the folders above it; returns its path.
  @discardableResult
  package func write(_ text: String, to name: String) throws -> String {
    try write(Array(text.utf8), to: name)
  }

  /// Writes a file and the folders above it; returns its path.
  @discardableResult
  package func write(_ bytes: [UInt8], to name: String) throws -> String {
    let url = URL(fileURLWithPath: path(name))
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
    return url.path
  }

  /// The bytes of a file inside the folder.
  package func read(_ name: String) throws -> [UInt8] {
    try Array(Data(contentsOf: URL(fileURLWithPath: path(name))))
  }

  package func exists(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: path(name))
  }

  /// Paths of all files below the folder, relative to it, in byte order.
  package func files(below name: String = "") -> [String] {
    let start = name.isEmpty ? path : path(name)
    let all = FileManager.default.enumerator(atPath: start)?.compactMap { $0 as? String } ?? []
    return
      all
      .filter { entry in
        var isFolder: ObjCBool = false
        let exists = unsafe FileManager.default.fileExists(
          atPath: start + "/" + entry, isDirectory: &isFolder)
        return exists && !isFolder.boolValue
      }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
