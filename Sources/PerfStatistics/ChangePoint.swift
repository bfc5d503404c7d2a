/// A place in a series after which its level differs.
public struct ChangePoint: Sendable, Hashable {
  /// How the level changes.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// From one point to the next, for good.
    case step
    /// Slowly, over many points.
    case drift
    /// For a few points only, after which it is what it was.
    case spike
  }

  /// How the level changes.
  public var kind: Kind
  /// Index of the first point of the new level; of a drift, the point at which it begins; counted
  /// from 0.
  public var index: Int
  /// Index of the first point that has the level to stay: `index` for a step, behind the drift or
  /// the spike otherwise.
  public var end: Int
  /// The new level over the old one, less 1: 0.07 is 7 % more.
  ///
  /// In a series with values that are not positive: the difference as a part of the median
  /// magnitude.
  public var effect: Double
  /// The interval of `effect`, widened for autocorrelation; `nil` if the neighbouring segments are
  /// too short for its level.
  public var interval: ConfidenceInterval?
  /// The probability that chance alone does not part the ranks of the two sides as far, 0 to 1.
  public var confidence: Double
  /// By how much the change passes the tests: 1 is just enough, 2 is twice the bound.
  public var strength: Double
  /// Median before the change, in the unit of the values.
  public var levelBefore: Double
  /// Median after the change (of a spike: within it), in the unit of the values.
  public var levelAfter: Double
}
