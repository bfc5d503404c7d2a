internal import PerfTrace

/// Rendered Markdown with its outline.
package struct MarkdownDocument: Sendable, Equatable {
  /// A heading of the document.
  package struct Heading: Sendable, Equatable {
    /// 1 to 6.
    package var level: Int
    /// Value of the heading's `id`, unique in the document.
    package var anchor: String
    /// The heading's content as HTML without tags: entities are still escaped.
    package var html: String
  }

  /// The document's HTML, safe to stand in a page.
  package var html: String
  /// All headings, in the order of the document.
  package var headings: [Heading]

  /// Makes a document of cmark's output: gives headings their anchors, tables a class instead of the obsolete
  /// `align`, code that may scroll the keyboard's focus, and the boxes of task lists a name for screen readers.
  init(html source: String) {
    var output: [UInt8] = []
    let bytes = Array(source.utf8)
    output.reserveCapacity(bytes.count + 1024)
    var headings: [Heading] = []
    var taken: Set<String> = []
    var index = 0
    while index < bytes.count {
      let rest = bytes[index...]
      if let level = Self.headingLevel(rest) {
        let content = rest.dropFirst(4)
        let end = Self.firstIndex(of: "</h\(level)>", in: content) ?? content.endIndex
        let text = Self.withoutTags(content[..<end])
        let anchor = Self.anchor(for: text, taken: &taken)
        headings.append(Heading(level: level, anchor: anchor, html: text))
        output += "<h\(level) id=\"\(anchor)\">".utf8
        index += 4
      } else if let (length, replacement) = Self.replacement(at: rest) {
        output += replacement.utf8
        index += length
      } else {
        output.append(bytes[index])
        index += 1
      }
    }
    html = String(decoding: output, as: UTF8.self)
    self.headings = headings
  }

  private static let replacements: [(pattern: String, replacement: String)] = [
    ("<td align=\"right\">", "<td class=\"number\">"),
    ("<th align=\"right\">", "<th class=\"number\" scope=\"col\">"),
    ("<td align=\"center\">", "<td class=\"center\">"),
    ("<th align=\"center\">", "<th class=\"center\" scope=\"col\">"),
    ("<td align=\"left\">", "<td>"),
    ("<th align=\"left\">", "<th scope=\"col\">"),
    ("<th>", "<th scope=\"col\">"),
    ("<table>", "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"table\"><table>"),
    ("</table>", "</table></div>"),
    // Long lines scroll, and the keyboard must get there.
    ("<pre>", "<pre tabindex=\"0\" role=\"group\" aria-label=\"code\">"),
    (
      "<input type=\"checkbox\" checked=\"\" disabled=\"\" />",
      "<input type=\"checkbox\" checked disabled aria-label=\"done\">"
    ),
    (
      "<input type=\"checkbox\" disabled=\"\" />",
      "<input type=\"checkbox\" disabled aria-label=\"open\">"
    ),
  ]

  private static func replacement(at bytes: ArraySlice<UInt8>) -> (Int, String)? {
    guard bytes.first == UInt8(ascii: "<") else { return nil }
    for (pattern, replacement) in replacements where bytes.starts(with: pattern.utf8) {
      return (pattern.utf8.count, replacement)
    }
    return nil
  }

  private static func headingLevel(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard bytes.starts(with: "<h".utf8), bytes.count > 3 else { return nil }
    let digit = bytes[bytes.startIndex + 2]
    guard (UInt8(ascii: "1")...UInt8(ascii: "6")).contains(digit),
      bytes[bytes.startIndex + 3] == UInt8(ascii: ">")
    else { return nil }
    return Int(digit - UInt8(ascii: "0"))
  }

  private static func firstIndex(of text: String, in bytes: ArraySlice<UInt8>) -> Int? {
    bytes.indices.first { bytes[$0...].starts(with: text.utf8) }
  }

  private static func withoutTags(_ bytes: ArraySlice<UInt8>) -> String {
    var output: [UInt8] = []
    var isInTag = false
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "<"): isInTag = true
      case UInt8(ascii: ">") where isInTag: isInTag = false
      default: if !isInTag { output.append(byte) }
      }
    }
    return String(decoding: output, as: UTF8.self)
  }

  private static func anchor(for text: String, taken: inout Set<String>) -> String {
    let base = Slug.readable(text, fallback: "section")
    var anchor = base
    var number = 2
    while !taken.insert(anchor).inserted {
      anchor = "\(base)-\(number)"
      number += 1
    }
    return anchor
  }
}
