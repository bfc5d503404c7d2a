#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// A failed system call's `errno`.
package struct SystemError: Error, Sendable, Hashable {
  package var code: Int32

  package init(code: Int32) {
    self.code = code
  }

  /// The error of the system call that failed just now on this thread.
  package static var last: SystemError { SystemError(code: errno) }

  package static let notFound = SystemError(code: ENOENT)
  package static let exists = SystemError(code: EEXIST)
  package static let noSpace = SystemError(code: ENOSPC)
  package static let inputOutput = SystemError(code: EIO)
  package static let linkLoop = SystemError(code: ELOOP)

  /// Whether this user lacks a permission.
  package var isRefusal: Bool { code == EACCES || code == EPERM }
}

extension SystemError: CustomStringConvertible {
  /// The system's words without capitals: "permission denied".
  package var description: String {
    var buffer = [CChar](repeating: 0, count: 256)
    // `strerror` writes to memory that threads share; `strerror_r` fills the buffer, which is longer than any message.
    _ = unsafe strerror_r(code, &buffer, buffer.count)
    let text = String(
      decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    return text.prefix(1).lowercased() + text.dropFirst()
  }
}
