internal import CProcess

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// What a path names.
package struct FileStatus: Sendable, Equatable {
  package enum Kind: Sendable, Equatable {
    case file
    case folder
    case link
    /// A FIFO, a socket or a device.
    case special
  }

  package var kind: Kind
  package var size: Int64
  /// Device and number, which tell two files apart whatever their paths.
  package var device: UInt64
  package var number: UInt64
  /// When the contents were changed last.
  package var modifiedAt: Timestamp

  init(_ status: stat) {
    kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .folder
      case S_IFLNK: .link
      default: .special
      }
    size = Int64(status.st_size)
    device = UInt64(truncatingIfNeeded: status.st_dev)
    number = UInt64(status.st_ino)
    var status = status
    modifiedAt = Timestamp(milliseconds: unsafe pt_modified_ms(&status))
  }

  /// What `path` names after following links.
  package static func following(_ path: String) throws(SystemError) -> FileStatus {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { throw .last }
    return FileStatus(status)
  }

  /// What `path` names itself, be it a link.
  package static func notFollowing(_ path: String) throws(SystemError) -> FileStatus {
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else { throw .last }
    return FileStatus(status)
  }
}
