internal import PerfTrace

/// One value of a source with its unit, and how much it varies.
struct ImportedReading: Sendable {
  var value: Double
  var unit: MeasurementUnit
  /// In the value's unit, as the source tells it.
  var spread: Double?
  /// In the value's unit, at most `ImportDraft.sampleLimit`.
  var samples: [Double]
  var better: Polarity

  /// A reading; `better` is the source's word, else the unit decides, else `fallback`, else smaller is better.
  init(
    _ value: Double, unit: String, spread: Double? = nil, samples: [Double] = [],
    better: Polarity? = nil, fallback: Polarity? = nil
  ) {
    self.value = value
    self.unit = MeasurementUnit(unit)
    self.spread = spread
    self.samples = samples
    self.better = better ?? self.unit.polarity ?? fallback ?? .lower
  }
}
