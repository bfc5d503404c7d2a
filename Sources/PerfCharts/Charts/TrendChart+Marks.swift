extension TrendChart {
  /// Writes the rules and labels of both axes.
  func writeGrid(_ layout: Layout, to writer: inout HTMLWriter) {
    writer.element("g", class: "grid") { writer in
      writer.attribute("aria-hidden", literal: "true")
      if let axis = layout.axis {
        writer.writeValueAxis(axis, top: layout.plotTop, bottom: layout.plotBottom)
      }
      writer.shape("line", class: "base") { writer in
        writer.attribute("x2", literal: "100%")
        writer.attribute("y1", coordinate: layout.plotBottom + layout.failureLane)
        writer.attribute("y2", coordinate: layout.plotBottom + layout.failureLane)
      }
    }
    writer.element("g", class: "ticks") { writer in
      writer.attribute("aria-hidden", literal: "true")
      let y = layout.plotBottom + layout.failureLane + 17
      if axis == .dates, let first = positions.compactMap(\.time).min(),
        let last = positions.compactMap(\.time).max(), first < last
      {
        for (index, tick) in TimeTicks(from: first, to: last, count: 7).ticks.enumerated() {
          let fraction = Double(tick.seconds - first) / Double(last - first)
          writer.writeTick(
            tick.label, percent: 2 + 96 * fraction, y: y,
            class: index % 3 == 0 ? "tick" : "tick wide")
        }
        return
      }
      let labelled = labelled(layout)
      let moments = MomentLabels(
        labelled.map { (seconds: positions[$0.place].time, isWide: $0.isWide) })
      for ((place, isWide), moment) in zip(labelled, moments.texts) {
        let position = positions[place]
        let percent = layout.xs[place] / 10
        writer.writeTick(
          moment ?? position.label, percent: percent, y: y, class: isWide ? "tick wide" : "tick")
        if moment != nil {
          writer.writeTick(
            position.label, percent: percent, y: y + 14,
            class: isWide ? "tick fine wide" : "tick fine")
        }
      }
    }
  }

  /// The positions that get a label, about seven at even distances, and whether it is for wide pictures only: two of
  /// three are.
  private func labelled(_ layout: Layout) -> [(place: Int, isWide: Bool)] {
    let last = positions.count - 1
    guard last > 0 else { return positions.indices.map { ($0, false) } }
    // Labels of about a seventh of a picture of 720 pixels; those at the ends reach inwards.
    let count = min(last, 6)
    var places = (0...count).map { $0 * last / count }
    places.removeAll { place in
      place != 0 && place != last
        && (layout.xs[place] - layout.xs[0] < 150 || layout.xs[last] - layout.xs[place] < 150)
    }
    // Where the picture is narrow, the one in the middle has room beside those at the ends.
    let middle = places.dropFirst().dropLast().min {
      abs(layout.xs[$0] - 500) < abs(layout.xs[$1] - 500)
    }
    return places.map { place in
      let isMiddle = place == middle && abs(layout.xs[place] - 500) < 120
      return (place, place != 0 && place != last && !isMiddle)
    }
  }

  /// Writes bands, dots, median lines, levels and marks of all lines.
  func writeMarks(_ layout: Layout, to writer: inout HTMLWriter) {
    writer.element("svg", class: "marks") { writer in
      writer.attribute("width", literal: "100%")
      writer.attribute("height", coordinate: layout.height)
      writer.attribute("viewBox", "0 0 1000 \(String(coordinate: layout.height))")
      writer.attribute("preserveAspectRatio", literal: "none")
      writer.attribute("aria-hidden", literal: "true")
      for (index, line) in lines.enumerated() where !line.points.isEmpty {
        let style = LineStyle(index, isOverlay: line.isOverlay)
        writer.element("g", class: style.group) { writer in
          writer.attribute("data-line", integer: index)
          write(line, style, layout, to: &writer)
        }
      }
      guard !linksFailures else { return }
      var ticks = PathData()
      for failure in failures {
        ticks.move(layout.xs[failure.position], layout.plotBottom + 7)
        ticks.line(layout.xs[failure.position], layout.plotBottom + 17)
      }
      writer.path(ticks, class: "failed")
    }
  }

  private func write(
    _ line: Line, _ style: LineStyle, _ layout: Layout, to writer: inout HTMLWriter
  ) {
    let boundaries = line.levels.map(\.points.lowerBound)
    let share = max(lines.count, 1)
    let medians = LineReduction(
      values: line.points.map(\.median), boundaries: boundaries,
      limit: max(detail.medians / share, 40)
    ).chosen.map { line.points[$0] }

    var median = PathData()
    for point in medians {
      let (x, y) = (layout.xs[point.position], layout.y(point.median))
      if median.isEmpty { median.move(x, y) } else { median.line(x, y) }
    }
    writer.path(band(of: line, boundaries: boundaries, share: share, layout), class: "band")
    writer.path(
      dots(of: line, boundaries: boundaries, share: share, layout),
      class: positions.count == 1 ? "dots few" : "dots")
    writer.path(median, class: isDense(line) ? "median dense" : "median")

    var levels = PathData()
    for level in line.levels {
      let (first, last) = (
        line.points[level.points.lowerBound], line.points[level.points.upperBound - 1]
      )
      let half = max(layout.slot / 2, 1)
      let (start, end) = (layout.xs[first.position] - half, layout.xs[last.position] + half)
      levels.move(max(start, 0), layout.y(level.origin ?? level.value))
      levels.line(min(end, Layout.width), layout.y(level.value))
    }
    writer.path(levels, class: "level")
    // Where points are many, a few marks still tell by their shape which line is which.
    let stride = isDense(line) ? max(medians.count / 12, 1) : 1
    guard stride == 1 || lines.count > 1 else { return }
    var marks = PathData()
    for (index, point) in medians.enumerated() where index % stride == stride / 2 {
      marks.dot(layout.xs[point.position], layout.y(point.median))
    }
    style.writeMarks(marks, to: &writer)
  }

  /// Whether marks at all points of a line would cover each other; the main lines are treated alike.
  private func isDense(_ line: Line) -> Bool {
    let alike = line.isOverlay ? [line] : lines.filter { !$0.isOverlay }
    return alike.contains { $0.points.count > detail.height / 2 + 10 }
  }

  /// The middle half of the values, from the least lower to the greatest upper end of each bucket of points.
  private func band(
    of line: Line, boundaries: [Int], share: Int, _ layout: Layout
  ) -> PathData {
    var band = PathData()
    guard line.points.contains(where: { $0.lower < $0.upper }) else { return band }
    let buckets = PointReduction.buckets(
      columns: line.points.count, boundaries: boundaries,
      count: max(detail.medians / 2 / share, 20))
    let edges = buckets.map { bucket in
      let points = line.points[bucket]
      return (
        x: layout.xs[points[bucket.lowerBound + (bucket.count - 1) / 2].position],
        lower: layout.y(points.reduce(.infinity) { min($0, $1.lower) }),
        upper: layout.y(points.reduce(-.infinity) { max($0, $1.upper) })
      )
    }
    for (index, edge) in edges.enumerated() {
      if index == 0 { band.move(edge.x, edge.upper) } else { band.line(edge.x, edge.upper) }
    }
    for edge in edges.reversed() { band.line(edge.x, edge.lower) }
    band.close()
    return band
  }

  private func dots(
    of line: Line, boundaries: [Int], share: Int, _ layout: Layout
  ) -> PathData {
    var dots = PathData()
    guard line.values.count > line.points.count || isDense(line) else { return dots }
    var starts = [0]
    for point in line.points { starts.append((starts.last ?? 0) + point.count) }
    let reduction = PointReduction(
      values: line.values, starts: starts, boundaries: boundaries,
      limit: max(detail.dots / share, 100))
    var point = 0
    for index in reduction.chosen {
      while starts[point + 1] <= index { point += 1 }
      let count = Double(line.points[point].count)
      let place = (Double(index - starts[point]) + 0.5) / count - 0.5
      dots.dot(
        layout.xs[line.points[point].position] + place * layout.slot, layout.y(line.values[index]))
    }
    return dots
  }
}

extension HTMLWriter {
  /// Writes horizontal rules with labels to their left, and the unit above them.
  mutating func writeValueAxis(_ axis: ValueAxis, top: Double, bottom: Double) {
    for tick in axis.ticks {
      let y = bottom - (bottom - top) * tick.fraction
      shape("line") { writer in
        writer.attribute("x2", literal: "100%")
        writer.attribute("y1", coordinate: y)
        writer.attribute("y2", coordinate: y)
      }
      element("text", class: "value") { writer in
        writer.attribute("x", literal: "-8")
        writer.attribute("y", coordinate: y + 4)
        writer.text(tick.label)
      }
    }
    guard !axis.unit.isEmpty else { return }
    element("text", class: "unit") { writer in
      writer.attribute("x", literal: "-44")
      writer.attribute("y", coordinate: top - 10)
      writer.text(axis.unit)
    }
  }

  /// Writes a label below the horizontal axis, kept within the picture where it is nearer to an end than `edge` percent: half
  /// of the label's width in a narrow picture.
  mutating func writeTick(
    _ label: String, percent: Double, y: Double, edge: Double = 8, class className: StaticString
  ) {
    element("text", class: className) { writer in
      writer.attribute("x", percent: percent)
      writer.attribute("y", coordinate: y)
      if percent < edge {
        writer.attribute("text-anchor", literal: "start")
      } else if percent > 100 - edge {
        writer.attribute("text-anchor", literal: "end")
      } else {
        writer.attribute("text-anchor", literal: "middle")
      }
      writer.text(label)
    }
  }
}
