internal import PerfBytes

/// One length divided into parts: an execution's time in user, system and idle time.
package struct SplitBar: Sendable {
  /// One part.
  package struct Part: Sendable, Hashable {
    package var name: String
    package var value: Double

    package init(name: String, value: Double) {
      (self.name, self.value) = (name, value)
    }
  }

  package var id: String
  package var title: String
  package var note: String
  package var labels: ValueLabels
  /// In order; parts that are not finite or not above 0 have no length.
  package var parts: [Part]

  package init(id: String, title: String, note: String = "", labels: ValueLabels, parts: [Part]) {
    (self.id, self.title, self.note, self.labels, self.parts) = (id, title, note, labels, parts)
  }

  private static let classes: [StaticString] = [
    "part p1", "part p2", "part p3", "part p4", "part p5", "part p6",
  ]
  private static let keys: [StaticString] = [
    "key p1", "key p2", "key p3", "key p4", "key p5", "key p6",
  ]

  /// Writes the figure; nothing if no part has a length.
  package func write(to writer: inout HTMLWriter) {
    let lengths = parts.map { $0.value.isFinite ? max($0.value, 0) : 0 }
    let total = lengths.reduce(0, +)
    guard total > 0, total.isFinite else { return }
    let shares = lengths.map { $0 / total * 100 }
    let words = parts.indices.map { index in
      "\(parts[index].name) \(labels.text(lengths[index])) (\(percent(shares[index])))"
    }
    ChartFigure(
      id: id, title: title, note: note, description: words.joined(separator: ", ") + ".", height: 28
    ).write(
      class: "chart split", to: &writer,
      legend: { writer in
        writer.element("ul", class: "legend") { writer in
          for index in parts.indices {
            writer.element("li") { writer in
              writer.element("svg", class: Self.keys[index % 6]) { writer in
                writer.attribute("width", integer: 12)
                writer.attribute("height", integer: 12)
                writer.attribute("aria-hidden", literal: "true")
                writer.markup("<rect width=\"12\" height=\"12\" rx=\"2\"/>")
              }
              writer.text(words[index])
            }
          }
        }
      },
      picture: { writer in
        var start = 0.0
        for index in parts.indices where shares[index] > 0 {
          writer.element("g", class: Self.classes[index % 6]) { writer in
            writer.element("title", text: words[index])
            writer.shape("rect") { writer in
              writer.attribute("x", percent: start)
              writer.attribute("width", percent: shares[index])
              writer.attribute("height", integer: 28)
            }
            if shares[index] >= 18 {
              writer.element("text") { writer in
                writer.attribute("x", percent: start + shares[index] / 2)
                writer.attribute("y", integer: 19)
                writer.attribute("text-anchor", literal: "middle")
                writer.text(percent(shares[index]))
              }
            }
          }
          start += shares[index]
        }
      },
      table: { writer in
        writer.markup(
          """
          <thead><tr><th scope="col">Part</th><th scope="col" class="n">Value</th>\
          <th scope="col" class="n">Share</th></tr></thead><tbody>
          """)
        for index in parts.indices {
          writer.element("tr") { writer in
            writer.element("th") { writer in
              writer.attribute("scope", literal: "row")
              writer.text(parts[index].name)
            }
            writer.element("td", class: "n", text: labels.text(lengths[index]))
            writer.element("td", class: "n", text: percent(shares[index]))
          }
        }
        writer.markup("</tbody>")
      })
  }

  private func percent(_ share: Double) -> String {
    String(fixed: share, fractionDigits: share < 9.95 ? 1 : 0) + " %"
  }
}
