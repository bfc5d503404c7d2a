internal import PerfTrace

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

extension ImportSource {
  /// Reads a file; "-" is standard input, whose results were measured now.
  ///
  /// - Throws: `ImportError` if it cannot be read.
  package static func reading(_ path: String) throws(ImportError) -> ImportSource {
    guard path != "-" else {
      return ImportSource(name: "standard input", bytes: try standardInput(), modified: .now())
    }
    do throws(SystemError) {
      let bytes = try FileSystem.contents(of: path)
      let modified = try FileStatus.following(path).modifiedAt
      let folder = FileSystem.parent(of: path)
      return ImportSource(name: path, bytes: bytes, modified: modified) {
        try? FileSystem.contents(of: folder + "/" + $0, limit: 64 << 20)
      }
    } catch {
      throw ImportError(.unreadable(file: path, cause: error.description))
    }
  }

  /// The files that hold results of a format: a file itself, all fitting files below a folder.
  ///
  /// - Throws: `ImportError` if a folder cannot be read, holds no such file, or is given without naming the format.
  package static func files(
    at path: String, format: String
  ) throws(ImportError) -> [String] {
    guard path != "-", (try? FileStatus.following(path))?.kind == .folder else { return [path] }
    guard let importer = ImportFormats.named(format) else {
      throw ImportError(.folderWithoutFormat(path))
    }
    var files: [String] = []
    try visit(path, importer, &files)
    guard !files.isEmpty else {
      throw ImportError(.noResults(format: importer.name), at: SourceLocation(file: path))
    }
    return files
  }

  /// Links to folders are not followed, so that the search ends.
  private static func visit(
    _ folder: String, _ importer: any Importer.Type, _ files: inout [String]
  ) throws(ImportError) {
    var folders: [String] = []
    do throws(SystemError) {
      for name in try FileSystem.names(in: folder) where !name.hasPrefix(".") {
        let path = folder + "/" + name
        switch try? FileStatus.notFollowing(path).kind {
        case .folder: folders.append(path)
        case .file: if importer.holdsResults(path) { files.append(path) }
        default: break
        }
      }
    } catch {
      throw ImportError(.unreadable(file: folder, cause: error.description))
    }
    for folder in folders { try visit(folder, importer, &files) }
  }

  private static func standardInput() throws(ImportError) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe read(STDIN_FILENO, &buffer, buffer.count)
      if count == 0 { return bytes }
      if count < 0 {
        if errno == EINTR { continue }
        throw ImportError(
          .unreadable(file: "standard input", cause: SystemError.last.description))
      }
      bytes.append(contentsOf: buffer[..<count])
    }
  }
}
