#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Standard output for results, standard error for all else.
package enum Console {
  /// Whether a person is looking at standard error, so that a progress bar makes sense.
  package static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }
  package static var outputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
  /// Whether results may be coloured: a terminal, and no `NO_COLOR` (https://no-color.org).
  package static var colorsOutput: Bool {
    unsafe outputIsTerminal && getenv("NO_COLOR") == nil
  }

  package static func write(_ text: String, terminator: String = "\n") {
    write(Array((text + terminator).utf8), to: STDOUT_FILENO)
  }

  package static func write(_ bytes: [UInt8]) {
    write(bytes, to: STDOUT_FILENO)
  }

  package static func writeError(_ text: String, terminator: String = "\n") {
    write(Array((text + terminator).utf8), to: STDERR_FILENO)
  }

  /// Writes all bytes; a closed pipe ends the attempt silently, as with any Unix tool.
  private static func write(_ bytes: [UInt8], to descriptor: Int32) {
    var offset = 0
    while offset < bytes.count {
      let count = unsafe bytes[offset...].withUnsafeBytes { part in
        unsafe systemWrite(descriptor, part.baseAddress, part.count)
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return }
      offset += count
    }
  }
}

/// `write(2)`, which the methods above hide.
private let systemWrite = unsafe write
