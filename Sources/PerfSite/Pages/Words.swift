internal import PerfTrace

/// Words that several pages use, in one place.
enum Words {
  /// "1 execution", "1,200 executions".
  static func count(_ number: Int, _ one: String, _ many: String? = nil) -> String {
    "\(Quantity.count(number)) \(number == 1 ? one : many ?? one + "s")"
  }

  /// What became of some of `total` scripts: "1 of 3 scripts got worse with its last change."
  static func lastChanges(_ groups: [(count: Int, verb: String)], of total: Int) -> String {
    let groups = groups.filter { $0.count > 0 }
    let changed = groups.reduce(0) { $0 + $1.count }
    let parts = groups.enumerated().map { place, group in
      let subject = Quantity.count(group.count)
      if place > 0 { return "\(subject) \(group.verb)" }
      return total == 1
        ? "The only script \(group.verb)"
        : "\(subject) of \(count(total, "script")) \(group.verb)"
    }
    return "\(list(parts)) with \(changed == 1 ? "its" : "their") last change."
  }

  /// What a change of a metric is called: "slower", "more memory", "lower".
  static func comparative(_ metric: Metric, isIncrease: Bool) -> String {
    switch metric.unit {
    case .seconds: isIncrease ? "slower" : "faster"
    case .mebibytes: isIncrease ? "more memory" : "less memory"
    case .bytes: isIncrease ? "larger" : "smaller"
    default: isIncrease ? "higher" : "lower"
    }
  }

  /// What became of a change, to be said behind it; nothing while it stands.
  static func fate(of status: Change.Status) -> String {
    switch status {
    case .standing: ""
    case .recovered: ", since recovered"
    case .recovery: ", as it was before"
    case .accepted(let reason): ", accepted: \(shortened(reason, limit: 120))"
    }
  }

  /// Words of several, as a sentence has them: "a", "a and b", "a, b and c".
  static func list(_ parts: [String]) -> String {
    guard let last = parts.last else { return "" }
    return parts.count == 1 ? last : parts.dropLast().joined(separator: ", ") + " and " + last
  }

  /// A text of at most `limit` characters, with an ellipsis where it was longer.
  ///
  /// One of blanks alone stands in quotes, for a link or a heading must have something to see.
  static func shortened(_ text: String, limit: Int) -> String {
    // Nearly every text shows by its first byte that it is not blank.
    if let first = text.utf8.first, !(0x21...0x7E).contains(first), text.utf8.count <= limit,
      text.allSatisfy(\.isWhitespace)
    {
      return "“\(text)”"
    }
    guard text.utf8.count > limit, text.count > limit else { return text }
    return text.prefix(limit - 1) + "…"
  }

  /// A name of at most `limit` characters, with an ellipsis inside where it was longer: neighbours in a list often begin
  /// alike and differ at their ends.
  static func shortenedInside(_ name: String, limit: Int) -> String {
    guard name.utf8.count > limit, name.count > limit else { return shortened(name, limit: limit) }
    let tail = limit / 3
    return name.prefix(limit - 1 - tail) + "…" + name.suffix(tail)
  }
}
