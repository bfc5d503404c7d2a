internal import PerfBytes

/// Numbers with units as people write them: "15s", "200 ms", "5%", "512MiB".
package enum UnitText {
  /// What a number measures.
  package enum Dimension: Sendable, Hashable {
    /// Base unit: the second.
    case duration
    /// Base unit: the part of 1; "5%" is 0.05.
    case share
    /// A share above 0: how much something may change before it is told.
    case change
    /// A share of executions, which is never more than all of them.
    case rate
    /// Base unit: the byte.
    case size
    /// A bare number.
    case number
  }

  /// Why a text is no such number.
  package struct Failure: Error, Sendable, Equatable {
    package var why: String
    package var suggestion: String?
  }

  /// The value of `text` in the base unit of `dimension`: finite and not negative.
  ///
  /// - Throws: `Failure` if it is no number, has no unit, or one of another dimension.
  package static func value(of text: String, _ dimension: Dimension) throws(Failure) -> Double {
    let trimmed = text.filter { !$0.isWhitespace }
    let isNegative = trimmed.hasPrefix("-")
    let magnitude = trimmed.dropFirst(isNegative ? 1 : 0)
    let digits = magnitude.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    let unit = String(magnitude.dropFirst(digits.count))
    guard let number = Double(digits), number.isFinite else {
      throw Failure(why: "no number", suggestion: example(dimension))
    }
    let units = units(of: dimension)
    if let factor = units[unit] {
      let value = number * factor
      guard value.isFinite else { throw Failure(why: "too large", suggestion: example(dimension)) }
      // No two runs take the same time to the last digit: a limit of nothing would be met by none.
      if dimension == .change && (isNegative || value == 0) {
        throw Failure(why: "not above 0%", suggestion: example(dimension))
      }
      if isNegative && value > 0 {
        throw Failure(why: "less than 0", suggestion: example(dimension))
      }
      if dimension == .rate && value > 1 {
        throw Failure(why: "more than all executions", suggestion: example(dimension))
      }
      return value
    }
    if unit.isEmpty {
      if units["%"] != nil, number > 0, number < 1 {
        // A part of 1 may be meant, or percents: 0.05 is read as either.
        let percent = String(fixed: number * 100, fractionDigits: 6, trimsZeros: true)
        throw Failure(why: "the unit is missing", suggestion: "\(percent)% or \(digits)%")
      }
      throw Failure(why: "the unit is missing", suggestion: digits + defaultUnit(of: dimension))
    }
    let nearest = NameSuggestion.nearest(to: unit, among: units.keys.sorted())
    throw Failure(
      why: "unknown unit \"\(unit)\"",
      suggestion: nearest.map { digits + $0 } ?? example(dimension))
  }

  private static func units(of dimension: Dimension) -> [String: Double] {
    switch dimension {
    case .duration:
      [
        "ns": 1e-9, "us": 1e-6, "µs": 1e-6, "ms": 1e-3, "s": 1, "sec": 1, "min": 60, "m": 60,
        "h": 3600,
      ]
    case .share, .change, .rate: ["%": 0.01]
    case .size:
      [
        "B": 1, "KiB": 1024, "MiB": 1_048_576, "GiB": 1_073_741_824, "TiB": 1_099_511_627_776,
        "kB": 1e3, "KB": 1e3, "MB": 1e6, "GB": 1e9, "TB": 1e12,
      ]
    case .number: ["": 1]
    }
  }

  private static func defaultUnit(of dimension: Dimension) -> String {
    switch dimension {
    case .duration: "s"
    case .share, .change, .rate: "%"
    case .size: "MiB"
    case .number: ""
    }
  }

  private static func example(_ dimension: Dimension) -> String {
    switch dimension {
    case .duration: "a duration like 15s, 200ms or 2min"
    case .share, .change: "a percentage like 5%"
    case .rate: "a percentage from 0% to 100%"
    case .size: "a size like 512MiB or 2GB"
    case .number: "a number like 12.5"
    }
  }
}
