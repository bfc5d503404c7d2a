#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Operations on paths that outlive a crash of the machine.
package enum FileSystem {
  /// Names in a folder without `.` and `..`, in byte order.
  package static func names(in folder: String) throws(SystemError) -> [String] {
    guard let stream = unsafe opendir(folder) else { throw .last }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    // `readdir` is safe as long as threads do not share the stream, and the entry lives until the next call.
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { name in
        unsafe name.withMemoryRebound(to: CChar.self, capacity: 1024) { unsafe String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Makes a folder and those above it, each synced into its parent.
  package static func makeFolder(_ path: String) throws(SystemError) {
    guard !path.isEmpty, path != "/", path != "." else { return }
    if unsafe mkdir(path, 0o777) == 0 { return try syncFolder(parent(of: path)) }
    switch errno {
    case EEXIST:
      guard try FileStatus.following(path).kind == .folder else {
        throw SystemError(code: ENOTDIR)
      }
    case ENOENT:
      try makeFolder(parent(of: path))
      if unsafe mkdir(path, 0o777) != 0 {
        guard errno == EEXIST else { throw .last }
        return
      }
      try syncFolder(parent(of: path))
    default: throw .last
    }
  }

  /// Waits until the names in a folder are on the disk.
  package static func syncFolder(_ path: String) throws(SystemError) {
    do {
      try OpenFile.reading(path).sync()
    } catch {
      // Some file systems cannot sync folders; they keep their names in order themselves.
      guard error.code == EINVAL || error.code == EBADF else { throw error }
    }
  }

  /// Replaces `target` by `source` in one step and syncs the folder.
  package static func move(_ source: String, to target: String) throws(SystemError) {
    guard unsafe rename(source, target) == 0 else { throw .last }
    try syncFolder(parent(of: target))
  }

  package static func remove(_ path: String) throws(SystemError) {
    guard unsafe unlink(path) == 0 else { throw .last }
  }

  /// Removes a folder if it is empty and tells whether it did.
  @discardableResult
  package static func removeEmptyFolder(_ path: String) -> Bool {
    unsafe rmdir(path) == 0
  }

  /// The folder of a path: "." for a bare name.
  package static func parent(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The last component of a path.
  package static func name(of path: String) -> String {
    path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[path.utf8.index(after: $0)...]) }
      ?? path
  }

  /// The bytes of a whole file of at most `limit` bytes; `EFBIG` for a larger one.
  package static func contents(
    of path: String, limit: Int = 1 << 30
  ) throws(SystemError) -> [UInt8] {
    let file = try OpenFile.reading(path)
    let status = try file.status()
    guard status.kind == .file else {
      throw SystemError(code: status.kind == .folder ? EISDIR : EINVAL)
    }
    guard status.size <= limit else { throw SystemError(code: EFBIG) }
    var bytes = [UInt8](repeating: 0, count: Int(status.size) + 1)
    var filled = 0
    while true {
      let count = try file.read(into: &bytes, filled..<bytes.count, at: Int64(filled))
      filled += count
      if count == 0 { break }
      guard filled <= limit else { throw SystemError(code: EFBIG) }
      if filled == bytes.count { bytes.append(contentsOf: repeatElement(0, count: filled)) }
    }
    bytes.removeLast(bytes.count - filled)
    return bytes
  }

  /// Puts a whole file in place: written beside it, synced, and moved over whatever stood there.
  package static func replace(_ path: String, with bytes: [UInt8]) throws(SystemError) {
    let temporary = "\(path).\(getpid()).\(UInt32.random(in: 0...UInt32.max)).tmp"
    do {
      let file = try OpenFile.creating(temporary)
      try file.write(all: bytes)
      try file.sync()
      try move(temporary, to: path)
    } catch {
      try? remove(temporary)
      throw error
    }
  }

  /// The absolute path of the current folder; "." if it has none any more.
  package static var currentFolder: String {
    guard let path = unsafe getcwd(nil, 0) else { return "." }
    // `getcwd` allocated the text for this call.
    defer { unsafe free(path) }
    return unsafe String(cString: path)
  }

  /// The folder for files that live as long as a process: `TMPDIR` or `/tmp`.
  package static var temporaryFolder: String {
    guard let value = unsafe getenv("TMPDIR") else { return "/tmp" }
    // Nothing in this program changes the environment.
    let path = unsafe String(cString: value)
    return path.isEmpty ? "/tmp" : path
  }

  /// Number of processors that this process may use.
  package static var processorCount: Int {
    max(Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))), 1)
  }
}
