#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Where a script is found from another working directory.
package enum ScriptPath {
  /// `path`, which is meant from the current folder, as a command with working directory `directory` finds it.
  package static func seen(from directory: String?, _ path: [UInt8]) -> [UInt8] {
    guard directory != nil, path.first != 0x2F, let current = unsafe getcwd(nil, 0) else {
      return path
    }
    defer { unsafe free(current) }
    let folder = unsafe UnsafeRawBufferPointer(start: current, count: strlen(current))
    return unsafe Array(folder) + [0x2F] + path
  }
}
