extension TrendChart {
  /// Where things stand: horizontally from 0 to 1000, vertically in pixels.
  struct Layout {
    static let width = 1000.0

    let axis: ValueAxis?
    let plotTop: Double
    let plotBottom: Double
    let failureLane: Double
    let height: Double
    let xs: [Double]
    /// How far the values of one position may be spread sideways.
    let slot: Double

    init(_ chart: TrendChart) {
      axis = Self.axis(of: chart)
      plotTop = chart.steps.isEmpty && chart.notes.isEmpty ? 22 : 46
      // Where every execution failed there is nothing to plot but the failures themselves.
      plotBottom = plotTop + (axis == nil ? 8 : Double(chart.detail.height))
      failureLane = chart.failures.isEmpty ? 0 : 22
      height = plotBottom + failureLane + 38
      xs = Self.places(of: chart)
      let room = Self.width / Double(max(chart.positions.count, 1))
      slot = chart.axis == .commits && room >= 4 ? min(room * 0.6, 24) : 0
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

    private static func axis(of chart: TrendChart) -> ValueAxis? {
      var least = Double.infinity
      var greatest = -Double.infinity
      for line in chart.lines {
        for value in line.values {
          if value < least { least = value }
          if value > greatest { greatest = value }
        }
        for point in line.points {
          least = min(least, point.lower)
          greatest = max(greatest, point.upper)
        }
      }
      guard least <= greatest else { return nil }
      let scale = ValueScale(from: least, to: greatest, kind: chart.scaleKind)
      return ValueAxis(scale, labels: chart.labels, count: max(chart.detail.height / 50, 2))
    }
  }
}
