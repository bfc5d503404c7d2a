/// Rows of short texts that are written as an aligned table, as Markdown or as CSV.
package struct TextTable: Sendable {
  package enum Alignment: Sendable {
    case left
    case right
  }

  package struct Column: Sendable {
    package var title: String
    package var alignment: Alignment
    /// Whether the texts come from outside and are shown as code in Markdown.
    package var isForeign: Bool

    package init(_ title: String, _ alignment: Alignment = .left, isForeign: Bool = false) {
      self.title = title
      self.alignment = alignment
      self.isForeign = isForeign
    }
  }

  package var columns: [Column]
  package var rows: [[String]] = []

  package init(_ columns: [Column]) {
    self.columns = columns
  }

  /// Columns under each other, two blanks apart; foreign texts on one line and at most 60 characters wide.
  package var text: String {
    let cells = rows.map { row in
      zip(columns, row).map { column, cell in
        column.isForeign ? MarkdownText.visible(cell, limit: 60) : cell
      }
    }
    let widths = columns.indices.map { column in
      max(columns[column].title.count, cells.map { $0[column].count }.max() ?? 0)
    }
    var lines: [String] = []
    for row in [columns.map(\.title)] + cells {
      var line = ""
      for (index, cell) in row.enumerated() {
        let padding = String(repeating: " ", count: widths[index] - cell.count)
        if index > 0 { line += "  " }
        line += columns[index].alignment == .right ? padding + cell : cell + padding
      }
      while line.last == " " { line.removeLast() }
      lines.append(line)
    }
    return lines.joined(separator: "\n")
  }

  /// A table of GitHub Flavored Markdown; cells that are not foreign must be safe as they are.
  package var markdown: String {
    var lines = [
      "| " + columns.map(\.title).joined(separator: " | ") + " |",
      "|" + columns.map { $0.alignment == .right ? " ---: |" : " --- |" }.joined(),
    ]
    for row in rows {
      let cells = zip(columns, row).map { $0.isForeign && !$1.isEmpty ? MarkdownText.code($1) : $1 }
      lines.append("| " + cells.joined(separator: " | ") + " |")
    }
    return lines.joined(separator: "\n")
  }

  /// Comma-separated values as of RFC 4180, with a line of titles.
  package var csv: String {
    var text = ""
    for row in [columns.map(\.title)] + rows {
      text += row.map(Self.csvField).joined(separator: ",") + "\r\n"
    }
    return text
  }

  /// A field, quoted where it must be; one that a spreadsheet would take for a formula is made text by an apostrophe.
  private static func csvField(_ field: String) -> String {
    var field = field
    let isNumber = Double(field) != nil
    if let first = field.unicodeScalars.first, !isNumber, "=+-@\t\r".unicodeScalars.contains(first)
    {
      field = "'" + field
    }
    guard field.unicodeScalars.contains(where: { ",\"\r\n".unicodeScalars.contains($0) }) else {
      return field
    }
    var quoted = "\""
    for scalar in field.unicodeScalars {
      if scalar == "\"" { quoted += "\"" }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
  }
}
