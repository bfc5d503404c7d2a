internal import PerfBytes

/// A number of a metric as people read it: "1.23 s", "45.1 ms", "312 MiB", "9,120,000,000", "1.96 G ops/s".
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
  /// Beyond a million percent only that is said: "over +999,999 %". "–" for a number that is not finite.
  package static func change(_ effect: Double) -> String {
    var bytes: [UInt8] = []
    append(change: effect, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends what `change(_:)` says as UTF-8.
  package static func append(change effect: Double, to bytes: inout [UInt8]) {
    guard effect.isFinite else { return bytes.append(contentsOf: "–".utf8) }
    if effect.magnitude >= 10_000 {
      return bytes.append(contentsOf: (effect > 0 ? "over +999,999 %" : "under -999,999 %").utf8)
    }
    let percent = effect * 100
    let digits = percent.magnitude < 99.95 ? 1 : 0
    if percent >= (digits == 1 ? 0.05 : 0.5) { bytes.append(UInt8(ascii: "+")) }
    QuantityScale(for: percent, unit: .percent).append(percent, fractionDigits: digits, to: &bytes)
  }

  /// An interval of relative changes: "+5.0 % to +9.1 %"; an end that is not known is "–".
  package static func changes(_ lower: Double, _ upper: Double) -> String {
    change(lower) + " to " + change(upper)
  }

  /// A part of a whole, rounded half up to a tenth of a percent: "66.7 %", "90 %".
  ///
  /// It is "100 %" only if nothing is missing and "0 %" only if there is nothing: 9,999 of 10,000 are "99.9 %". "–" for a
  /// part of nothing.
  package static func share(_ part: Int, of whole: Int) -> String {
    guard whole > 0 else { return "–" }
    // Exact, where the product fits: a quotient in binary may lie below the half that it stands for.
    let (double, overflow) = part.multipliedReportingOverflow(by: 2000)
    return overflow
      ? share(Double(part) / Double(whole))
      : share(permille: (double + whole) / (2 * whole), isNone: part <= 0, isAll: part >= whole)
  }

  /// The same of a part of 1; "–" for one that is not finite.
  package static func share(_ part: Double) -> String {
    guard part.isFinite else { return "–" }
    // 0.8665 is a little less in binary; what is written with four digits is meant so.
    let permille = (part * 1000 + 0.5 + 1e-9).rounded(.down)
    return share(
      permille: Int(max(0, min(1000, permille))), isNone: part <= 0, isAll: part >= 1)
  }

  private static func share(permille: Int, isNone: Bool, isAll: Bool) -> String {
    if isAll { return "100 %" }
    if isNone { return "0 %" }
    let permille = max(1, min(999, permille))
    return permille.isMultiple(of: 10)
      ? "\(permille / 10) %" : "\(permille / 10).\(permille % 10) %"
  }

  /// A whole number with thousands separated: "12,345".
  package static func count(_ number: Int) -> String {
    Quantity(Double(number), .count).text
  }
}
