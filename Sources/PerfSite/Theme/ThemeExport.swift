/// Writes the built-in theme into a folder of the user's.
package enum ThemeExport {
  /// Writes all built-in files and returns the paths of those that were written.
  ///
  /// A file that is there and differs is an error unless `replacing` is set; then nothing has been written.
  package static func write(to path: String, replacing: Bool) throws(SiteError) -> [String] {
    let folder = SiteFolder(existingRoot: path)
    var changed: [(path: String, bytes: [UInt8])] = []
    for (name, text) in Theme.builtIn {
      let bytes = Array(text.utf8)
      let present = try folder.read(name)
      if present == bytes { continue }
      if present != nil && !replacing { throw .changedTemplate(path: "\(path)/\(name)") }
      changed.append((name, bytes))
    }
    for (name, bytes) in changed { try folder.create(name, bytes) }
    return changed.map(\.path)
  }
}
