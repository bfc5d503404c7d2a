internal import PerfTrace

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Standard input that cannot be read.
package struct InputError: Diagnosis, Equatable {
  /// The number of the system's error.
  package var code: Int32

  package init(code: Int32) { self.code = code }

  package var summary: String { "cannot read standard input" }
  package var reason: String? { unsafe String(cString: strerror(code)).lowercased() }
}
