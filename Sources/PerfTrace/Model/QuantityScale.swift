internal import PerfBytes

/// A divisor and a suffix that suit numbers of one size: 1e-3 and "ms" for 0.0123 seconds.
///
/// The ticks of an axis share one scale; a single number picks its own.
package struct QuantityScale: Sendable, Hashable {
  /// What a value in the unit of the metric is divided by before it is written.
  package let divisor: Double
  /// What is written after a space; empty for a bare number.
  package let suffix: String
  /// Decimals that no number of this unit needs more of.
  let mostFractionDigits: Int
  /// Whether whole numbers are written without decimals, as things that are counted are.
  let trimsZeros: Bool

  /// Picks the scale in which `magnitude` has one to three digits before the point.
  ///
  /// A magnitude that is not finite, or 0, gets the unit's own scale.
  package init(for magnitude: Double, unit: Metric.Unit) {
    let steps = Self.steps(of: unit)
    let size = magnitude.isFinite ? magnitude.magnitude : 0
    var chosen = steps.base
    if size > 0 {
      chosen = 0
      while chosen + 1 < steps.scales.count && size >= steps.scales[chosen + 1].from { chosen += 1 }
    }
    self.divisor = steps.scales[chosen].divisor
    self.suffix = steps.scales[chosen].suffix
    self.mostFractionDigits = steps.mostFractionDigits
    self.trimsZeros = steps.scales.count == 1
  }

  /// Appends `value`, given in the unit of the metric, with its suffix.
  ///
  /// Without `fractionDigits` three significant digits are written; thousands are separated by commas.
  package func append(_ value: Double, fractionDigits: Int? = nil, to bytes: inout [UInt8]) {
    let scaled = value.isFinite ? value / divisor : 0
    let digits = fractionDigits ?? min(Self.fractionDigits(of: scaled), mostFractionDigits)
    let trims = fractionDigits == nil && (scaled == 0 || trimsZeros)
    let start = bytes.count
    bytes.append(fixed: scaled, fractionDigits: digits, trimsZeros: trims)
    Self.separateThousands(in: &bytes, from: start)
    guard !suffix.isEmpty else { return }
    bytes.append(UInt8(ascii: " "))
    bytes.append(contentsOf: suffix.utf8)
  }

  /// `value` in words; see `append(_:fractionDigits:to:)`.
  package func text(_ value: Double, fractionDigits: Int? = nil) -> String {
    var bytes: [UInt8] = []
    append(value, fractionDigits: fractionDigits, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension QuantityScale {
  fileprivate struct Step {
    /// Least magnitude, in the unit of the metric, that this step is for.
    var from: Double
    var divisor: Double
    var suffix: String
  }

  fileprivate struct Steps {
    var scales: [Step]
    /// Index of the step that stands for zero.
    var base: Int
    var mostFractionDigits = 2
  }

  private static let seconds = Steps(
    scales: [
      Step(from: 0, divisor: 1e-9, suffix: "ns"),
      Step(from: 0.9995e-6, divisor: 1e-6, suffix: "µs"),
      Step(from: 0.9995e-3, divisor: 1e-3, suffix: "ms"),
      Step(from: 0.9995, divisor: 1, suffix: "s"),
      Step(from: 600, divisor: 60, suffix: "min"), Step(from: 7200, divisor: 3600, suffix: "h"),
    ], base: 3)

  private static let bytes = Steps(
    scales: [
      Step(from: 0, divisor: 1, suffix: "B"), Step(from: 1023.5, divisor: 1024, suffix: "KiB"),
      Step(from: 1023.5 * 1024, divisor: 1_048_576, suffix: "MiB"),
      Step(from: 1023.5 * 1_048_576, divisor: 1_073_741_824, suffix: "GiB"),
      Step(from: 1023.5 * 1_073_741_824, divisor: 1_099_511_627_776, suffix: "TiB"),
    ], base: 0)

  private static let mebibytes = Steps(
    scales: [
      Step(from: 0, divisor: 1 / 1_048_576, suffix: "B"),
      Step(from: 1023.5 / 1_048_576, divisor: 1 / 1024, suffix: "KiB"),
      Step(from: 1023.5 / 1024, divisor: 1, suffix: "MiB"),
      Step(from: 1023.5, divisor: 1024, suffix: "GiB"),
      Step(from: 1023.5 * 1024, divisor: 1_048_576, suffix: "TiB"),
    ], base: 2)

  private static let percent = Steps(
    scales: [Step(from: 0, divisor: 1, suffix: "%")], base: 0, mostFractionDigits: 1)

  private static let count = Steps(
    scales: [Step(from: 0, divisor: 1, suffix: "")], base: 0, mostFractionDigits: 1)

  private static func steps(of unit: Metric.Unit) -> Steps {
    switch unit {
    case .seconds: seconds
    case .bytes: bytes
    case .mebibytes: mebibytes
    case .percent: percent
    case .count: count
    case .other(let name):
      switch name {
      case "s", "sec", "second", "seconds": seconds
      case "ms", "msec", "milliseconds": seconds.scaled(by: 1e3)
      case "us", "µs", "μs", "usec", "microseconds": seconds.scaled(by: 1e6)
      case "ns", "nsec", "nanoseconds": seconds.scaled(by: 1e9)
      case "B", "bytes", "byte": bytes
      case "KiB": bytes.scaled(by: 1 / 1024)
      case "MiB": mebibytes
      // A bare number sign says only that something was counted.
      case "#": count
      default: Steps(scales: [Step(from: 0, divisor: 1, suffix: name)], base: 0)
      }
    }
  }

  /// Decimals that leave three significant digits.
  private static func fractionDigits(of value: Double) -> Int {
    switch value.magnitude {
    case 0: 0
    case ..<0.0995: 4
    case ..<9.995: 2
    case ..<99.95: 1
    default: 0
    }
  }

  /// Puts a comma between groups of three digits before the point.
  private static func separateThousands(in bytes: inout [UInt8], from start: Int) {
    let isDigit = { (byte: UInt8) in byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
    guard let first = bytes[start...].firstIndex(where: isDigit) else { return }
    var end = bytes[first...].firstIndex { !isDigit($0) } ?? bytes.count
    // A number beyond the range of integers is written with an exponent and left alone.
    if bytes[end...].contains(UInt8(ascii: "e")) { return }
    while end - first > 3 {
      end -= 3
      bytes.insert(UInt8(ascii: ","), at: end)
    }
  }
}

extension QuantityScale.Steps {
  /// The same steps for numbers that are `factor` times as large.
  fileprivate func scaled(by factor: Double) -> Self {
    var result = self
    for index in result.scales.indices {
      result.scales[index].from *= factor
      result.scales[index].divisor *= factor
    }
    return result
  }
}
