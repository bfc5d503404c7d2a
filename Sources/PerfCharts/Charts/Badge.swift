/// A small picture of one state in words, for a README: "build | 1.23 s".
///
/// It stands alone, without a page's style sheet, and so brings colours, fonts and widths with it.
package struct Badge: Sendable, Hashable {
  /// What the state is like.
  package enum Tone: Sendable, Hashable {
    case good, bad, warning, neutral

    /// A ground on which white letters have a contrast of at least 4.5.
    fileprivate var color: StaticString {
      switch self {
      case .good: "#0b6f5c"
      case .bad: "#b3300f"
      case .warning: "#855800"
      case .neutral: "#50555e"
      }
    }
  }

  package var label: String
  package var message: String
  package var tone: Tone

  package init(label: String, message: String, tone: Tone) {
    (self.label, self.message, self.tone) = (label, message, tone)
  }

  /// The badge as an SVG document.
  package var document: HTMLFragment {
    let label = Self.shortened(label)
    let message = Self.shortened(message)
    let left = (TextMetrics.width(of: label, size: 11) + 12).rounded(.up)
    let right = (TextMetrics.width(of: message, size: 11) + 12).rounded(.up)
    return HTMLFragment { writer in
      writer.element("svg") { writer in
        writer.attribute("xmlns", literal: "http://www.w3.org/2000/svg")
        writer.attribute("width", coordinate: left + right)
        writer.attribute("height", integer: 20)
        writer.attribute("viewBox", "0 0 \(String(coordinate: left + right)) 20")
        writer.attribute("role", literal: "img")
        writer.attribute("aria-label", "\(label): \(message)")
        writer.element("title", text: "\(label): \(message)")
        writer.element("clipPath") { writer in
          writer.attribute("id", literal: "r")
          writer.shape("rect") { writer in
            writer.attribute("width", coordinate: left + right)
            writer.attribute("height", integer: 20)
            writer.attribute("rx", integer: 3)
          }
        }
        writer.element("g") { writer in
          writer.attribute("clip-path", literal: "url(#r)")
          Self.write(ground: "#33373d", x: 0, width: left, to: &writer)
          Self.write(ground: tone.color, x: left, width: right, to: &writer)
        }
        writer.element("g") { writer in
          writer.attribute("fill", literal: "#fff")
          writer.attribute("font-family", literal: "Verdana,DejaVu Sans,Geneva,sans-serif")
          writer.attribute("font-size", integer: 11)
          Self.write(label, x: 6, width: left - 12, to: &writer)
          Self.write(message, x: left + 6, width: right - 12, to: &writer)
        }
      }
    }
  }

  /// A text that fits a badge: very long names lose their end.
  private static func shortened(_ text: String) -> String {
    text.count > 60 ? text.prefix(59) + "…" : text
  }

  private static func write(
    ground: StaticString, x: Double, width: Double, to writer: inout HTMLWriter
  ) {
    writer.shape("rect") { writer in
      writer.attribute("x", coordinate: x)
      writer.attribute("width", coordinate: width)
      writer.attribute("height", integer: 20)
      writer.attribute("fill", literal: ground)
    }
  }

  private static func write(
    _ text: String, x: Double, width: Double, to writer: inout HTMLWriter
  ) {
    guard width > 0 else { return }
    writer.element("text") { writer in
      writer.attribute("x", coordinate: x)
      writer.attribute("y", integer: 14)
      writer.attribute("textLength", coordinate: width)
      writer.text(text)
    }
  }
}
