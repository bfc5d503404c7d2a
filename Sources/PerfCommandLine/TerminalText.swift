/// Makes foreign text safe to print on a terminal, in one line.
package enum TerminalText {
  /// Control characters, line ends and marks of writing direction become visible escapes, `\n`, `\x1B`, `\u{202E}`:
  /// a script's name must not move the cursor or hide what follows.
  package static func safe(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isUnsafe) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n": result.append(contentsOf: "\\n".unicodeScalars)
      case "\t": result.append(contentsOf: "\\t".unicodeScalars)
      case "\r": result.append(contentsOf: "\\r".unicodeScalars)
      case _ where isUnsafe(scalar):
        let digits = String(scalar.value, radix: 16, uppercase: true)
        let escape = scalar.value < 16 ? "\\x0\(digits)" : "\\x\(digits)"
        result.append(
          contentsOf: (scalar.value < 256 ? escape : "\\u{\(digits)}").unicodeScalars)
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: scalar != "\u{200D}"
    default: false
    }
  }

  /// Columns that `text` takes on a terminal: two for wide characters of East Asia and pictures, none for marks.
  package static func width(_ text: String) -> Int {
    text.reduce(0) { $0 + width($1) }
  }

  private static func width(_ character: Character) -> Int {
    guard let first = character.unicodeScalars.first else { return 0 }
    switch first.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF,
      0x1F900...0x1F9FF, 0x20000...0x3FFFD:
      return 2
    default:
      let category = first.properties.generalCategory
      return category == .nonspacingMark || category == .enclosingMark ? 0 : 1
    }
  }

  /// `text` cut to at most `width` columns, with "…" where something is missing.
  package static func cut(_ text: String, to width: Int) -> String {
    guard self.width(text) > width else { return text }
    var room = width - 1
    var kept = ""
    for character in text {
      room -= self.width(character)
      guard room >= 0 else { break }
      kept.append(character)
    }
    return width > 0 ? kept + "…" : ""
  }
}
