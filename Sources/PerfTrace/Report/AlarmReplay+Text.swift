extension AlarmReplay {
  /// The shares of alarmed runs, and every alarm, for a terminal.
  package func text(in history: History) -> String {
    var parts = [
      "\(Quantity.count(runCount)) runs. Alarmed by the trend analysis: \(words(alarmedRuns)); "
        + "by \"5 % slower than the run before\": \(words(literalRuns))."
    ]
    if !alarms.isEmpty {
      var table = TextTable([
        .init("told"), .init("script", isForeign: true), .init("effect", .right),
        .init("after points", .right), .init("commit"), .init("host", isForeign: true),
      ])
      for alarm in alarms {
        table.rows.append([
          history.timestamp[Int(alarm.row)].day, history.scripts[Int(alarm.script)],
          Quantity.change(alarm.effect), String(alarm.delay),
          alarm.commit < 0 ? "–" : String(history.commits[Int(alarm.commit)].sha.prefix(10)),
          history.hostClasses[Int(alarm.hostClass)].words,
        ])
      }
      parts.append(table.text)
    }
    return parts.joined(separator: "\n\n")
  }

  /// The same facts as JSON; shares are parts of 1.
  package func json(in history: History) -> JSONValue {
    let share = { (count: Int) in runCount == 0 ? 0 : Double(count) / Double(runCount) }
    return .object([
      "runs": .integer(runCount),
      "alarmed_runs": .integer(alarmedRuns),
      "alarmed_share": .number(share(alarmedRuns)),
      "literal_runs": .integer(literalRuns),
      "literal_share": .number(share(literalRuns)),
      "alarms": .array(
        alarms.map {
          .object([
            "script": .string(history.scripts[Int($0.script)]),
            "host": .string(history.hostClasses[Int($0.hostClass)].words),
            "time": .string(history.timestamp[Int($0.row)].iso8601),
            "commit": $0.commit < 0 ? .null : .string(history.commits[Int($0.commit)].sha),
            "effect": .number(orNull: $0.effect),
            "delay": .integer($0.delay),
          ])
        }),
    ])
  }

  private func words(_ count: Int) -> String {
    guard runCount > 0 else { return "none" }
    return "\(Quantity.count(count)) (\(Quantity.share(count, of: runCount)))"
  }
}
