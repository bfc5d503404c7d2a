/// The frame that all charts but the trend share: caption, legend, one picture for the eye with words for the ear, and
/// the table of its data behind a disclosure.
struct ChartFigure {
  /// Unique in the page.
  var id: String
  var title: String
  var note: String
  /// What the picture shows, in words.
  var description: String
  /// Height of the picture in CSS pixels.
  var height: Double

  /// Writes the figure around what `picture` writes into an `<svg>` as wide as the page lets it be.
  func write(
    class className: StaticString, to writer: inout HTMLWriter,
    legend: (inout HTMLWriter) -> Void = { _ in },
    picture: (inout HTMLWriter) -> Void, table: (inout HTMLWriter) -> Void
  ) {
    writer.element("figure", class: className) { writer in
      writer.attribute("id", id)
      writer.element("figcaption") { writer in
        writer.element("span", class: "chart-title", text: title)
        if !note.isEmpty {
          writer.text(" ")
          writer.element("span", class: "chart-note", text: note)
        }
      }
      legend(&writer)
      writer.element("div", class: "plot") { writer in
        writer.element("svg") { writer in
          writer.attribute("width", literal: "100%")
          writer.attribute("height", coordinate: height)
          writer.attribute("role", literal: "img")
          writer.attribute("aria-labelledby", "\(id)-t \(id)-d")
          writer.element("title") { writer in
            writer.attribute("id", "\(id)-t")
            writer.text(title)
          }
          writer.element("desc") { writer in
            writer.attribute("id", "\(id)-d")
            writer.text(description)
          }
          picture(&writer)
        }
      }
      writer.element("details", class: "chart-data") { writer in
        writer.element("summary", text: "Table: \(title)")
        writer.element("div", class: "scroll") { writer in
          writer.attribute("tabindex", literal: "0")
          writer.attribute("role", literal: "region")
          writer.attribute("aria-label", "Table: \(title)")
          writer.element("table") { table(&$0) }
        }
      }
    }
  }
}

extension HTMLWriter {
  /// Writes a nested picture that is stretched to the width, from 0 to 1000.
  mutating func stretched(height: Double, _ content: (inout HTMLWriter) -> Void) {
    element("svg", class: "marks") { writer in
      writer.attribute("width", literal: "100%")
      writer.attribute("height", coordinate: height)
      writer.attribute("viewBox", "0 0 1000 \(String(coordinate: height))")
      writer.attribute("preserveAspectRatio", literal: "none")
      writer.attribute("aria-hidden", literal: "true")
      content(&writer)
    }
  }

  /// Writes the labels of an axis below a picture, every other one for wide pictures only.
  mutating func writeHorizontalAxis(_ axis: ValueAxis, bottom: Double) {
    element("g", class: "ticks") { writer in
      writer.attribute("aria-hidden", literal: "true")
      for (index, tick) in axis.ticks.enumerated() {
        let isLast = index == axis.ticks.count - 1
        let label =
          isLast && !axis.unit.isEmpty && axis.scale.kind == .linear
          ? "\(tick.label) \(axis.unit)" : tick.label
        writer.writeTick(
          label, percent: tick.fraction * 100, y: bottom + 17,
          class: (axis.ticks.count - index) % 2 == 0 ? "tick wide" : "tick")
      }
    }
  }
}
