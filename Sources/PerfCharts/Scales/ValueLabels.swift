/// How the values of a chart are written: in which unit on its axis, and one by one in words.
package struct ValueLabels: Sendable {
  /// What a value is divided by before it stands on the axis.
  package var divisor: Double
  /// Unit of the axis; empty for bare numbers.
  package var unit: String
  /// A single value with its unit, "4.23 s".
  package var text: @Sendable (Double) -> String

  package init(
    divisor: Double = 1, unit: String, text: @escaping @Sendable (Double) -> String
  ) {
    self.divisor = divisor
    self.unit = unit
    self.text = text
  }
}
