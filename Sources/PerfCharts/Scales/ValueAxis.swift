internal import PerfBytes

/// A scale with its labelled ticks.
struct ValueAxis: Sendable {
  struct Tick {
    /// Where between the scale's ends it stands, 0 to 1.
    var fraction: Double
    var label: String
  }

  let scale: ValueScale
  let ticks: [Tick]
  /// The axis' unit in words, with a power of ten where the numbers are very large or small: "×10⁹ h".
  let unit: String

  init(_ scale: ValueScale, labels: ValueLabels, count: Int) {
    self.scale = scale
    let divisor = labels.divisor > 0 && labels.divisor.isFinite ? labels.divisor : 1
    if scale.kind == .logarithmic {
      ticks = scale.ticks(count: count, divisor: divisor).values.map { value in
        Tick(fraction: scale.fraction(value * divisor), label: labels.text(value * divisor))
      }
      unit = "logarithmic"
      return
    }
    let largest = max(scale.lower.magnitude, scale.upper.magnitude) / divisor
    let exponent = Self.exponent(for: largest)
    let factor = divisor * Decimal.power(exponent)
    let found = scale.ticks(count: count, divisor: factor)
    let digits = min(found.fractionDigits, 9)
    ticks = found.values.map { value in
      Tick(
        fraction: scale.fraction(value * factor),
        label: Self.separated(String(fixed: value, fractionDigits: digits)))
    }
    let power = exponent == 0 ? "" : "×10" + Self.superscript(exponent)
    unit = [power, String(labels.unit.prefix(24))].filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// A multiple of three that leaves the largest number of an axis readable; 0 for ordinary ones.
  private static func exponent(for largest: Double) -> Int {
    guard largest >= 1e6 || largest > 0 && largest < 1e-3 else { return 0 }
    let exponent = Decimal.exponent(of: largest)
    return exponent >= 0 ? exponent / 3 * 3 : (exponent - 2) / 3 * 3
  }

  /// A number with a comma between groups of three digits.
  private static func separated(_ number: String) -> String {
    let digits = Array(number.utf8)
    let point = digits.firstIndex(of: UInt8(ascii: ".")) ?? digits.count
    var result: [UInt8] = []
    for (index, byte) in digits.enumerated() {
      let isAfterDigit = index > 0 && digits[index - 1] != UInt8(ascii: "-")
      if index < point, isAfterDigit, (point - index).isMultiple(of: 3) {
        result.append(UInt8(ascii: ","))
      }
      result.append(byte)
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func superscript(_ exponent: Int) -> String {
    let digits: [Character] = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"]
    let sign = exponent < 0 ? "⁻" : ""
    return sign + String("\(exponent.magnitude)".compactMap(\.wholeNumberValue).map { digits[$0] })
  }
}
