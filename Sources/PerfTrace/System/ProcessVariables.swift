#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// This program's own environment variables and arguments, as raw bytes where Swift would mend them.
package enum ProcessVariables {
  /// The value of a variable as text; `nil` if it is not set or empty.
  package static func value(_ name: String) -> String? {
    guard let value = unsafe getenv(name) else { return nil }
    let text = unsafe String(cString: value)
    return text.isEmpty ? nil : text
  }

  /// All variables, each as the bytes of `NAME=value`.
  package static var all: [[UInt8]] {
    var entries: [[UInt8]] = []
    guard var next = unsafe environ as UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? else {
      return []
    }
    while let entry = unsafe next.pointee {
      entries.append(unsafe bytes(of: entry))
      unsafe next += 1
    }
    return entries
  }

  /// The program's arguments as they were given, program name first.
  package static var arguments: [[UInt8]] {
    (0..<Int(CommandLine.argc)).compactMap { index in
      unsafe CommandLine.unsafeArgv[index].map { unsafe bytes(of: $0) }
    }
  }

  private static func bytes(of text: UnsafeMutablePointer<CChar>) -> [UInt8] {
    unsafe Array(UnsafeRawBufferPointer(start: text, count: strlen(text)))
  }
}
