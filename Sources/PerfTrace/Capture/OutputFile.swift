#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The file that takes the output of commands.
package enum OutputFile {
  /// Makes the file empty, so that whether it can be written shows before long work begins.
  ///
  /// Throws `CaptureError.output` if it cannot.
  package static func prepare(_ path: [UInt8]) throws(CaptureError) {
    let file = unsafe (path + [0]).withUnsafeBytes { bytes in
      unsafe open(
        bytes.assumingMemoryBound(to: CChar.self).baseAddress.unsafelyUnwrapped,
        O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    }
    guard file >= 0 else {
      throw .output(path: String(displaying: path), reason: SystemFile.message(errno))
    }
    close(file)
  }
}
