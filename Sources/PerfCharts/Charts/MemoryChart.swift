internal import PerfBytes

/// A quantity over the time of one execution: the memory of a process tree.
package struct MemoryChart: Sendable {
  /// One sample.
  package struct Sample: Sendable, Hashable {
    /// Seconds since the start.
    package var seconds: Double
    package var value: Double

    package init(seconds: Double, value: Double) {
      (self.seconds, self.value) = (seconds, value)
    }
  }

  package var id: String
  package var title: String
  package var note: String
  /// How values are written.
  package var labels: ValueLabels
  /// How times are written.
  package var timeLabels: ValueLabels
  /// In order of time; samples that are not finite are left out.
  package var samples: [Sample]

  package init(
    id: String, title: String, note: String = "", labels: ValueLabels, timeLabels: ValueLabels,
    samples: [Sample]
  ) {
    (self.id, self.title, self.note) = (id, title, note)
    (self.labels, self.timeLabels) = (labels, timeLabels)
    self.samples = samples.filter { $0.seconds.isFinite && $0.value.isFinite }
  }

  /// Writes the figure; nothing without samples.
  package func write(to writer: inout HTMLWriter) {
    guard let last = samples.last, let peak = samples.max(by: { $0.value < $1.value }) else {
      return
    }
    let (top, bottom) = (34.0, 194.0)
    let axis = ValueAxis(
      ValueScale(from: 0, to: peak.value, bounds: .fromZero), labels: labels, count: 4)
    let span = last.seconds > 0 ? last.seconds : 1
    // The axis of time ends with the execution.
    let times = Ticks(from: 0, to: span / timeLabels.divisor, count: 6)
    let x = { (seconds: Double) in max(0, seconds) / span * 1000 }
    let y = { (value: Double) in bottom - (bottom - top) * axis.scale.fraction(value) }
    let summary =
      "Peak \(labels.text(peak.value)) after \(timeLabels.text(peak.seconds)), last sample "
      + "\(labels.text(last.value)) after \(timeLabels.text(last.seconds)), "
      + "\(TrendChart.counted(samples.count, "sample"))."
    ChartFigure(id: id, title: title, note: note, description: summary, height: bottom + 26).write(
      class: "chart memory", to: &writer,
      picture: { writer in
        writer.element("g", class: "grid") { writer in
          writer.attribute("aria-hidden", literal: "true")
          writer.writeValueAxis(axis, top: top, bottom: bottom)
        }
        writer.stretched(height: bottom + 26) { writer in
          var line = PathData()
          for sample in samples {
            if line.isEmpty {
              line.move(x(sample.seconds), y(sample.value))
            } else {
              line.line(x(sample.seconds), y(sample.value))
            }
          }
          var area = PathData()
          area.move(x(samples[0].seconds), bottom)
          for sample in samples { area.line(x(sample.seconds), y(sample.value)) }
          area.line(x(last.seconds), bottom)
          area.close()
          var dots = PathData()
          dots.dot(x(peak.seconds), y(peak.value))
          writer.element("g", class: "s1") { writer in
            writer.path(area, class: "area")
            writer.path(line, class: "median")
            writer.path(dots, class: "mark")
          }
        }
        writer.writeTick(
          "peak \(labels.text(peak.value))", percent: x(peak.seconds) / 10, y: y(peak.value) - 9,
          edge: 22, class: "direct")
        writer.element("g", class: "ticks") { writer in
          writer.attribute("aria-hidden", literal: "true")
          for (index, tick) in times.values.enumerated() {
            let number = String(fixed: tick, fractionDigits: min(times.fractionDigits, 9))
            let label = index == times.values.count - 1 ? "\(number) \(timeLabels.unit)" : number
            writer.writeTick(
              label, percent: tick * timeLabels.divisor / span * 100, y: bottom + 17,
              class: (times.values.count - index) % 2 == 0 ? "tick wide" : "tick")
          }
        }
      },
      table: { writer in
        writer.markup(
          """
          <thead><tr><th scope="col" class="n">Time</th><th scope="col" class="n">Memory</th></tr>\
          </thead><tbody>
          """)
        let stride = max((samples.count + 49) / 50, 1)
        for (index, sample) in samples.enumerated()
        where index.isMultiple(of: stride) || index == samples.count - 1 {
          writer.element("tr") { writer in
            writer.element("td", class: "n", text: timeLabels.text(sample.seconds))
            writer.element("td", class: "n", text: labels.text(sample.value))
          }
        }
        writer.markup("</tbody>")
      })
  }
}
