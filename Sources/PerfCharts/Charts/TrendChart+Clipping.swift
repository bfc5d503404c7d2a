extension TrendChart {
  /// The values that a picture leaves beyond its edges, so that a few far outliers do not squeeze all others.
  struct Clipping {
    /// The values of one position that lie beyond an edge.
    struct Mark {
      var position: Int
      /// The one that lies farthest.
      var value: Double
      var count: Int
    }

    /// Least and greatest value within the picture.
    private(set) var least: Double
    private(set) var greatest: Double
    /// In ascending order of positions.
    private(set) var above: [Mark] = []
    private(set) var below: [Mark] = []

    /// Values that are looked at to find the middle half: quantiles need no more.
    private static let sample = 4096
    /// Points that a picture must have before some may lie beyond its edges.
    private static let leastValues = 20
    /// Widths of the middle half beyond it that are always shown; Tukey calls three "far out".
    private static let reach = 6.0
    /// How many times as high the picture of all values must be to leave some out.
    private static let leastGain = 1.8

    /// Finds what `chart` leaves out; `nil` without values.
    ///
    /// Nothing is left out but few values, at most 1 % of all or three, that make the picture almost twice as high; never
    /// a level, and never a line's newest median.
    init?(_ chart: TrendChart) {
      var (least, greatest) = (Double.infinity, -Double.infinity)
      var count = 0
      for line in chart.lines {
        count += line.values.count
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
      (self.least, self.greatest) = (least, greatest)
      guard chart.scaleKind != .logarithmic, count >= Self.leastValues, least < greatest else {
        return
      }
      let fence = Self.fence(of: chart, count: count)
      // Levels and the newest medians are what people look for.
      let kept = chart.lines.flatMap { line in
        line.levels.map(\.value) + line.points.suffix(1).map(\.median)
      }
      var (lower, upper) = (Double.infinity, -Double.infinity)
      var (belowCount, aboveCount) = (0, 0)
      for line in chart.lines {
        for value in line.values {
          if value > fence.upperBound {
            aboveCount += 1
          } else if value < fence.lowerBound {
            belowCount += 1
          } else {
            lower = min(lower, value)
            upper = max(upper, value)
          }
        }
      }
      let most = max(3, count / 100)
      let keepsAbove =
        aboveCount == 0 || aboveCount > most || kept.contains { $0 > fence.upperBound }
      let keepsBelow =
        belowCount == 0 || belowCount > most || kept.contains { $0 < fence.lowerBound }
      if keepsAbove { upper = greatest }
      if keepsBelow { lower = least }
      guard lower < upper, greatest - least >= Self.leastGain * (upper - lower) else { return }
      (self.least, self.greatest) = (lower, upper)
      for line in chart.lines { collect(line) }
      above.sort { $0.position < $1.position }
      below.sort { $0.position < $1.position }
    }

    private mutating func collect(_ line: Line) {
      var start = 0
      for point in line.points {
        let end = min(start + point.count, line.values.count)
        for value in line.values[min(start, end)..<end] {
          if value > greatest { Self.add(value, at: point.position, to: &above, >) }
          if value < least { Self.add(value, at: point.position, to: &below, <) }
        }
        start = end
      }
    }

    private static func add(
      _ value: Double, at position: Int, to marks: inout [Mark],
      _ isFarther: (Double, Double) -> Bool
    ) {
      guard let last = marks.indices.last, marks[last].position == position else {
        return marks.append(Mark(position: position, value: value, count: 1))
      }
      if isFarther(value, marks[last].value) { marks[last].value = value }
      marks[last].count += 1
    }

    /// Beyond what values lie far out: six widths of the middle half from it.
    private static func fence(of chart: TrendChart, count: Int) -> ClosedRange<Double> {
      let stride = (count + sample - 1) / sample
      var values: [Double] = []
      values.reserveCapacity(sample)
      var index = 0
      for line in chart.lines {
        for value in line.values {
          if index.isMultiple(of: stride) { values.append(value) }
          index += 1
        }
      }
      values.sort()
      let (first, third) = (values[values.count / 4], values[values.count * 3 / 4])
      // Where half of the values are equal, a quarter of their size is near enough.
      let width = max((third - first) * reach, max(third.magnitude, first.magnitude) / 4)
      return (first - width)...(third + width)
    }
  }

  /// What lies beyond the edges, in words: "3 above, up to 31.0 min".
  func clippedWords(_ clipping: Clipping) -> [String] {
    var words: [String] = []
    if let farthest = clipping.above.map(\.value).max() {
      words.append(
        "\(clipping.above.reduce(0) { $0 + $1.count }) above, up to \(labels.text(farthest))")
    }
    if let farthest = clipping.below.map(\.value).min() {
      words.append(
        "\(clipping.below.reduce(0) { $0 + $1.count }) below, down to \(labels.text(farthest))")
    }
    return words
  }

  /// Marks at the edges where values lie beyond them, and says how many there are.
  func writeClipped(_ layout: Layout, to writer: inout HTMLWriter) {
    guard let clipping = layout.clipping, !clipping.above.isEmpty || !clipping.below.isEmpty else {
      return
    }
    writer.element("g", class: "clipped") { writer in
      let words = clippedWords(clipping)
      let sides = [
        (clipping.above, layout.plotTop, "M-4 7l4-7l4 7z" as StaticString, 18.0),
        (clipping.below, layout.plotBottom, "M-4-7l4 7l4-7z", -11.0),
      ].filter { !$0.0.isEmpty }
      for (index, (marks, y, shape, offset)) in sides.enumerated() {
        for mark in marks {
          let position = positions[mark.position]
          writer.element("svg", class: "at") { writer in
            writer.attribute("x", percent: layout.xs[mark.position] / 10)
            writer.attribute("y", coordinate: y)
            writer.writeOptionalLink(to: position.link) { writer in
              writer.element("title", text: "\(position.label)\n\(labels.text(mark.value))")
              writer.shape("path", class: "beyond") { $0.attribute("d", literal: shape) }
            }
          }
        }
        let most = marks.max { $0.value.magnitude < $1.value.magnitude } ?? marks[0]
        let place = layout.xs[most.position] / 10
        writer.element("text", class: "beyond-label") { writer in
          writer.attribute("x", percent: place)
          writer.attribute("dx", literal: place < 60 ? "9" : "-9")
          writer.attribute("y", coordinate: y + offset - 8)
          if place >= 60 { writer.attribute("text-anchor", literal: "end") }
          writer.text(words[index])
        }
      }
    }
  }
}
