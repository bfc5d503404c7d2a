import PerfCharts
import PerfTestSupport
import Testing

/// Which values a trend chart leaves beyond its edges, as its description tells.
@Suite struct ClippingTests {
  private static func beyond(_ chart: TrendChart) -> String? {
    let html = HTMLFragment { chart.write(to: &$0) }.string
    return html.firstRange(of: "Beyond the axis: ").map { range in
      String(html[range.upperBound...].prefix { $0 != "<" })
    }
  }

  /// Forty points, one value each, that differ a little.
  private static func chart(_ change: (inout [Double]) -> Void) -> TrendChart {
    var chart = Gallery.outliers()
    var values = (0..<40).map { 10 + 0.1 * Double($0 % 7) }
    change(&values)
    chart.lines[0].values = values
    chart.lines[0].levels = []
    chart.lines[0].points = values.indices.map {
      TrendChart.Point(
        position: $0, median: values[$0], lower: values[$0], upper: values[$0], count: 1)
    }
    return chart
  }

  @Test func tellsHowManyLieBeyondAndHowFar() {
    #expect(
      Self.beyond(Gallery.outliers()) == "2 above, up to 55.0 s; 1 below, down to 1.0 s.")
  }

  @Test func leavesNothingOutWhereNothingIsFar() {
    #expect(Self.beyond(Self.chart { $0[9] = 11.5 }) == nil)
  }

  @Test func neverLeavesOutTheNewestMedian() {
    #expect(Self.beyond(Self.chart { $0[39] = 55 }) == nil)
  }

  @Test func neverLeavesOutANewLevel() {
    #expect(Self.beyond(Self.chart { for index in 34..<39 { $0[index] = 55 } }) == nil)
    var short = Self.chart { for index in 36..<38 { $0[index] = 55 } }
    #expect(Self.beyond(short) == "2 above, up to 55.0 s.")
    short.lines[0].levels = [TrendChart.Level(points: 36..<38, value: 55)]
    #expect(Self.beyond(short) == nil)
  }

  @Test func leavesNothingOutOfAShortHistory() {
    var chart = Self.chart { $0[9] = 55 }
    chart.lines[0].points = Array(chart.lines[0].points.prefix(15))
    chart.lines[0].values = Array(chart.lines[0].values.prefix(15))
    #expect(Self.beyond(chart) == nil)
  }
}
