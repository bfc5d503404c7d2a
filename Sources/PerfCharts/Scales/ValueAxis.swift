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
    if scale.kind == .logarithmic, scale.upper / scale.lower >= 10 {
      let values = scale.ticks(count: count, divisor: divisor).values
      let (texts, shared) = Self.logarithmicLabels(values, divisor: divisor, labels)
      ticks = zip(values, texts).map { value, text in
        Tick(fraction: scale.fraction(value * divisor), label: text)
      }
      unit = [String(shared.prefix(24)), "logarithmic"].filter { !$0.isEmpty }
        .joined(separator: ", ")
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

  /// Labels of numbers of several sizes, and the unit that they share.
  ///
  /// In words, "5.00 ms" beside "2.00 s", unless those are too wide for the room beside the plot, too coarse for the
  /// number ("0.00 ns") or the same for two; then as powers of ten of one unit.
  private static func logarithmicLabels(
    _ values: [Double], divisor: Double, _ labels: ValueLabels
  ) -> (texts: [String], unit: String) {
    var texts = values.map { labels.text($0 * divisor) }
    var unit = ""
    // What all say after their number is said once; "5.00 ms" and "2.00 s" keep theirs.
    let units = Set(texts.map { $0.drop { $0 != " " }.dropFirst() })
    if units.count == 1, let shared = units.first, !shared.isEmpty {
      unit = String(shared)
      texts = texts.map { String($0.prefix { $0 != " " }) }
    }
    let fit = texts.allSatisfy {
      !$0.hasPrefix("0.0") && TextMetrics.width(of: $0, size: 11.5) <= labelWidth
    }
    if fit, Set(texts).count == texts.count { return (texts, unit) }
    return (values.map(power(_:)), labels.unit)
  }

  /// Pixels that a label has beside the plot.
  private static let labelWidth = 48.0

  /// A number of one digit and a power of ten: "10⁻¹²", "2×10⁶".
  private static func power(_ value: Double) -> String {
    let exponent = Decimal.exponent(of: value)
    let digit = Int((value / Decimal.power(exponent)).rounded())
    return (digit == 1 ? "" : "\(digit)×") + "10" + superscript(exponent)
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
