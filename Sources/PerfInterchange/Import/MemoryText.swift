internal import PerfBytes

/// Sizes of memory as a fossil's `environment` writes them.
enum MemoryText {
  /// "6.8" for 7,093,488 KiB; `nil` unless positive.
  static func gibibytes(fromKibibytes kibibytes: Double) -> String? {
    guard kibibytes > 0, kibibytes < 1e15 else { return nil }
    return String(fixed: kibibytes / 1_048_576, fractionDigits: 1)
  }
}
