/// A table in columns of equal width for terminals and logs.
package struct TextTable: Sendable {
  package enum Alignment: Sendable {
    case left
    case right
  }

  private let titles: [String]
  private let alignments: [Alignment]
  private var rows: [[String]] = []
  /// The widest that the first column may be; longer texts are cut.
  private let firstColumnLimit: Int

  /// Makes an empty table. `columns` are the titles with the alignment of their cells.
  package init(columns: [(title: String, alignment: Alignment)], firstColumnLimit: Int = 40) {
    titles = columns.map(\.title)
    alignments = columns.map(\.alignment)
    self.firstColumnLimit = firstColumnLimit
  }

  /// Adds a row; missing cells at its end are empty. Foreign text is made safe here.
  package mutating func append(_ cells: [String]) {
    var cells = cells.map(TerminalText.safe)
    if let first = cells.first { cells[0] = TerminalText.cut(first, to: firstColumnLimit) }
    while cells.count < titles.count { cells.append("") }
    rows.append(cells)
  }

  /// The lines of the table: titles, rows; no blanks at the ends of lines.
  package var lines: [String] {
    let widths = titles.indices.map { column in
      ([titles] + rows).map { TerminalText.width($0[column]) }.max() ?? 0
    }
    return ([titles] + rows).map { cells in
      let padded = cells.indices.map { column in
        let gap = String(
          repeating: " ", count: max(widths[column] - TerminalText.width(cells[column]), 0))
        return alignments[column] == .left ? cells[column] + gap : gap + cells[column]
      }
      let line = padded.joined(separator: "  ")
      return String(line.reversed().drop { $0 == " " }.reversed())
    }
  }
}
