extension TrendChart {
  /// Writes the ranges that a person accepted or excluded.
  func writeNotes(_ layout: Layout, to writer: inout HTMLWriter) {
    guard !notes.isEmpty else { return }
    writer.element("g", class: "notes") { writer in
      var (wide, narrow) = (
        LabelRows(width: LabelRows.wide), LabelRows(width: LabelRows.narrow)
      )
      for note in notes {
        let half = max(layout.slot / 2, 2)
        let start = max(layout.xs[note.positions.lowerBound] - half, 0)
        let end = min(layout.xs[note.positions.upperBound] + half, Layout.width)
        writer.element("g") { writer in
          writer.element(
            "title", text: (note.kind == .accepted ? "accepted: " : "excluded: ") + note.text)
          writer.shape("rect", class: note.kind == .accepted ? "accepted" : "excluded") { writer in
            writer.attribute("x", percent: start / 10)
            writer.attribute("y", coordinate: layout.plotTop)
            writer.attribute("width", percent: max(end - start, 1) / 10)
            writer.attribute("height", coordinate: layout.plotBottom - layout.plotTop)
          }
          let words = note.kind == .accepted ? "✓ accepted" : "∅ excluded"
          let (center, width) = ((start + end) / 2000, TextMetrics.width(of: words, size: 11.5))
          guard wide.takes(row: 0, at: center, width: width) else { return }
          let fits = narrow.takes(row: 0, at: center, width: width)
          writer.writeTick(
            words, percent: center * 100, y: layout.plotTop + 12,
            class: fits ? "note-label" : "note-label wide")
        }
      }
    }
  }

  /// Writes where levels change, each with its size in one of two rows above the plot.
  func writeSteps(_ layout: Layout, to writer: inout HTMLWriter) {
    guard !steps.isEmpty else { return }
    writer.element("g", class: "steps") { writer in
      var (wide, narrow) = (
        LabelRows(width: LabelRows.wide), LabelRows(width: LabelRows.narrow)
      )
      for step in steps {
        let x = layout.xs[step.position] - (axis == .commits ? 500 / Double(positions.count) : 0)
        let mark = step.tone == .worse ? "worse" : step.tone == .better ? "better" : "neutral"
        writer.element("g") { writer in
          writer.attribute("class", "step \(mark)")
          writer.shape("line") { writer in
            writer.attribute("x1", percent: x / 10)
            writer.attribute("x2", percent: x / 10)
            writer.attribute("y1", coordinate: layout.plotTop - 10)
            writer.attribute("y2", coordinate: layout.plotBottom)
          }
          let width = TextMetrics.width(of: step.label, size: 13)
          guard let row = wide.row(at: x / 1000, width: width) else {
            writer.element("title", text: step.title)
            return
          }
          let fits = narrow.takes(row: row, at: x / 1000, width: width)
          writer.writeOptionalLink(to: step.link) { writer in
            writer.element("title", text: step.title)
            writer.writeTick(
              step.label, percent: x / 10, y: row == 0 ? 32 : 15,
              class: fits ? "step-label" : "step-label wide")
          }
        }
      }
    }
  }

  /// Writes a mark below the plot for each position with executions that failed or timed out.
  func writeFailures(_ layout: Layout, to writer: inout HTMLWriter) {
    guard !failures.isEmpty, linksFailures else { return }
    let buckets = PointReduction.buckets(
      columns: failures.count, boundaries: [], count: min(max(detail.links, 40), 150))
    writer.element("g", class: "failures") { writer in
      writer.element("defs") { writer in
        writer.element("g") { writer in
          writer.attribute("id", "\(id)-f")
          writer.markup(
            "<path class=\"hit\" d=\"M0 0h0\"/><path class=\"failed\" d=\"M-4-4l8 8m0-8l-8 8\"/>")
        }
        writer.element("g") { writer in
          writer.attribute("id", "\(id)-o")
          writer.markup(
            "<path class=\"hit\" d=\"M0 0h0\"/><path class=\"timed-out\" d=\"M-4-4h8l-8 8h8z\"/>")
        }
      }
      for bucket in buckets {
        let group = failures[bucket]
        guard let first = group.first, let last = group.last else { continue }
        let failed = group.reduce(0) { $0 + $1.failed }
        let timedOut = group.reduce(0) { $0 + $1.timedOut }
        let position = positions[first.position]
        let place =
          first.position == last.position
          ? position.label : "\(position.label) to \(positions[last.position].label)"
        let counts = [
          failed > 0 ? "\(failed) failed" : "", timedOut > 0 ? "\(timedOut) timed out" : "",
        ]
        let words = counts.filter { !$0.isEmpty }.joined(separator: ", ")
        writer.writeOptionalLink(to: position.link) { writer in
          writer.element("title", text: "\(place)\n\(words)")
          writer.shape("use") { writer in
            writer.attribute("href", "#\(id)-\(timedOut > 0 ? "o" : "f")")
            writer.attribute("x", percent: layout.xs[first.position] / 10)
            writer.attribute("y", coordinate: layout.plotBottom + 12)
          }
        }
      }
    }
  }

  /// Writes what the pointer finds: at each median, a link to its commit with its numbers as title.
  func writeLinks(_ layout: Layout, to writer: inout HTMLWriter) {
    writer.element("svg", class: "links") { writer in
      writer.attribute("width", literal: "100%")
      writer.attribute("height", coordinate: layout.height)
      writer.attribute("viewBox", "0 0 1000 \(String(coordinate: layout.height))")
      writer.attribute("preserveAspectRatio", literal: "none")
      for (index, line) in lines.enumerated() where !line.points.isEmpty {
        let chosen = LineReduction(
          values: line.points.map(\.median), boundaries: line.levels.map(\.points.lowerBound),
          limit: max(detail.links / lines.count, 4)
        ).chosen
        writer.element("g") { writer in
          writer.attribute("data-line", integer: index)
          for choice in chosen {
            let point = line.points[choice]
            let position = positions[point.position]
            writer.writeOptionalLink(to: position.link) { writer in
              writer.element("title", text: readout(of: point, on: line))
              var hit = PathData()
              hit.dot(layout.xs[point.position], layout.y(point.median))
              writer.path(hit, class: "hit")
            }
          }
        }
      }
    }
  }

  /// What is said of a point, line by line: which commit, which values, of which line.
  private func readout(of point: Point, on line: Line) -> String {
    let position = positions[point.position]
    var text = position.label
    if !position.title.isEmpty { text += " " + position.title.prefix(72) }
    text += "\n" + labels.text(point.median)
    if point.count > 1 {
      text += " (\(labels.text(point.lower)) to \(labels.text(point.upper))), \(point.count) runs"
    }
    if lines.count > 1 { text += "\n" + line.name }
    return text
  }
}

extension HTMLWriter {
  /// Writes content as a link that the tab key passes over, or as a plain group if there is nowhere to go.
  ///
  /// A chart may hold hundreds of links: the table of its data has the same ones for the keyboard, and the page's script
  /// lets arrow keys walk over them.
  mutating func writeOptionalLink(
    to reference: String?, _ content: (inout HTMLWriter) -> Void
  ) {
    guard let reference, let checked = URLReference(reference) else {
      element("g", content)
      return
    }
    element("a") { writer in
      writer.attribute("href", checked.text)
      writer.attribute("tabindex", literal: "-1")
      content(&writer)
    }
  }
}
