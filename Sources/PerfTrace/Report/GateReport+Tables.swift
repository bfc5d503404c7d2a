extension GateReport {
  /// The report for a terminal: the verdict, what is exceeded, then every comparison.
  package func text(in history: History) -> String {
    var parts = [headline(in: history)]
    if !findings.isEmpty { parts.append(findingTable(in: history).text) }
    if !comparisons.isEmpty { parts.append(Comparison.table(comparisons, in: history).text) }
    if stage == .first { parts.append(suspectSentence(in: history)) }
    return parts.joined(separator: "\n\n")
  }

  /// The same facts as Markdown.
  package func markdown(in history: History) -> String {
    var parts = ["**" + headline(in: history) + "**"]
    if !findings.isEmpty { parts.append(findingTable(in: history).markdown) }
    if !comparisons.isEmpty { parts.append(Comparison.table(comparisons, in: history).markdown) }
    if stage == .first { parts.append(suspectSentence(in: history)) }
    return parts.joined(separator: "\n\n")
  }

  /// The same facts as JSON; effects and rates are parts of 1, times in seconds.
  package func json(in history: History) -> JSONValue {
    .object([
      "verdict": .string(isExceeded ? "exceeded" : "passed"),
      "stage": .string(stage.rawValue),
      "candidate": .string(orNull: sha(candidate, history)),
      "base": .string(orNull: sha(ancestry.base, history)),
      "base_found_by": .string(ancestry.source.word),
      "scripts": .integer(scriptCount),
      "executions": .integer(executionCount),
      "successes": .integer(successCount),
      "findings": .array(
        findings.map {
          .object([
            "limit": .string($0.kind.rawValue),
            "script": .string(history.scripts[Int($0.script)]),
            "metric": $0.kind.isOfMetric ? .string(history.metrics[Int($0.metric)].id) : .null,
            "host": .string(history.hostClasses[Int($0.hostClass)].words),
            "measured": .number(orNull: $0.measured),
            "allowed": .number(orNull: $0.limit),
            "action": .string($0.action.rawValue),
            "excuse": .string(orNull: $0.excuse),
            "fails": .bool($0.fails),
          ])
        }),
      "suspects": .array(suspects.map { .string(history.scripts[Int($0)]) }),
      "notices": .array(
        notices.map { .object(["message": .string($0.summary), "hint": .string(orNull: $0.hint)]) }),
      "comparisons": .array(comparisons.map { $0.json(in: history) }),
    ])
  }

  /// One sentence: whether a limit is exceeded, and by how many scripts.
  package func headline(in history: History) -> String {
    let candidate =
      sha(candidate, history).map { "commit \($0.prefix(10))" } ?? "the newest executions"
    let failing = findings.count(where: \.fails)
    let compared = comparisons.count { $0.effect != nil }
    let unclear = comparisons.count {
      if case .inconclusive = $0.verdict { true } else { false }
    }
    var words: String
    if scriptCount == 0 {
      words = "Nothing was measured at \(candidate)."
    } else if lacksRequiredBaseline && failing == 0 {
      words = "Failed: \(candidate) has scripts without a comparable baseline."
    } else if failing > 0 {
      words = "Exceeded: \(failing) \(failing == 1 ? "limit" : "limits") at \(candidate)."
    } else {
      let excused = findings.count { $0.excuse != nil }
      let warnings = findings.count - excused
      words = "Passed: no limit \(findings.isEmpty ? "is exceeded" : "fails") at \(candidate)"
      if warnings > 0 { words += ", \(warnings) \(warnings == 1 ? "warns" : "warn")" }
      if excused > 0 { words += ", \(excused) \(excused == 1 ? "is" : "are") excused" }
      words += "."
    }
    words += " \(Quantity.count(compared)) compared"
    for change in changes { words += ", " + change.words }
    if unclear > 0 { words += ", \(Quantity.count(unclear)) inconclusive" }
    if executionCount > 0 {
      words += ", success rate \(Quantity.share(successCount, of: executionCount))"
    }
    return words + "."
  }

  /// How many comparisons say what, in the words that a terminal and a comment share: "2 regressed", "1 improved".
  ///
  /// A regression need not exceed a limit: it may be of a metric that only warns, or be accepted.
  var changes: [(verdict: Verdict, words: String)] {
    [Verdict.regressed, .improved].compactMap { verdict in
      let count = comparisons.count { $0.verdict == verdict }
      return count == 0 ? nil : (verdict, "\(Quantity.count(count)) \(verdict.word)")
    }
  }

  /// "1 limit exceeded"; `nil` if none is.
  var exceededWords: String? {
    let failing = findings.count(where: \.fails)
    guard failing > 0 else { return lacksRequiredBaseline ? "a baseline is missing" : nil }
    return "\(Quantity.count(failing)) \(failing == 1 ? "limit" : "limits") exceeded"
  }

  private func suspectSentence(in history: History) -> String {
    guard !suspects.isEmpty else { return "No suspects." }
    return "Suspects, to be measured afresh: "
      + suspects.map { MarkdownText.code(history.scripts[Int($0)]) }.joined(separator: ", ")
  }

  private func findingTable(in history: History) -> TextTable {
    var table = TextTable([
      .init("limit"), .init("script", isForeign: true), .init("metric", isForeign: true),
      .init("measured", .right), .init("allowed", .right), .init("action"),
    ])
    let isExcused = findings.contains { $0.excuse != nil }
    if isExcused { table.columns.append(.init("excused by", isForeign: true)) }
    for finding in findings {
      let metric = history.metrics[Int(finding.metric)]
      table.rows.append(
        [
          finding.kind.rawValue, history.scripts[Int(finding.script)],
          finding.kind.isOfMetric ? history.title(ofMetric: finding.metric) : "–",
          finding.words(of: finding.measured, metric: metric),
          finding.words(of: finding.limit, metric: metric),
          finding.action.rawValue,
        ] + (isExcused ? [finding.excuse ?? ""] : []))
    }
    return table
  }

  private func sha(_ commit: Int32, _ history: History) -> String? {
    commit < 0 ? nil : history.commits[Int(commit)].sha
  }
}

extension BaseAncestry.Source {
  /// For JSON: "given", "git", "fossils", "time".
  package var word: String {
    switch self {
    case .given: "given"
    case .git: "git"
    case .fossils: "fossils"
    case .time: "time"
    }
  }
}
