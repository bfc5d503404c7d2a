#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Small reads of the file system with paths of any bytes.
package enum SystemFile {
  package enum Kind: Sendable {
    case regular
    case directory
    case other
  }

  /// What stands at `path`, links followed; `nil` if there is nothing that can be looked at.
  package static func kind(_ path: [UInt8]) -> Kind? {
    var status = stat()
    guard unsafe withCString(path, { unsafe stat($0, &status) }) == 0 else { return nil }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .regular
    case S_IFDIR: return .directory
    default: return .other
    }
  }

  /// Whether there is nothing at `path`, which is not to say that it may not be looked at.
  package static func isMissing(_ path: [UInt8]) -> Bool {
    var status = stat()
    return unsafe withCString(path) { unsafe stat($0, &status) } != 0
      && (errno == ENOENT || errno == ENOTDIR)
  }

  /// Whether `path` itself is a symbolic link.
  package static func isLink(_ path: [UInt8]) -> Bool {
    var status = stat()
    return unsafe withCString(path, { unsafe lstat($0, &status) }) == 0
      && status.st_mode & S_IFMT == S_IFLNK
  }

  /// Whether this program may execute the file at `path`.
  package static func isExecutable(_ path: [UInt8]) -> Bool {
    unsafe withCString(path) { unsafe access($0, X_OK) } == 0
  }

  /// The first `limit` bytes of a file; `nil` if it cannot be read.
  package static func start(of path: [UInt8], limit: Int = 1 << 16) -> [UInt8]? {
    let file = unsafe withCString(path) { unsafe open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
    guard file >= 0 else { return nil }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: limit)
    var filled = 0
    while filled < limit {
      let count = unsafe bytes.withUnsafeMutableBytes {
        unsafe read(file, $0.baseAddress?.advanced(by: filled), limit - filled)
      }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { return nil }
      if count == 0 { break }
      filled += count
    }
    return Array(bytes.prefix(filled))
  }

  /// The text of a small file without surrounding white space; `nil` if it is missing or empty.
  package static func text(_ path: String, limit: Int = 1 << 16) -> String? {
    guard let bytes = start(of: Array(path.utf8), limit: limit) else { return nil }
    let isSpace: (UInt8) -> Bool = { $0 <= 0x20 }
    guard let first = bytes.firstIndex(where: { !isSpace($0) }),
      let last = bytes.lastIndex(where: { !isSpace($0) })
    else { return nil }
    return String(displaying: bytes[first...last])
  }

  /// The names in a folder, without `.` and `..`, in byte order; `nil` if it cannot be read.
  package static func names(in folder: [UInt8]) -> [[UInt8]]? {
    guard let stream = unsafe withCString(folder.isEmpty ? [0x2E] : folder, { unsafe opendir($0) })
    else { return nil }
    defer { unsafe closedir(stream) }
    var names: [[UInt8]] = []
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { field in
        unsafe field.withMemoryRebound(to: UInt8.self, capacity: 256) { text in
          unsafe Array(
            UnsafeBufferPointer(
              start: text, count: strlen(UnsafePointer<CChar>(OpaquePointer(text)))))
        }
      }
      if name != [0x2E] && name != [0x2E, 0x2E] { names.append(name) }
    }
    return names.sorted { $0.lexicographicallyPrecedes($1) }
  }

  /// Removes a file or an empty folder, if it can be removed.
  package static func remove(_ path: [UInt8]) {
    _ = unsafe withCString(path) { unsafe removeFile($0) }
  }

  /// The words of the C library for an error number, "no such file or directory".
  package static func message(_ error: Int32) -> String {
    let text = unsafe String(cString: strerror(error))
    return text.prefix(1).lowercased() + text.dropFirst()
  }

  private static func withCString<Result>(
    _ path: [UInt8], _ body: (UnsafePointer<CChar>) -> Result
  ) -> Result {
    unsafe (path + [0]).withUnsafeBufferPointer { buffer in
      unsafe buffer.withMemoryRebound(to: CChar.self) { text in
        // The buffer holds at least the zero byte, so it has a base address.
        unsafe body(text.baseAddress.unsafelyUnwrapped)
      }
    }
  }
}

/// `remove(3)`, which the method of the same name hides.
private let removeFile = unsafe remove
