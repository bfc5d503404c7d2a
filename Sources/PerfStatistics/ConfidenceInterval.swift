/// An interval estimate with the probability that it covers the true value.
public struct ConfidenceInterval: Sendable, Hashable {
  /// The lower end, in the unit of the estimate.
  public var lower: Double
  /// The upper end, in the unit of the estimate.
  public var upper: Double
  /// The probability of covering the true value, between 0 and 1.
  public var level: Double

  /// Makes an interval of its ends and its level.
  public init(lower: Double, upper: Double, level: Double) {
    self.lower = lower
    self.upper = upper
    self.level = level
  }

  /// Whether `value` lies inside or on an end.
  public func contains(_ value: Double) -> Bool { lower <= value && value <= upper }
}
