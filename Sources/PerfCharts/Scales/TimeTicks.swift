/// Round instants that divide a span of time, with labels that say what changes from one to the next.
package struct TimeTicks: Sendable, Hashable {
  /// One labelled instant.
  package struct Tick: Sendable, Hashable {
    /// Seconds since 1970, UTC.
    package var seconds: Int
    package var label: String
  }

  /// In ascending order, all within the span.
  package private(set) var ticks: [Tick] = []

  private enum Step {
    case seconds(Int)
    case months(Int)

    var approximateSeconds: Double {
      switch self {
      case .seconds(let seconds): Double(seconds)
      case .months(let months): Double(months) * 2_629_746
      }
    }
  }

  private static let steps: [Step] =
    [1, 5, 15, 30, 60, 300, 900, 1800, 3600, 10_800, 21_600, 43_200, 86_400, 172_800, 604_800]
    .map(Step.seconds) + [1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 12_000].map(Step.months)

  /// Finds about `count` + 1 ticks from `start` to `stop`, in seconds since 1970.
  package init(from start: Int, to stop: Int, count: Int) {
    guard start <= stop, count > 0 else { return }
    guard start < stop else {
      ticks = [Tick(seconds: start, label: CivilDate(secondsSince1970: start).text)]
      return
    }
    let ideal = Double(stop - start) / Double(count)
    // The step whose ratio to the ideal one is least, either way.
    let distance = { (step: Step) in
      max(step.approximateSeconds / ideal, ideal / step.approximateSeconds)
    }
    switch Self.steps.min(by: { distance($0) < distance($1) }) ?? .months(12) {
    case .seconds(let step):
      // Weeks begin on Mondays; 1970-01-05 was one.
      let offset = step == 604_800 ? 345_600 : 0
      var time = Self.floor(start - offset, step) + offset
      if time < start { time += step }
      while time <= stop {
        ticks.append(
          Tick(seconds: time, label: Self.label(time, step: step, isFirst: ticks.isEmpty)))
        time += step
      }
    case .months(let step):
      let first = CivilDate(secondsSince1970: start)
      var month = Self.floor(first.year * 12 + first.month - 1, step)
      while true {
        let date = CivilDate(
          year: Self.floor(month, 12) / 12, month: month - Self.floor(month, 12) + 1, day: 1)
        let time = date.daysSince1970 * 86_400
        if time > stop { break }
        if time >= start {
          ticks.append(
            Tick(
              seconds: time, label: step < 12 ? "\(date.monthName) \(date.year)" : "\(date.year)"))
        }
        month += step
      }
    }
  }

  private static func floor(_ value: Int, _ step: Int) -> Int {
    let rest = value % step
    return value - (rest < 0 ? rest + step : rest)
  }

  private static func label(_ time: Int, step: Int, isFirst: Bool) -> String {
    let date = CivilDate(secondsSince1970: time)
    let second = time - date.daysSince1970 * 86_400
    if step >= 86_400 {
      return isFirst || date.day <= step / 86_400 && date.month == 1
        ? date.text : "\(date.day) \(date.monthName)"
    }
    if second == 0 { return "\(date.day) \(date.monthName)" }
    let clock = CivilDate.clock(secondsSince1970: time, withSeconds: step < 60)
    return isFirst ? "\(date.day) \(date.monthName), \(clock)" : clock
  }
}
