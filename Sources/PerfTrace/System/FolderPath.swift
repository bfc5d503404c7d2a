/// Paths of folders as text.
enum FolderPath {
  /// The absolute path of a folder and those of the folders above it, up to the root, which is empty: a name after a
  /// slash can follow each.
  static func upwards(from folder: String) -> [String] {
    var parts = folder.split(separator: "/")
    var folders: [String] = []
    while true {
      folders.append(parts.isEmpty ? "" : "/" + parts.joined(separator: "/"))
      if parts.popLast() == nil { return folders }
    }
  }
}
