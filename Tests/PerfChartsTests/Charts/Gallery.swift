import PerfBytes
import PerfCharts
import PerfTestSupport
import Testing

/// The charts that are kept as golden files, from made-up but plausible numbers.
struct Gallery: CustomTestStringConvertible, Sendable {
  var name: String
  var draw: @Sendable (inout HTMLWriter) -> Void

  var testDescription: String { name }
  var file: String { name + ".html" }
  var html: String { HTMLFragment { draw(&$0) }.string }

  static let seconds = ValueLabels(unit: "s") { String(fixed: $0, fractionDigits: 2) + " s" }
  static let mebibytes = ValueLabels(unit: "MiB") { String(fixed: $0, fractionDigits: 1) + " MiB" }

  static let all: [Gallery] = [
    Gallery(name: "trend") { trend().write(to: &$0) },
    Gallery(name: "trend-dates") { writer in
      var chart = trend()
      chart.axis = .dates
      chart.id = "dates"
      chart.write(to: &writer)
    },
    Gallery(name: "trend-compact") { writer in
      var chart = trend()
      chart.detail = .compact
      chart.id = "compact"
      chart.write(to: &writer)
    },
    Gallery(name: "trend-long") { longTrend().write(to: &$0) },
    Gallery(name: "trend-logarithmic") { writer in
      extreme("logarithmic", values: [0.001, 0.02, 0.05, 3, 70, 900, 0.4, 0.003]).write(to: &writer)
    },
    Gallery(name: "trend-outliers") { outliers().write(to: &$0) },
    Gallery(name: "trend-one-day") { writer in
      var chart = extreme(
        "one-day", values: [1, 1.2, 1.1, 1.3, 1.2, 1.1, 1, 1.2, 1.1, 1.3, 1.2, 1.1])
      for index in chart.positions.indices {
        let position = chart.positions[index]
        chart.positions[index] = TrendChart.Position(
          label: position.label, title: position.title, link: position.link,
          time: 1_735_716_000 + index * 600)
      }
      chart.write(to: &writer)
    },
    Gallery(name: "trend-equal") { extreme("equal", values: [2, 2, 2, 2]).write(to: &$0) },
    Gallery(name: "trend-zeros") { extreme("zeros", values: [0, 0, 0]).write(to: &$0) },
    Gallery(name: "trend-single") { extreme("single", values: [4.23]).write(to: &$0) },
    Gallery(name: "trend-empty") { extreme("empty", values: []).write(to: &$0) },
    Gallery(name: "trend-tiny") {
      extreme("tiny", values: [1e-12, 1.1e-12, 1.05e-12, 1.2e-12]).write(to: &$0)
    },
    Gallery(name: "trend-huge") {
      extreme("huge", values: [1e15, 1.02e15, 9.9e14, 1.3e15]).write(to: &$0)
    },
    Gallery(name: "trend-hostile") { hostile().write(to: &$0) },
    Gallery(name: "trend-only-failures") { writer in
      var chart = extreme("failures", values: [])
      chart.positions = (0..<6).map { TrendChart.Position(label: "c\($0)") }
      chart.failures = [
        TrendChart.Failure(position: 1, failed: 2, timedOut: 0),
        TrendChart.Failure(position: 4, failed: 0, timedOut: 1),
      ]
      chart.write(to: &writer)
    },
    Gallery(name: "memory") { memory().write(to: &$0) },
    Gallery(name: "split") { writer in
      SplitBar(
        id: "split", title: "Where the time goes", note: "median of 42 runs", labels: seconds,
        parts: [
          SplitBar.Part(name: "user", value: 3.38), SplitBar.Part(name: "system", value: 0.41),
          SplitBar.Part(name: "waiting", value: 0.92),
        ]
      ).write(to: &writer)
    },
    Gallery(name: "distribution") { distribution().write(to: &$0) },
    Gallery(name: "distribution-equal") { writer in
      DistributionChart(
        id: "equal-sides", title: "Wall time of build", labels: seconds,
        sides: [
          DistributionChart.Side(name: "main", values: [2, 2, 2, 2], median: 2),
          DistributionChart.Side(name: "feature", values: [], median: nil),
        ]
      ).write(to: &writer)
    },
    Gallery(name: "overview") { overview().write(to: &$0) },
    Gallery(name: "calendar") { calendar().write(to: &$0) },
  ]

  /// Forty steady values, and three that are anything but: two far above, one far below.
  static func outliers() -> TrendChart {
    var values = (0..<40).map { 10 + 0.1 * Double($0 % 7) }
    (values[9], values[21], values[30]) = (31, 55, 1)
    return extreme("outliers", values: values)
  }

  static func trend() -> TrendChart {
    var random = SeededGenerator(seed: 7)
    var chart = TrendChart(
      id: "trend", title: "Wall time of llm-chat-context", note: "seconds, lower is better",
      labels: seconds)
    chart.positions = (0..<64).map { index in
      TrendChart.Position(
        label: "\(String(0xA1B2C3D + index * 7919, radix: 16).prefix(7))",
        title: index == 40 ? "Parse the context twice, for safety" : "Change number \(index)",
        link: "../../commits/\(index)/index.html",
        time: 1_735_689_600 + index * 43_000 + (index / 9) * 260_000)
    }
    chart.lines = [
      line("Linux x86_64, 4 cores", in: 0..<64, of: &random) {
        $0 < 22 ? 4.2 : $0 < 40 ? 3.9 : 4.35
      },
      line("macOS arm64, 8 cores", in: 18..<64, of: &random) { $0 < 40 ? 2.9 : 3.2 },
    ]
    var overlay = line("feature/cache", in: 52..<62, of: &random) { _ in 3.5 }
    overlay.isOverlay = true
    overlay.levels = []
    chart.lines.append(overlay)
    chart.steps = [
      TrendChart.Step(
        position: 22, label: "−7.1 %", tone: .better, title: "7.1 % faster since b2c3d4e",
        link: "../../commits/22/index.html"),
      TrendChart.Step(
        position: 40, label: "+11.5 %", tone: .worse, title: "11.5 % slower since c3d4e5f",
        link: "../../commits/40/index.html"),
    ]
    chart.failures = [
      TrendChart.Failure(position: 11, failed: 2, timedOut: 0),
      TrendChart.Failure(position: 30, failed: 0, timedOut: 1),
      TrendChart.Failure(position: 55, failed: 1, timedOut: 1),
    ]
    chart.notes = [
      TrendChart.Note(positions: 28...33, kind: .excluded, text: "noisy neighbour"),
      TrendChart.Note(positions: 40...40, kind: .accepted, text: "the price of safety"),
    ]
    return chart
  }

  private static func line(
    _ name: String, in positions: Range<Int>, of random: inout SeededGenerator,
    level: (Int) -> Double
  ) -> TrendChart.Line {
    var line = TrendChart.Line(name: name)
    for position in positions {
      let values = (0..<(5 + position % 4)).map { _ in
        level(position) * (1 + 0.02 * random.nearlyNormal())
      }
      append(values, at: position, to: &line)
    }
    var start = 0
    for end in 1...line.points.count
    where end == line.points.count
      || level(line.points[end].position) != level(line.points[start].position)
    {
      line.levels.append(
        TrendChart.Level(points: start..<end, value: level(line.points[start].position)))
      start = end
    }
    return line
  }

  static func append(_ values: [Double], at position: Int, to line: inout TrendChart.Line) {
    let sorted = values.sorted()
    line.points.append(
      TrendChart.Point(
        position: position, median: sorted[sorted.count / 2], lower: sorted[sorted.count / 4],
        upper: sorted[sorted.count * 3 / 4], count: values.count))
    line.values += values
  }

  /// 2,000 commits with one execution each.
  static func longTrend() -> TrendChart {
    var random = SeededGenerator(seed: 11)
    var chart = TrendChart(
      id: "long", title: "Instructions of build", note: "lower is better",
      labels: ValueLabels(unit: "") { String(fixed: $0 / 1e9, fractionDigits: 2) + " billion" })
    chart.positions = (0..<2000).map { index in
      TrendChart.Position(
        label: String(String(0xA1B_2C3D + index * 7919, radix: 16).prefix(7)),
        title: "Refactor the resolver's cache, part \(index)",
        link: "../../commits/\(String(repeating: "0123456789", count: 4))/index.html",
        time: 1_600_000_000 + index * 43_000)
    }
    var line = TrendChart.Line(name: "Linux")
    for position in 0..<2000 {
      let level = position < 700 ? 9.1e9 : position < 1500 ? 9.8e9 : 8.9e9
      let outlier = position % 331 == 17 ? 1.2 : 1
      append([level * (1 + 0.012 * random.nearlyNormal()) * outlier], at: position, to: &line)
    }
    line.levels = [
      TrendChart.Level(points: 0..<700, value: 9.1e9),
      TrendChart.Level(points: 700..<1500, value: 9.8e9),
      TrendChart.Level(points: 1500..<2000, value: 8.9e9),
    ]
    chart.lines = [line]
    chart.steps = [
      TrendChart.Step(position: 700, label: "+7.7 %", tone: .worse, title: "7.7 % more"),
      TrendChart.Step(position: 1500, label: "−9.2 %", tone: .better, title: "9.2 % less"),
    ]
    return chart
  }

  static func extreme(_ id: String, values: [Double]) -> TrendChart {
    var chart = TrendChart(
      id: id, title: "Values of \(id)", note: "",
      labels: ValueLabels(unit: "s") { "\($0) s" })
    chart.positions = values.indices.map { TrendChart.Position(label: "c\($0)") }
    var line = TrendChart.Line(name: "only")
    for (index, value) in values.enumerated() { append([value], at: index, to: &line) }
    chart.lines = [line]
    return chart
  }

  private static func hostile() -> TrendChart {
    let evil = "\"><script>alert('1')</script>&amp;\u{202E}"
    var chart = TrendChart(
      id: "hostile", title: evil, note: evil, labels: ValueLabels(unit: evil) { _ in evil })
    chart.positions = [
      TrendChart.Position(label: evil, title: evil, link: "javascript:alert(1)"),
      TrendChart.Position(label: evil, title: evil, link: "../\(evil)"),
    ]
    chart.lines = (0..<2).map { _ in
      var line = TrendChart.Line(name: evil)
      append([1, 2, 3], at: 0, to: &line)
      append([1, 2, 3], at: 1, to: &line)
      return line
    }
    chart.steps = [
      TrendChart.Step(position: 1, label: evil, tone: .neutral, title: evil, link: "data:x")
    ]
    chart.notes = [TrendChart.Note(positions: 0...1, kind: .accepted, text: evil)]
    chart.failures = [TrendChart.Failure(position: 0, failed: 1, timedOut: 0)]
    return chart
  }

  private static func memory() -> MemoryChart {
    var random = SeededGenerator(seed: 3)
    let samples = (0..<120).map { index in
      let time = Double(index) * 0.035
      let base = min(time * 22, 40) + (index > 60 && index < 85 ? 25 : 0)
      return MemoryChart.Sample(seconds: time, value: base + 3 + random.nearlyNormal().magnitude)
    }
    return MemoryChart(
      id: "memory", title: "Memory of the process tree", note: "newest run, a1b2c3d",
      labels: mebibytes, timeLabels: seconds, samples: samples)
  }

  private static func distribution() -> DistributionChart {
    var random = SeededGenerator(seed: 5)
    let base = (0..<80).map { _ in 4.2 + 0.08 * random.nearlyNormal() }
    let head = (0..<40).map { index in
      4.45 + 0.1 * random.nearlyNormal() + (index % 9 == 0 ? 0.4 : 0)
    }
    return DistributionChart(
      id: "distribution", title: "Wall time of llm-chat-context", note: "seconds",
      labels: seconds,
      sides: [
        DistributionChart.Side(name: "main", values: base, median: base.sorted()[40]),
        DistributionChart.Side(
          name: "feature/<b>performance</b>-tracking", values: head, median: head.sorted()[20]),
      ])
  }

  private static func overview() -> Overview {
    var random = SeededGenerator(seed: 9)
    return Overview(
      items: (0..<7).map { script in
        let values = (0..<80).map { index in
          (script % 3 == 1 && index > 50 ? 1.15 : 1) * (1 + 0.03 * random.nearlyNormal())
        }
        return Overview.Item(
          name: ["build", "llm-chat-context", "a/very/long/path/to/a/script/of/somebody"][
            script % 3],
          link: "scripts/\(script)/index.html",
          spark: Sparkline(
            values: values,
            marks: script % 3 == 1 ? [Sparkline.Mark(index: 51, tone: .worse)] : []),
          value: "1.0\(script) s", change: script % 3 == 1 ? "+15.0 %" : "",
          tone: script % 3 == 1 ? .worse : .neutral)
      })
  }

  private static func calendar() -> CalendarChart {
    var random = SeededGenerator(seed: 13)
    let days = (0..<300).compactMap { index -> CalendarChart.Day? in
      guard index % 7 < 5, Int.random(in: 0..<4, using: &random) > 0 else { return nil }
      let runs = Int.random(in: 1..<40, using: &random)
      let failed = index % 37 == 0 ? runs : index % 11 == 0 ? 1 : 0
      return CalendarChart.Day(number: 20_000 + index, runs: runs, failed: failed)
    }
    return CalendarChart(id: "calendar", title: "Runs by day", days: days)
  }
}
