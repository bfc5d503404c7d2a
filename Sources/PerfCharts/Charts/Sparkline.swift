/// A line the size of a word, with its last value marked; levels' changes may be marked as well.
package struct Sparkline: Sendable {
  /// A mark on the line.
  package struct Mark: Sendable, Hashable {
    /// Index into the values.
    package var index: Int
    package var tone: TrendChart.Tone

    package init(index: Int, tone: TrendChart.Tone) {
      (self.index, self.tone) = (index, tone)
    }
  }

  /// Values in order; those that are not finite leave a gap.
  package var values: [Double]
  package var marks: [Mark]
  /// What it shows, in words; `nil` where the text beside it says it already.
  package var label: String?
  /// In CSS pixels.
  package var width = 120.0
  package var height = 28.0
  /// How many points are drawn at most, about.
  package var limit = 60

  package init(values: [Double], marks: [Mark] = [], label: String? = nil) {
    (self.values, self.marks, self.label) = (values, marks, label)
  }

  /// Writes the picture; nothing for a series without finite values.
  package func write(to writer: inout HTMLWriter) {
    let finite = values.indices.filter { values[$0].isFinite }
    guard let least = finite.map({ values[$0] }).min(),
      let greatest = finite.map({ values[$0] }).max(), let last = finite.last
    else { return }
    let scale = ValueScale(from: least, to: greatest, kind: .linear)
    // A spark shows the shape: it always uses its whole height, unless all values are equal.
    let (bottom, top) = (scale.fraction(least), scale.fraction(greatest))
    let room = height - 8
    func y(_ index: Int) -> Double {
      guard least < greatest else { return height / 2 }
      return 4 + room * (1 - (scale.fraction(values[index]) - bottom) / (top - bottom))
    }
    func x(_ index: Int) -> Double {
      values.count == 1
        ? width / 2 : 3 + (width - 6) * Double(index) / Double(values.count - 1)
    }
    let places = marks.filter { finite.contains($0.index) }
    let chosen = LineReduction(
      values: finite.map { values[$0] },
      boundaries: places.compactMap { mark in finite.firstIndex(of: mark.index) }, limit: limit
    ).chosen.map { finite[$0] }
    var line = PathData()
    for index in chosen {
      if line.isEmpty { line.move(x(index), y(index)) } else { line.line(x(index), y(index)) }
    }
    writer.element("svg", class: "spark") { writer in
      writer.attribute("viewBox", "0 0 \(String(coordinate: width)) \(String(coordinate: height))")
      writer.attribute("width", coordinate: width)
      writer.attribute("height", coordinate: height)
      if let label {
        writer.attribute("role", literal: "img")
        writer.attribute("aria-label", label)
      } else {
        writer.attribute("aria-hidden", literal: "true")
      }
      writer.path(line, class: "line")
      for (tone, name) in [
        (TrendChart.Tone.worse, "worse" as StaticString), (.better, "better"),
        (.neutral, "neutral"),
      ] {
        var dots = PathData()
        for mark in places where mark.tone == tone { dots.dot(x(mark.index), y(mark.index)) }
        writer.path(dots, class: name)
      }
      var end = PathData()
      end.dot(x(last), y(last))
      writer.path(end, class: "last")
    }
  }
}
