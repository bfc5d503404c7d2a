/// Which days had runs, how many, and on which some failed: one square a day, one column a week.
package struct CalendarChart: Sendable {
  /// One day's executions.
  package struct Day: Sendable, Hashable {
    /// Days since 1970-01-01.
    package var number: Int
    package var runs: Int
    /// How many of the runs failed.
    package var failed: Int

    package init(number: Int, runs: Int, failed: Int) {
      (self.number, self.runs, self.failed) = (number, runs, failed)
    }
  }

  package var id: String
  package var title: String
  /// Days with runs, in ascending order.
  package var days: [Day]
  /// How many weeks up to the newest day are shown at most.
  package var weeks = 53
  /// Whether each day has what ran as its title; the table by month is there in any case.
  package var tellsDays = true

  package init(id: String, title: String, days: [Day]) {
    (self.id, self.title, self.days) = (id, title, days)
  }

  private static let pitch = 14.0
  private static let cell = 11.0
  private static let left = 32.0
  private static let top = 20.0
  private static let levels: [StaticString] = ["l1", "l2", "l3", "l4"]

  /// Writes the figure; nothing without days.
  package func write(to writer: inout HTMLWriter) {
    guard let last = days.last else { return }
    let lastMonday = last.number - CivilDate(daysSince1970: last.number).weekday
    let first = days.first.map { $0.number } ?? last.number
    let span = (lastMonday - first + 6) / 7 + 1
    let count = min(max(span, 8), max(weeks, 1))
    let firstMonday = lastMonday - (count - 1) * 7
    let shown = days.filter { $0.number >= firstMonday }
    let width = Self.left + Double(count) * Self.pitch + 4
    let height = Self.top + 7 * Self.pitch
    let runs = shown.reduce(0) { $0 + $1.runs }
    let failed = shown.reduce(0) { $0 + $1.failed }
    let summary =
      "\(TrendChart.counted(runs, "run")) on \(TrendChart.counted(shown.count, "day")) from "
      + "\(CivilDate(daysSince1970: shown.first?.number ?? last.number).text) to "
      + "\(CivilDate(daysSince1970: last.number).text), \(failed) failed."
    writer.element("figure", class: "chart calendar") { writer in
      writer.attribute("id", id)
      writer.element("figcaption") { writer in
        writer.element("span", class: "chart-title", text: title)
        writer.text(" ")
        writer.element("span", class: "chart-note", text: summary)
      }
      writer.element("div", class: "scroll") { writer in
        writer.attribute("tabindex", literal: "0")
        writer.attribute("role", literal: "region")
        writer.attribute("aria-label", title)
        writer.element("svg") { writer in
          writer.attribute(
            "viewBox", "0 0 \(String(coordinate: width)) \(String(coordinate: height))")
          writer.attribute("width", coordinate: width)
          writer.attribute("height", coordinate: height)
          writer.attribute("role", literal: "img")
          writer.attribute("aria-label", "\(title). \(summary)")
          writeFrame(
            firstMonday: firstMonday, count: count,
            days: (shown.first?.number ?? firstMonday)...last.number, width: width, to: &writer)
          write(shown, firstMonday: firstMonday, to: &writer)
        }
      }
      writeLegend(hasFailures: failed > 0, to: &writer)
      writeTable(shown, to: &writer)
    }
  }

  /// Writes runs and failures by month; the squares have those of each day as titles.
  private func writeTable(_ shown: [Day], to writer: inout HTMLWriter) {
    var months: [(name: String, runs: Int, failed: Int)] = []
    for day in shown {
      let date = CivilDate(daysSince1970: day.number)
      let name = "\(date.monthName) \(date.year)"
      if months.last?.name != name { months.append((name, 0, 0)) }
      months[months.count - 1].runs += day.runs
      months[months.count - 1].failed += day.failed
    }
    writer.element("details", class: "chart-data") { writer in
      writer.element("summary", text: "Table: \(title)")
      writer.element("table", class: "points") { writer in
        writer.markup(
          """
          <thead><tr><th scope="col">Month<th scope="col">Runs<th scope="col">Failed</thead><tbody>
          """)
        for month in months.reversed() {
          writer.markup("\n<tr><td>")
          writer.text(month.name)
          writer.markup("<td>")
          writer.text(integer: month.runs)
          writer.markup("<td>")
          writer.text(integer: month.failed)
        }
        writer.markup("</tbody>")
      }
    }
  }

  private func place(_ day: Int, firstMonday: Int) -> (x: Double, y: Double) {
    let offset = day - firstMonday
    return (
      Self.left + Double(offset / 7) * Self.pitch, Self.top + Double(offset % 7) * Self.pitch
    )
  }

  private func writeFrame(
    firstMonday: Int, count: Int, days: ClosedRange<Int>, width: Double,
    to writer: inout HTMLWriter
  ) {
    writer.element("g", class: "ticks") { writer in
      for (row, name) in ["Mon", "", "Wed", "", "Fri", "", ""].enumerated() where !name.isEmpty {
        writer.element("text", class: "tick") { writer in
          writer.attribute("x", integer: 0)
          writer.attribute("y", coordinate: Self.top + Double(row) * Self.pitch + 10)
          writer.text(name)
        }
      }
      var end = -Double.infinity
      for week in 0..<count {
        let date = CivilDate(daysSince1970: firstMonday + week * 7)
        let x = Self.left + Double(week) * Self.pitch
        guard week == 0 || date.day <= 7, x > end else { continue }
        let name = week == 0 || date.month == 1 ? "\(date.monthName) \(date.year)" : date.monthName
        let right = x + TextMetrics.width(of: name, size: 11.5)
        // The newest month's name is left out where the picture ends before it does.
        guard week == 0 || right <= width else { continue }
        end = right + 6
        writer.element("text", class: "tick") { writer in
          writer.attribute("x", coordinate: x)
          writer.attribute("y", integer: 11)
          writer.text(name)
        }
      }
    }
    // A dashed line for each week, whose dashes are the days.
    var weeks = PathData()
    for monday in stride(from: firstMonday, through: days.upperBound, by: 7) {
      let (x, y) = place(monday, firstMonday: firstMonday)
      let length = Double(min(days.upperBound - monday, 6)) * Self.pitch + Self.cell
      weeks.move(x + Self.cell / 2, y)
      weeks.line(x + Self.cell / 2, y + length)
    }
    writer.path(weeks, class: "days")
  }

  private func write(_ shown: [Day], firstMonday: Int, to writer: inout HTMLWriter) {
    let most = max(shown.map(\.runs).max() ?? 1, 1)
    let shown = shown.filter { $0.runs > 0 }
    let level = { (day: Day) in min((day.runs * 4 - 1) / most, 3) }
    if tellsDays {
      for day in shown {
        let words = day.failed > 0 ? ", \(day.failed) failed" : ""
        writer.element("path", class: Self.levels[level(day)]) { writer in
          writer.attribute("d", path: { $0 += cells([day], firstMonday: firstMonday).bytes })
          writer.element(
            "title",
            text:
              "\(CivilDate(daysSince1970: day.number).text): \(TrendChart.counted(day.runs, "run"))\(words)"
          )
        }
        writeCrosses([day], firstMonday: firstMonday, to: &writer)
      }
    } else {
      for (index, name) in Self.levels.enumerated() {
        let days = shown.filter { level($0) == index }
        writer.path(cells(days, firstMonday: firstMonday), class: name)
        writeCrosses(days, firstMonday: firstMonday, to: &writer)
      }
    }
  }

  /// Squares of days, each a stroke as wide as it is long.
  private func cells(_ days: [Day], firstMonday: Int) -> PathData {
    var cells = PathData()
    for day in days {
      let (x, y) = place(day.number, firstMonday: firstMonday)
      cells.move(x + Self.cell / 2, y)
      cells.line(x + Self.cell / 2, y + Self.cell)
    }
    return cells
  }

  /// Writes crosses over days with failures, thicker ones where all runs failed.
  private func writeCrosses(_ days: [Day], firstMonday: Int, to writer: inout HTMLWriter) {
    var (some, all) = (PathData(), PathData())
    for day in days where day.failed > 0 {
      let (x, y) = place(day.number, firstMonday: firstMonday)
      var cross = day.runs == day.failed ? all : some
      cross.move(x + 3, y + 3)
      cross.line(x + 8, y + 8)
      cross.move(x + 8, y + 3)
      cross.line(x + 3, y + 8)
      if day.runs == day.failed { all = cross } else { some = cross }
    }
    writer.path(some, class: "cross")
    writer.path(all, class: "cross all")
  }

  private func writeLegend(hasFailures: Bool, to writer: inout HTMLWriter) {
    writer.element("ul", class: "legend") { writer in
      writer.markup(
        """
        <li>fewer <svg class="key" width="67" height="11" aria-hidden="true">\
        <path class="days" d="M5.5 0v11"/><path class="l1" d="M19.5 0v11"/><path class="l2" d="M33.5 0v11"/>\
        <path class="l3" d="M47.5 0v11"/><path class="l4" d="M61.5 0v11"/></svg> more runs</li>
        """)
      if hasFailures {
        writer.markup(
          """
          <li><svg class="key" width="11" height="11" aria-hidden="true"><path class="l2" d="M5.5 0v11"/>\
          <path class="cross" d="M3 3l5 5m0-5l-5 5"/></svg>some failed</li>
          """)
      }
    }
  }
}
