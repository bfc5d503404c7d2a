extension GateReport.Finding {
  /// A measured value or a limit in the unit of its kind.
  package func words(of value: Double, metric: Metric) -> String {
    switch kind {
    case .maxTime, .maximum: Quantity(value, metric.unit).text
    case .successRate: Quantity(value * 100, .percent).text
    case .regression, .improvement, .trend: Quantity.change(value)
    }
  }
}
