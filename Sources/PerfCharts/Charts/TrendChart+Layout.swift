extension TrendChart {
  /// Where things stand: horizontally from 0 to 1000, vertically in pixels.
  struct Layout {
    static let width = 1000.0

    let axis: ValueAxis?
    /// What lies beyond the axis' ends; `nil` without values.
    let clipping: Clipping?
    let plotTop: Double
    let plotBottom: Double
    let failureLane: Double
    let height: Double
    let xs: [Double]
    /// How far the values of one position may be spread sideways.
    let slot: Double

    init(_ chart: TrendChart) {
      clipping = Clipping(chart)
      axis = clipping.map { clipping in
        ValueAxis(
          ValueScale(from: clipping.least, to: clipping.greatest, kind: chart.scaleKind),
          labels: chart.labels, count: max(chart.detail.height / 50, 2))
      }
      plotTop = chart.steps.isEmpty && chart.notes.isEmpty ? 22 : 46
      // Where every execution failed there is nothing to plot but the failures themselves.
      plotBottom = plotTop + (axis == nil ? 8 : Double(chart.detail.height))
      failureLane = chart.failures.isEmpty ? 0 : 22
      height = plotBottom + failureLane + 38
      xs = Self.places(of: chart)
      let room = Self.width / Double(max(chart.positions.count, 1))
      // A single position has the whole width for its executions, one after the other.
      slot =
        chart.positions.count == 1
        ? room * 0.96 : chart.axis == .commits && room >= 4 ? min(room * 0.6, 24) : 0
    }

    func y(_ value: Double) -> Double {
      guard let axis else { return plotBottom }
      return plotBottom - (plotBottom - plotTop) * axis.scale.fraction(value)
    }

    private static func places(of chart: TrendChart) -> [Double] {
      let count = chart.positions.count
      let times = chart.positions.compactMap(\.time)
      guard chart.axis == .dates, let first = times.min(), let last = times.max(), first < last
      else {
        return (0..<count).map { (Double($0) + 0.5) * width / Double(count) }
      }
      var latest = first
      return chart.positions.map { position in
        latest = position.time ?? latest
        return 20 + (width - 40) * Double(latest - first) / Double(last - first)
      }
    }
  }
}
