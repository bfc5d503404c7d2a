extension TrendChart {
  /// Writes the newest points as a table behind a disclosure.
  func writeTable(to writer: inout HTMLWriter) {
    let rows = lines.enumerated().flatMap { index, line in
      line.points.map { (line: index, point: $0) }
    }.sorted { ($1.point.position, $0.line) < ($0.point.position, $1.line) }
    guard !rows.isEmpty else { return }
    let namesLines = lines.count > 1
    writer.element("details", class: "chart-data") { writer in
      writer.element("summary") { writer in
        writer.text("Table: ")
        writer.text(title)
        if rows.count > detail.rows {
          writer.text(", newest \(detail.rows) of \(rows.count) points")
        }
      }
      writer.element("div", class: "scroll") { writer in
        writer.attribute("tabindex", literal: "0")
        writer.attribute("role", literal: "region")
        writer.attribute("aria-label", "Table: \(title)")
        writer.element("table", class: "points") { writer in
          writer.markup("<thead><tr><th scope=\"col\">Commit")
          if namesLines { writer.markup("<th scope=\"col\" class=\"line\">Line") }
          writer.markup(
            """
            <th scope="col">Median<th scope="col">Middle half<th scope="col">Runs</thead><tbody>
            """)
          for row in rows.prefix(detail.rows) {
            write(row.point, of: lines[row.line], namesLine: namesLines, to: &writer)
          }
          writer.markup("</tbody>")
        }
      }
      if let dataLink, rows.count > detail.rows {
        writer.element("p") { $0.link(to: dataLink, text: "All values as data") }
      }
    }
  }

  private func write(
    _ point: Point, of line: Line, namesLine: Bool, to writer: inout HTMLWriter
  ) {
    let position = positions[point.position]
    // End tags of rows and cells may be left out, and there are very many of them.
    writer.markup("\n<tr><td>")
    if let link = position.link {
      writer.link(to: link, text: position.label)
    } else {
      writer.text(position.label)
    }
    if namesLine {
      writer.markup("<td class=\"line\">")
      writer.element("bdi", text: line.name)
    }
    writer.markup("<td>")
    writer.text(labels.text(point.median))
    writer.markup("<td>")
    writer.text(
      point.count > 1 ? "\(labels.text(point.lower)) to \(labels.text(point.upper))" : "–")
    writer.markup("<td>")
    writer.text(integer: point.count)
  }
}
