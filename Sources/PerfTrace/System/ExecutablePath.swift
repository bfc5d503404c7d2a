internal import SystemPackage

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Looks for programs as a shell does.
package enum ExecutablePath {
  /// The first executable of that name in the folders of `PATH`; `nil` if there is none.
  package static func find(_ program: String, in environment: [String: String]) -> String? {
    for folder in (environment["PATH"] ?? "").split(separator: ":") {
      let path = FilePath(String(folder)).appending(program)
      if unsafe path.withPlatformString({ unsafe access($0, X_OK) }) == 0 { return path.string }
    }
    return nil
  }
}
