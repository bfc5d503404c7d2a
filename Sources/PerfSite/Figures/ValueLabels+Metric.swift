internal import PerfCharts
internal import PerfTrace

extension ValueLabels {
  /// Labels of a metric's values on an axis that shows values of about `magnitude`.
  init(metric: Metric, near magnitude: Double) {
    let scale = QuantityScale(for: magnitude, unit: metric.unit)
    self.init(divisor: scale.divisor, unit: scale.suffix) { Quantity($0, metric.unit).text }
  }
}
