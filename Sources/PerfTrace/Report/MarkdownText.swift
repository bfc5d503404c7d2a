/// Foreign text made safe for GitHub Flavored Markdown, in and outside of tables.
///
/// Names of scripts and branches, subjects of commits and the like are hostile: they may hold markup, mentions,
/// references to issues, line breaks and characters that reverse the direction of what follows. A code span shows
/// them all as they are, and GitHub resolves neither `@name` nor `#1` in it (GFM 0.29, section 6.3).
package enum MarkdownText {
  /// A code span that shows `text`, safe in a table's cell too; `""` for empty text.
  ///
  /// Line breaks and other control characters become spaces, direction overrides and the like U+FFFD. Text longer than
  /// `limit` characters ends in "…".
  package static func code(_ text: String, limit: Int = 200) -> String {
    var content = visible(text, limit: limit)
    guard !content.isEmpty else { return "" }
    let fence = String(repeating: "`", count: longestRun(of: "`", in: content) + 1)
    if content.hasPrefix("`") || content.hasSuffix("`") { content = " \(content) " }
    return fence + content.replacing("|", with: "\\|") + fence
  }

  /// The destination of a link between `<` and `>`, percent-encoded where Markdown would end it.
  ///
  /// Anything but a relative reference, `http:` or `https:` becomes "#".
  package static func destination(_ url: String) -> String {
    let scheme = url.prefix { $0 != ":" && $0 != "/" && $0 != "?" && $0 != "#" }
    if scheme.count < url.count, url[scheme.endIndex] == ":",
      !["http", "https"].contains(scheme.lowercased())
    {
      return "#"
    }
    var result = ""
    for scalar in url.unicodeScalars {
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", "-", ".", "_", "~", ":", "/", "?", "#", "&", "=", "%",
        "+", ",", ";", "@":
        result.unicodeScalars.append(scalar)
      default:
        for byte in String(scalar).utf8 {
          result += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }
      }
    }
    return result
  }

  /// An inline link whose words are a code span of foreign text.
  package static func link(_ text: String, to url: String) -> String {
    "[\(code(text))](\(destination(url)))"
  }

  /// `text` on one line, bounded, without characters that act on their surroundings; one of blanks alone in quotes.
  package static func visible(_ text: String, limit: Int) -> String {
    var result = ""
    for character in text.prefix(limit) {
      if character == "\r\n" {
        result += " "
        continue
      }
      for scalar in character.unicodeScalars.prefix(16) {
        switch scalar.value {
        case 0...0x1F, 0x7F...0x9F, 0x2028, 0x2029: result += " "
        case 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2069, 0xFEFF, 0xE0000...0xE007F:
          result += "\u{FFFD}"
        default: result.unicodeScalars.append(scalar)
        }
      }
    }
    if text.count > limit { result += "…" }
    let isBlank = !result.isEmpty && result.allSatisfy { $0 == " " }
    return isBlank ? "“\(result)”" : result
  }

  private static func longestRun(of wanted: Character, in text: String) -> Int {
    var (longest, current) = (0, 0)
    for character in text {
      current = character == wanted ? current + 1 : 0
      longest = max(longest, current)
    }
    return longest
  }
}
