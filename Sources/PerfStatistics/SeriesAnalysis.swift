/// What a detector finds in one series.
public struct SeriesAnalysis: Sendable, Hashable {
  /// Steps and drifts in the order of the series.
  public var changePoints: [ChangePoint]
  /// Excursions of a few points that came back by themselves, in the order of the series.
  public var spikes: [ChangePoint]
  /// The noise around the levels.
  public var noise: SeriesNoise
  /// The smallest relative step that the series can show, with ten points on both sides.
  public var smallestStep: Double
}
