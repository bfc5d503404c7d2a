internal import PerfBytes

/// A number of a metric as people read it: "1.23 s", "45.1 ms", "312 MiB", "9,120,000,000".
///
/// The words depend on the number and its unit alone, never on a locale.
package struct Quantity: Sendable, Hashable {
  package var value: Double
  package var unit: Metric.Unit

  package init(_ value: Double, _ unit: Metric.Unit) {
    self.value = value
    self.unit = unit
  }

  /// Three significant digits in the unit's most readable scale; "–" for a number that is not finite.
  package var text: String {
    guard value.isFinite else { return "–" }
    return QuantityScale(for: value, unit: unit).text(value)
  }

  /// Appends `text` as UTF-8.
  package func append(to bytes: inout [UInt8]) {
    guard value.isFinite else { return bytes.append(contentsOf: "–".utf8) }
    QuantityScale(for: value, unit: unit).append(value, to: &bytes)
  }
}

extension Quantity {
  /// A relative change with its sign: 0.0712 is "+7.1 %", -0.5 is "-50.0 %", 12 is "+1,200 %".
  ///
  /// Beyond a million percent only that is said: ">+999,999 %". "–" for a number that is not finite.
  package static func change(_ effect: Double) -> String {
    guard effect.isFinite else { return "–" }
    if effect.magnitude >= 10_000 { return effect > 0 ? ">+999,999 %" : "<-999,999 %" }
    let percent = effect * 100
    let digits = percent.magnitude < 99.95 ? 1 : 0
    let words = QuantityScale(for: percent, unit: .percent).text(percent, fractionDigits: digits)
    return percent >= (digits == 1 ? 0.05 : 0.5) ? "+" + words : words
  }

  /// An interval of relative changes: "+5.0 % to +9.1 %"; an end that is not known is "–".
  package static func changes(_ lower: Double, _ upper: Double) -> String {
    change(lower) + " to " + change(upper)
  }

  /// A whole number with thousands separated: "12,345".
  package static func count(_ number: Int) -> String {
    Quantity(Double(number), .count).text
  }
}
