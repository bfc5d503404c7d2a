#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// An open file or folder, closed at the end of its life.
package struct OpenFile: ~Copyable, Sendable {
  let descriptor: Int32

  private init(path: String, flags: Int32, mode: mode_t = 0o644) throws(SystemError) {
    while true {
      let result = unsafe open(path, flags | O_CLOEXEC, mode)
      if result >= 0 {
        descriptor = result
        return
      }
      guard errno == EINTR else { throw .last }
    }
  }

  deinit { close(descriptor) }

  /// Opens for reading; never waits, not even for the writer of a FIFO.
  package static func reading(_ path: String) throws(SystemError) -> OpenFile {
    try OpenFile(path: path, flags: O_RDONLY | O_NONBLOCK)
  }

  /// Creates a file that must not exist yet, for appending.
  package static func creating(_ path: String) throws(SystemError) -> OpenFile {
    try OpenFile(path: path, flags: O_WRONLY | O_CREAT | O_EXCL | O_APPEND)
  }

  /// Opens for writing at the end, and creates the file where there is none.
  package static func appending(_ path: String) throws(SystemError) -> OpenFile {
    try OpenFile(path: path, flags: O_WRONLY | O_CREAT | O_APPEND)
  }

  /// What the file is now.
  package func status() throws(SystemError) -> FileStatus {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw .last }
    return FileStatus(status)
  }

  /// Fills a part of `buffer` from a place in the file and tells how many bytes there were; 0 at the end.
  package func read(
    into buffer: inout [UInt8], _ range: Range<Int>, at offset: Int64
  ) throws(SystemError) -> Int {
    while true {
      let count = unsafe buffer[range].withUnsafeMutableBytes { part in
        unsafe pread(descriptor, part.baseAddress, part.count, off_t(offset))
      }
      if count >= 0 { return count }
      guard errno == EINTR else { throw .last }
    }
  }

  /// Hands `bytes` to the kernel in one call and tells how many it took.
  package func writeOnce(_ bytes: ArraySlice<UInt8>) throws(SystemError) -> Int {
    while true {
      let count = unsafe bytes.withUnsafeBytes { part in
        unsafe systemWrite(descriptor, part.baseAddress, part.count)
      }
      if count >= 0 { return count }
      guard errno == EINTR else { throw .last }
    }
  }

  /// Writes all of `bytes`.
  package func write(all bytes: [UInt8]) throws(SystemError) {
    var rest = bytes[...]
    while !rest.isEmpty { rest = rest.dropFirst(try writeOnce(rest)) }
  }

  /// Waits until the contents are on the disk.
  package func sync() throws(SystemError) {
    while fsync(descriptor) != 0 {
      guard errno == EINTR else { throw .last }
    }
  }

  /// Claims the file for this process's opening of it; `false` if another opening has claimed it.
  ///
  /// File systems without locks grant it to everyone.
  package func lock() -> Bool {
    flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK
  }

  /// Claims the file, waiting for whoever has it.
  package func waitForLock() {
    while flock(descriptor, LOCK_EX) != 0 && errno == EINTR {}
  }

  package func truncate(to length: Int64) throws(SystemError) {
    guard ftruncate(descriptor, off_t(length)) == 0 else { throw .last }
  }
}

/// `write(2)`, which the methods above hide.
private let systemWrite = unsafe write
