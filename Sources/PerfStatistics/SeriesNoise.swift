/// How much the values of a series vary while its level stays, and how much neighbours resemble
/// each other.
public struct SeriesNoise: Sendable, Hashable {
  /// Standard deviation of one point around its level, estimated robustly: a part of the level
  /// (0.02 is 2 %).
  public var spread: Double
  /// Correlation of neighbours, 0 to 0.75.
  public var autocorrelation: Double
  /// Factor by which the autocorrelation widens the spread of a mean: √((1 + ρ)/(1 - ρ)).
  public var inflation: Double { ((1 + autocorrelation) / (1 - autocorrelation)).squareRoot() }

  /// Makes a noise of its spread and autocorrelation.
  public init(spread: Double, autocorrelation: Double) {
    self.spread = spread
    self.autocorrelation = autocorrelation
  }
}
