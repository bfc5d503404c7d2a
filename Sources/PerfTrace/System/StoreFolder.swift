#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Where the fossils are kept if nobody says otherwise.
package enum StoreFolder {
  /// The name of the folder.
  package static let name = "fossils"

  /// The folder `fossils` beside the nearest `perftrace.yml` above the current folder; else the nearest one that
  /// exists above it; else a new one in it.
  package static var standard: String { standard(above: currentFolder) }

  static func standard(above start: String) -> String {
    let folders = sequence(first: start) { folder in
      guard folder != "/", let slash = folder.lastIndex(of: "/") else { return nil }
      return slash == folder.startIndex ? "/" : String(folder[..<slash])
    }
    let candidates = folders.map { $0 == "/" ? "/" + name : $0 + "/" + name }
    for (folder, candidate) in zip(folders, candidates) {
      let configuration = folder == "/" ? "/perftrace.yml" : folder + "/perftrace.yml"
      if SystemFile.kind(Array(configuration.utf8)) == .regular {
        return shortened(candidate, start)
      }
    }
    for candidate in candidates where SystemFile.kind(Array(candidate.utf8)) == .directory {
      return shortened(candidate, start)
    }
    return name
  }

  /// A folder in the current one is named without the way there.
  private static func shortened(_ path: String, _ start: String) -> String {
    path == start + "/" + name ? name : path
  }

  private static var currentFolder: String {
    guard let path = unsafe getcwd(nil, 0) else { return "/" }
    defer { unsafe free(path) }
    return unsafe String(cString: path)
  }
}
