import Testing

@testable import PerfCharts

@Suite struct PathDataTests {
  @Test func writesRelativeHundredthsWithoutDrift() {
    var path = PathData()
    path.move(1.01, 2)
    for index in 1...300 { path.line(1.01 + Double(index) / 3, 2 + Double(index % 2)) }
    let numbers = String(decoding: path.bytes, as: UTF8.self)
    #expect(numbers.hasPrefix("M1.01 2l.33 1l.34-1"))
    var x = 1.01
    for part in numbers.split(separator: "l").dropFirst() {
      let end = part.dropFirst().firstIndex { $0 == " " || $0 == "-" } ?? part.endIndex
      x += Double(part[..<end]) ?? .nan
    }
    #expect(abs(x - 101.01) < 0.011)
  }

  @Test func usesTheShortestCommands() {
    var path = PathData()
    path.dot(0, 0)
    path.dot(10, -0.5)
    path.line(12, -0.5)
    path.line(12, 3)
    path.close()
    path.move(0, 0)
    #expect(String(decoding: path.bytes, as: UTF8.self) == "M0 0h0m10-.5h0h2v3.5zm-10 .5")
  }
}

@Suite struct ValueScaleTests {
  @Test(arguments: [
    (4.0, 5.0, ValueScale.Kind.linear, 3.92, 5.08), (1, 10, .linear, 0, 10.72),
    (0, 0, .linear, 0, 1), (2, 2, .linear, 1.9, 2.1),
    (1000, 1000.1, .linear, 999.54995, 1000.55005), (-3, -3, .linear, -3.15, -2.85),
    (1, 100, .logarithmic, 1 / 1.3, 130),
  ])
  func choosesBounds(
    least: Double, greatest: Double, kind: ValueScale.Kind, lower: Double, upper: Double
  ) {
    let scale = ValueScale(from: least, to: greatest)
    #expect(scale.kind == kind)
    #expect(abs(scale.lower - lower) < 1e-9)
    #expect(abs(scale.upper - upper) < 1e-9)
  }

  @Test(
    arguments: [
      (1e-12, 1.2e-12), (1e15, 1e15), (-1e308, 1.7e308), (2.3e-308, 2.4e-308), (0, 2.3e-308),
      (1e-300, 1e300),
      (-1, 0), (0.1, 0.1.nextUp),
    ] as [(Double, Double)])
  func mapsIntoUnitRange(least: Double, greatest: Double) {
    let scale = ValueScale(from: least, to: greatest)
    let (low, high) = (scale.fraction(least), scale.fraction(greatest))
    #expect((0...1).contains(low) && (0...1).contains(high) && low <= high)
    #expect(scale.lower < scale.upper)
  }

  @Test(arguments: [(2.6, 3.3), (304.0, 306.4), (89.9, 90.1)])
  func labelsMoreThanOnePlace(least: Double, greatest: Double) {
    #expect(ValueScale(from: least, to: greatest).ticks(count: 2).values.count >= 2)
  }

  @Test func isEvenInLogarithms() {
    let scale = ValueScale(from: 1, to: 10_000, kind: .logarithmic)
    let steps = [1, 10, 100, 1000].map { scale.fraction($0 * 10) - scale.fraction($0) }
    for step in steps { #expect(abs(step - steps[0]) < 1e-12) }
  }
}

@Suite struct TextMetricsTests {
  /// Verdana's widths at 110 units an em: "M" 92.7, "i" 30.2 (shields.io measures letters the same way).
  @Test func measuresLikeVerdana() {
    #expect(abs(TextMetrics.width(of: "MMMM", size: 110) - 4 * 94.9) < 10)
    #expect(TextMetrics.width(of: "iiii", size: 11) < TextMetrics.width(of: "MM", size: 11))
    #expect(TextMetrics.width(of: "e\u{301}", size: 11) == TextMetrics.width(of: "e", size: 11))
    #expect(TextMetrics.width(of: "失", size: 11) == 11)
  }

  @Test func putsLabelsSideBySideOrBelowOrNowhere() {
    var rows = LabelRows(width: 300)
    #expect(rows.row(at: 0.5, width: 60) == 0)
    #expect(rows.row(at: 0.52, width: 60) == 1)
    #expect(rows.row(at: 0.55, width: 60) == nil)
    #expect(rows.row(at: 0.9, width: 60) == 0)
  }
}

@Suite struct ChartSizeTests {
  @Test func keepsLongHistoriesSmall() {
    let html = HTMLFragment { Gallery.longTrend().write(to: &$0) }
    #expect(html.bytes.count < 120_000)
  }

  @Test func keepsSparklinesTiny() {
    let html = HTMLFragment {
      Sparkline(values: (0..<5000).map { Double($0 * 7919 % 101) }).write(to: &$0)
    }
    #expect(html.bytes.count < 900)
  }
}

@Suite struct MemoryChartTests {
  /// On a telephone the words are a third of the picture: centred on an early peak they would cover the axis.
  @Test(arguments: [(10, "start"), (50, "middle"), (85, "end")])
  func keepsTheWordsOfThePeakInside(peak: Int, anchor: String) {
    let labels = ValueLabels(unit: "s") { String(Int($0)) }
    let chart = MemoryChart(
      id: "m", title: "Memory", labels: labels, timeLabels: labels,
      samples: (0...100).map { .init(seconds: Double($0), value: $0 == peak ? 2 : 1) })
    var html = HTMLWriter(capacity: 4000)
    chart.write(to: &html)
    let words = String(decoding: html.fragment.bytes, as: UTF8.self)
    #expect(words.contains("text-anchor=\"\(anchor)\">peak"))
  }
}
