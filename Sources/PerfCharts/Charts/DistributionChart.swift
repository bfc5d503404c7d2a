/// How the values of one or two sides are distributed: every value as a dot, their density above, medians marked.
package struct DistributionChart: Sendable {
  /// The values of one side.
  package struct Side: Sendable {
    package var name: String
    /// In any order; values that are not finite are left out.
    package var values: [Double]
    /// The median, as the text beside the chart has it; `nil` without values.
    package var median: Double?

    package init(name: String, values: [Double], median: Double?) {
      (self.name, self.median) = (name, median)
      self.values = values.filter(\.isFinite)
    }
  }

  package var id: String
  package var title: String
  package var note: String
  package var labels: ValueLabels
  package var sides: [Side]
  /// How many dots a side has at most.
  package var limit = 600

  package init(
    id: String, title: String, note: String = "", labels: ValueLabels, sides: [Side]
  ) {
    (self.id, self.title, self.note, self.labels, self.sides) = (id, title, note, labels, sides)
  }

  private static let densityHeight = 46.0
  private static let stripHeight = 16.0
  /// Two lines of words above the density.
  private static let labelHeight = 32.0
  private static let sideHeight = labelHeight + densityHeight + stripHeight + 10

  /// Writes the figure; nothing without values.
  package func write(to writer: inout HTMLWriter) {
    let least = sides.compactMap { $0.values.min() }.min()
    let greatest = sides.compactMap { $0.values.max() }.max()
    guard let least, let greatest else { return }
    let isWide = least > 0 && greatest / least >= ValueScale.logarithmicRatio
    let scale = ValueScale(from: least, to: greatest, kind: isWide ? .logarithmic : .linear)
    let axis = ValueAxis(scale, labels: labels, count: 6)
    let bottom = Double(sides.count) * Self.sideHeight + 4
    let x = { (value: Double) in scale.fraction(value) * 1000 }
    ChartFigure(id: id, title: title, note: note, description: summary, height: bottom + 26).write(
      class: "chart distribution", to: &writer,
      picture: { writer in
        writer.element("g", class: "grid") { writer in
          writer.attribute("aria-hidden", literal: "true")
          for tick in axis.ticks {
            writer.shape("line") { writer in
              writer.attribute("x1", percent: tick.fraction * 100)
              writer.attribute("x2", percent: tick.fraction * 100)
              writer.attribute("y2", coordinate: bottom)
            }
          }
        }
        let reduced = sides.map { side in
          PointReduction(values: side.values, starts: [0, side.values.count], limit: limit)
            .chosen.map { side.values[$0] }
        }
        // A density is one of the values' own scale; on a logarithmic axis the dots alone tell the truth.
        let densities = reduced.map { Density(of: isWide ? [] : $0) }
        let highest = densities.compactMap { $0.heights.max() }.max() ?? 1
        writer.stretched(height: bottom + 26) { writer in
          for index in sides.indices {
            let top = Double(index) * Self.sideHeight + Self.labelHeight
            writer.element("g", class: LineStyle(index).group) { writer in
              write(densities[index], highest: highest, top: top, x: x, to: &writer)
              write(reduced[index], top: top, x: x, to: &writer)
            }
          }
        }
        for (index, side) in sides.enumerated() {
          writeLabels(of: side, index: index, x: x, to: &writer)
        }
        writer.writeHorizontalAxis(axis, bottom: bottom)
      }, table: writeTable)
  }

  private var summary: String {
    sides.map { side in
      guard let median = side.median, let least = side.values.min(), let most = side.values.max()
      else { return "\(side.name): no values." }
      return "\(side.name): \(TrendChart.counted(side.values.count, "value")), median "
        + "\(labels.text(median)), from \(labels.text(least)) to \(labels.text(most))."
    }.joined(separator: " ")
  }

  private func write(
    _ density: Density, highest: Double, top: Double, x: (Double) -> Double,
    to writer: inout HTMLWriter
  ) {
    guard let first = density.places.first, let last = density.places.last else { return }
    let base = top + Self.densityHeight
    var (area, line) = (PathData(), PathData())
    area.move(x(first), base)
    for (place, height) in zip(density.places, density.heights) {
      let y = base - (Self.densityHeight - 4) * height / highest
      area.line(x(place), y)
      if line.isEmpty { line.move(x(place), y) } else { line.line(x(place), y) }
    }
    area.line(x(last), base)
    area.close()
    writer.path(area, class: "area")
    writer.path(line, class: "thin")
  }

  private func write(
    _ values: [Double], top: Double, x: (Double) -> Double, to writer: inout HTMLWriter
  ) {
    var dots = PathData()
    for (index, value) in values.enumerated() {
      // Multiples of the golden ratio fall apart evenly, and the same way each time.
      let shift = (Double(index) * 0.618_033_988_75).truncatingRemainder(dividingBy: 1)
      dots.dot(x(value), top + Self.densityHeight + 4 + (Self.stripHeight - 6) * shift)
    }
    writer.path(dots, class: values.count <= 60 ? "dots few" : "dots")
  }

  private func writeLabels(
    of side: Side, index: Int, x: (Double) -> Double, to writer: inout HTMLWriter
  ) {
    let top = Double(index) * Self.sideHeight
    writer.element("text", class: "side") { writer in
      writer.attribute("x", literal: "0")
      writer.attribute("y", coordinate: top + 12)
      writer.text(side.name.count > 40 ? side.name.prefix(39) + "…" : side.name)
    }
    writer.element("text", class: "numbers") { writer in
      writer.attribute("x", literal: "0")
      writer.attribute("y", coordinate: top + 27)
      writer.text(
        side.median.map {
          "median \(labels.text($0)), \(TrendChart.counted(side.values.count, "value"))"
        } ?? "no values")
    }
    guard let median = side.median else { return }
    let percent = x(median) / 10
    writer.element("g", class: LineStyle(index).group) { writer in
      writer.shape("line", class: "median-rule") { writer in
        writer.attribute("x1", percent: percent)
        writer.attribute("x2", percent: percent)
        writer.attribute("y1", coordinate: top + Self.labelHeight)
        writer.attribute("y2", coordinate: top + Self.sideHeight - 6)
      }
    }
  }

  private func writeTable(to writer: inout HTMLWriter) {
    writer.markup(
      """
      <thead><tr><th scope="col">Side</th><th scope="col" class="n">Values</th>\
      <th scope="col" class="n">Least</th><th scope="col" class="n">Lower quartile</th>\
      <th scope="col" class="n">Median</th><th scope="col" class="n">Upper quartile</th>\
      <th scope="col" class="n">Greatest</th></tr></thead><tbody>
      """)
    for side in sides {
      let sorted = side.values.sorted()
      writer.element("tr") { writer in
        writer.element("th") { writer in
          writer.attribute("scope", literal: "row")
          writer.element("bdi", text: side.name)
        }
        writer.markup("<td class=\"n\">")
        writer.text(integer: sorted.count)
        writer.markup("</td>")
        for rank in [0, sorted.count / 4, -1, sorted.count * 3 / 4, sorted.count - 1] {
          let value = rank < 0 ? side.median : sorted.indices.contains(rank) ? sorted[rank] : nil
          writer.element("td", class: "n", text: value.map(labels.text) ?? "–")
        }
      }
    }
    writer.markup("</tbody>")
  }
}
