internal import PerfBytes
internal import PerfCharts
internal import PerfTrace

extension HTMLWriter {
  /// One of the few numbers that a page starts with.
  struct Fact {
    var label: String
    var value: String
    var note: String

    init(_ label: String, _ value: String, note: String = "") {
      self.label = label
      self.value = value
      self.note = note
    }
  }

  /// Writes the numbers that a page starts with.
  mutating func facts(_ facts: [Fact]) {
    element("dl", class: "facts") { html in
      for fact in facts {
        html.element("div") { html in
          html.element("dt", text: fact.label)
          html.element("dd") { html in
            html.text(fact.value)
            if !fact.note.isEmpty { html.element("small", text: fact.note) }
          }
        }
      }
    }
  }

  /// How much of an instant is written.
  enum TimeDetail {
    case date, minute, clock
  }

  /// Writes an instant in UTC.
  mutating func time(_ timestamp: Timestamp, as detail: TimeDetail = .date) {
    let moment = Moment(timestamp)
    element("time", class: "nowrap") { html in
      html.attribute("datetime", moment.machine)
      switch detail {
      case .date: html.text(moment.date)
      case .minute: html.text(moment.minute)
      case .clock: html.text(moment.clock)
      }
    }
  }

  /// Writes a relative change with the shape, the colour and the word of its verdict.
  mutating func verdict(effect: Double, metric: Metric, isSignificant: Bool, word: Bool = true) {
    guard isSignificant else {
      return element("span", class: "verdict unchanged", text: Quantity.change(effect))
    }
    let isIncrease = effect > 0
    let isWorse = isIncrease == (metric.polarity == .lower)
    let className: StaticString =
      switch (isWorse, isIncrease) {
      case (true, true): "verdict regressed"
      case (true, false): "verdict higher regressed"
      case (false, false): "verdict improved"
      case (false, true): "verdict higher improved"
      }
    element("span", class: className) { html in
      html.element("strong") { $0.change(effect) }
      if word { html.text(" " + Words.comparative(metric, isIncrease: isIncrease)) }
    }
  }

  /// Writes a cell of numbers that a script can sort by `value`, which is NaN where there is none.
  mutating func cell(_ text: String, value: Double, isOptional: Bool = false) {
    element("td", class: isOptional ? "n optional" : "n") { html in
      if value.isFinite {
        html.attribute("data-value", String(fixed: value, fractionDigits: 6, trimsZeros: true))
      }
      html.text(text)
    }
  }
}

extension HTMLWriter {
  /// Writes a number of a metric; a dash for NaN.
  mutating func quantity(_ value: Double, _ unit: Metric.Unit) {
    if case .other = unit { return text(Quantity(value, unit).text) }
    plain { Quantity(value, unit).append(to: &$0) }
  }

  /// Writes a relative change without a verdict; a dash for NaN.
  mutating func change(_ effect: Double) {
    plain { Quantity.append(change: effect, to: &$0) }
  }
}
