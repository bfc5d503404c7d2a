/// Finds where the level of a series changed.
///
/// Logarithms, a robust spread with autocorrelation, a spike filter, proposals by PELT, a trial of
/// each proposal against its neighbours, and placing by least absolute error;
/// `Documentation/Statistics.md` has the steps and their reasons.
public struct ChangePointDetector: Sendable {
  /// What the detector may be told; the documentation's figures belong to the defaults.
  public struct Parameters: Sendable, Hashable {
    /// The least effect that is told: 0.02 is 2 %.
    public var leastEffect = 0.02
    /// The level of the intervals.
    public var intervalLevel = 0.95
    /// What a change costs the proposing segmentation, in ln n of the noise's variance.
    var penalty = 1.0
    /// The points of a new level that must have come before a change is told.
    var confirmation = 3
    /// What a slope may fit worse than steps for each step that it replaces beyond two, in
    /// variances.
    var driftCredit = 8.0
    var bounds = ChangePointTrial.Bounds()

    /// Makes the default parameters.
    public init() {}
  }

  /// Series of fewer points have no change point.
  public static let fewestPoints = 10

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
    let scale = SeriesScale(values)
    let series = PreparedSeries(levels: scale.levels)
    var result = SeriesAnalysis(
      changePoints: [], spikes: [], noise: series.noise,
      smallestStep: smallestStep(noise: series.noise, count: series.raw.count, scale: scale))
    let n = series.raw.count
    guard n >= Self.fewestPoints else { return result }
    let spread = series.noise.spread * series.noise.inflation
    var scratch = series.clipped
    let center = scratch.selectQuantile(0.5)
    let proposals = PELT.changePoints(
      in: series.clipped.map { $0 - center },
      penalty: parameters.penalty * logarithm(Double(n)) * spread * spread,
      minimumLength: parameters.confirmation)
    var trial = ChangePointTrial(
      series, bounds: parameters.bounds, leastEffect: parameters.leastEffect,
      isLogarithmic: scale.isLogarithmic)
    let (standing, _) = trial.decide(proposals)
    let places = ChangePointPlacement.place(standing.map(\.index), in: series.raw)
    result.changePoints = describe(
      DriftMerging.changes(
        places: places, levels: series.clipped, allowance: parameters.driftCredit * spread * spread),
      standing: standing,
      places: places, series: series, scale: scale)
    result.spikes = spikes(in: series, scale: scale)
    return result
  }

  /// The smallest effect that ten points after a step could show, by the test of means.
  private func smallestStep(noise: SeriesNoise, count: Int, scale: SeriesScale) -> Double {
    let before = Double(min(max(count - 10, 1), parameters.bounds.reach))
    let distance =
      parameters.bounds.z * noise.spread * noise.inflation * (1 / 10 + 1 / before).squareRoot()
    return max(parameters.leastEffect, scale.effect(distance))
  }
}
