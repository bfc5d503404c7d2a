extension TrendChart {
  /// The chart as a `<figure>`: legend, picture and, behind a disclosure, the table of its data.
  package func write(to writer: inout HTMLWriter) {
    let layout = Layout(self)
    writer.element("figure", class: "chart trend") { writer in
      writer.attribute("id", id)
      writer.attribute("data-chart", literal: "trend")
      if axis == .dates { writer.attribute("data-axis", literal: "dates") }
      writer.element("figcaption") { writer in
        writer.element("span", class: "chart-title", text: title)
        writer.text(" ")
        writer.element("span", class: "chart-note", text: note)
      }
      guard !isEmpty else {
        writer.element("p", class: "chart-empty", text: "No values yet.")
        return
      }
      writeLegend(to: &writer)
      writer.element("div", class: "plot") { writer in
        writer.element("svg") { writer in
          writer.attribute("width", literal: "100%")
          writer.attribute("height", coordinate: layout.height)
          writer.attribute("role", literal: "group")
          writer.attribute("aria-labelledby", "\(id)-t \(id)-d")
          writeTimes(to: &writer)
          writer.element("title") { writer in
            writer.attribute("id", "\(id)-t")
            writer.text(title)
          }
          writer.element("desc") { writer in
            writer.attribute("id", "\(id)-d")
            writer.text(description)
          }
          writeGrid(layout, to: &writer)
          writeNotes(layout, to: &writer)
          writeMarks(layout, to: &writer)
          writeSteps(layout, to: &writer)
          writeFailures(layout, to: &writer)
          writeLinks(layout, to: &writer)
        }
      }
      writeTable(to: &writer)
    }
  }

  /// What the picture shows, in words.
  package var description: String {
    var parts: [String] = []
    let executions = lines.reduce(0) { $0 + $1.values.count }
    parts.append(
      "\(Self.counted(executions, "execution")) at \(Self.counted(positions.count, "position"))")
    if let first = positions.first(where: { $0.time != nil })?.time,
      let last = positions.last(where: { $0.time != nil })?.time
    {
      let (start, end) = (
        CivilDate(secondsSince1970: first).text, CivilDate(secondsSince1970: last).text
      )
      parts[0] += start == end ? ", \(start)" : ", \(start) to \(end)"
    }
    for line in lines where !line.isOverlay {
      guard let point = line.points.last else { continue }
      let name = lines.count > 1 ? "\(line.name): " : ""
      parts.append("\(name)latest median \(labels.text(point.median))")
    }
    for step in steps.suffix(5) { parts.append(step.title) }
    if steps.count > 5 { parts.append("\(steps.count - 5) earlier changes") }
    let failed = failures.reduce(0) { $0 + $1.failed + $1.timedOut }
    if failed > 0 { parts.append("\(Self.counted(failed, "execution")) failed or timed out") }
    return parts.joined(separator: ". ") + "."
  }

  static func counted(_ count: Int, _ noun: String) -> String {
    count == 1 ? "1 \(noun)" : "\(count) \(noun)s"
  }

  private func writeLegend(to writer: inout HTMLWriter) {
    writer.element("ul", class: "legend") { writer in
      if lines.count > 1 || lines.contains(where: \.isOverlay) {
        for (index, line) in lines.enumerated() {
          writer.element("li") { writer in
            writer.attribute("data-line", integer: index)
            LineStyle(index, isOverlay: line.isOverlay).writeKey(to: &writer)
            writer.element("bdi", text: line.name)
          }
        }
      }
      let hasSpread = lines.contains { $0.points.contains { $0.count > 1 } }
      if hasSpread {
        writer.markup(
          """
          <li><svg class="key" width="24" height="12" aria-hidden="true"><path class="dots" \
          d="M6 6h0M12 3h0M18 8h0"/></svg>executions</li><li><svg class="key" width="24" height="12" \
          aria-hidden="true"><rect class="band" width="24" height="12"/><path class="median" \
          d="M0 8L24 4"/></svg>median and middle half</li>
          """)
      }
      if lines.contains(where: { $0.levels.count > 1 }) {
        writer.markup(
          """
          <li><svg class="key" width="24" height="12" aria-hidden="true"><path class="level" \
          d="M0 9h12M12 3h12"/></svg>level</li>
          """)
      }
      if !failures.isEmpty && !linksFailures {
        writer.markup(
          """
          <li><svg class="key" width="12" height="12" aria-hidden="true"><path class="failed" d="M6 1v10"/></svg>failed\
          </li>
          """)
        return
      }
      if failures.contains(where: { $0.failed > 0 }) {
        writer.markup(
          """
          <li><svg class="key" width="12" height="12" aria-hidden="true"><path class="failed" \
          d="M2 2l8 8m0-8l-8 8"/></svg>failed</li>
          """)
      }
      if failures.contains(where: { $0.timedOut > 0 }) {
        writer.markup(
          """
          <li><svg class="key" width="12" height="12" aria-hidden="true"><path class="timed-out" \
          d="M2 2h8l-8 8h8z"/></svg>timed out</li>
          """)
      }
    }
  }

  /// Writes how positions lie in time, for a script that spreads them by date: minutes from one sample to the next.
  private func writeTimes(to writer: inout HTMLWriter) {
    let times = positions.compactMap(\.time)
    guard times.count == positions.count, let first = times.first, times.count > 1 else { return }
    let stride = max((times.count + 255) / 256, 1)
    writer.attribute("data-count", integer: times.count)
    writer.attribute("data-start", integer: first)
    writer.attribute("data-every", integer: stride)
    var minutes: [String] = []
    var latest = first / 60
    for index in Swift.stride(from: 0, to: times.count, by: stride) {
      // Commits may be dated before their parents; the axis never runs backwards.
      let time = max(times[index] / 60, latest)
      minutes.append(String(time - latest))
      latest = time
    }
    if (times.count - 1) % stride != 0 {
      minutes.append(String(max(times[times.count - 1] / 60 - latest, 0)))
    }
    writer.attribute("data-times", minutes.joined(separator: " "))
  }
}
