extension GateReport.Finding {
  /// A measured value or a limit in the unit of its kind.
  package func words(of value: Double, metric: Metric) -> String {
    switch kind {
    case .maxTime, .maximum: Quantity(value, metric.unit).text
    case .successRate: Quantity.share(value)
    case .regression, .improvement, .trend: Quantity.change(value)
    }
  }

  /// What was measured and what is allowed, in a sentence without the script's name.
  package func sentence(metric: Metric) -> String {
    let what =
      switch kind {
      case .maxTime, .maximum: "\(metric.title) is"
      case .successRate: "success rate is"
      case .regression, .improvement: "\(metric.title) changed by"
      case .trend: "\(metric.title) changed over its history by"
      }
    let (value, bound) = (words(of: measured, metric: metric), words(of: limit, metric: metric))
    return "\(what) \(value), the limit \(bound)"
  }
}
