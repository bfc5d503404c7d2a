/// The traceability report as Markdown: what was recorded, what changed, and what to do about it.
package struct TraceabilityReport: Sendable {
  /// Scripts and changes that a section lists; the rest is counted.
  private static let longestList = 200
  private static let longestRegressions = 50
  private static let exclusionReasons = 8

  package var facts: TraceabilityFacts
  /// What links to the site's pages begin with, "../" or "https://…/"; `nil` for a report without links.
  package var site: String?
  /// Least change of a level that counts as a regression: 0.1 is 10 %.
  package var trendLimit: Double

  package init(facts: TraceabilityFacts, site: String? = nil, trendLimit: Double = 0.1) {
    self.facts = facts
    self.site = site
    self.trendLimit = trendLimit
  }

  /// The report; the same facts always give the same text.
  package var markdown: String {
    var lines: [String] = ["# Performance Traceability Report", ""]
    lines += summary
    lines += trends
    lines += changes(
      "Performance Regressions Detected", regressions,
      none: "No regression of \(limitWords) or more stands.")
    let improvements = improvements
    if !improvements.isEmpty {
      lines += changes("Performance Improvements Detected", improvements, none: "")
    }
    let accepted = accepted
    if !accepted.isEmpty { lines += changes("Accepted Changes", accepted, none: "") }
    lines += environmentChanges
    lines += traceability
    lines += environments
    lines += ["## Recommendations", ""]
    lines += Recommendations(report: self).lines
    return lines.joined(separator: "\n") + "\n"
  }

  /// The limit without a sign: "10 %".
  private var limitWords: String {
    trendLimit > 1 ? Quantity(trendLimit * 100, .percent).text : Quantity.share(trendLimit)
  }

  // MARK: Events

  /// A change with the script that it is of.
  struct Finding: Sendable {
    var script: TraceabilityFacts.Script
    var event: TraceabilityFacts.Event
    /// Number of host classes that show one like it; the event is the largest of them.
    var hosts = 1
  }

  /// The last change of each metric on each host class, where it has not recovered, is large enough and is the script's
  /// own; of several host classes the largest, for each direction.
  private var lasting: [Finding] {
    var findings: [Finding] = []
    for script in facts.scripts {
      var last: [String: TraceabilityFacts.Event] = [:]
      var order: [String] = []
      for event in script.events {
        let key = event.metric.id + "\u{0}" + event.host
        if last[key] == nil { order.append(key) }
        last[key] = event
      }
      var told: [String: Int] = [:]
      for key in order {
        if let event = last[key], event.status.isLasting, !event.isShared,
          event.effect.magnitude >= trendLimit
        {
          let what = [event.metric.id, event.isWorse ? "worse" : "better", event.status.word]
            .joined(separator: "\u{0}")
          guard let known = told[what] else {
            told[what] = findings.count
            findings.append(Finding(script: script, event: event))
            continue
          }
          findings[known].hosts += 1
          if event.effect.magnitude > findings[known].event.effect.magnitude {
            findings[known].event = event
          }
        }
      }
    }
    return findings.sorted {
      $0.event.effect.magnitude != $1.event.effect.magnitude
        ? $0.event.effect.magnitude > $1.event.effect.magnitude
        : $0.script.name.utf8.lexicographicallyPrecedes($1.script.name.utf8)
    }
  }

  private var standing: [Finding] { lasting.filter { $0.event.status == .standing } }
  /// What is worse and was not accepted, the worst first.
  var regressions: [Finding] { standing.filter(\.event.isWorse) }
  private var improvements: [Finding] { standing.filter { !$0.event.isWorse } }
  private var accepted: [Finding] { lasting.filter { $0.event.status != .standing } }

  // MARK: Sections

  private var summary: [String] {
    var lines = [
      "## Executive Summary", "",
      "- **Total Executions**: \(Quantity.count(facts.executions))",
      "- **Unique Scripts**: \(Quantity.count(facts.scripts.count))",
      "- **Branches Tracked**: \(Quantity.count(facts.branches.count))",
      "- **Commits Measured**: \(Quantity.count(facts.commits))",
    ]
    if facts.executions > 0 {
      let share = Quantity.share(facts.executions - facts.failures, of: facts.executions)
      lines.append("- **Success Rate**: \(share), \(Quantity.count(facts.failures)) failed")
    }
    if let exclusions { lines.append("- **Excluded**: \(exclusions)") }
    if let period = facts.period {
      lines.append(
        "- **Time Period**: \(period.lowerBound.day) to \(period.upperBound.day)")
    }
    lines.append(
      "- **Changes Standing**: \(Quantity.count(regressions.count)) for the worse, "
        + "\(Quantity.count(improvements.count)) for the better"
        + (accepted.isEmpty ? "" : ", \(Quantity.count(accepted.count)) accepted"))
    if !facts.shared.isEmpty {
      lines.append(
        "- **Changes of the Environment**: \(Quantity.count(facts.shared.count)), each of many scripts at once"
      )
    }
    return lines + [""]
  }

  /// How many executions people took out and why; `nil` if none.
  private var exclusions: String? {
    let count = facts.excluded.reduce(0) { $0 + $1.executions }
    guard count > 0 else { return nil }
    let reasons = facts.excluded.prefix(Self.exclusionReasons).map { reason, executions in
      MarkdownText.code(reason, limit: 120) + (executions > 1 ? " (\(executions))" : "")
    }
    let rest = facts.excluded.count - reasons.count
    return
      (count == 1
      ? "1 execution, which counts" : "\(Quantity.count(count)) executions, which count")
      + " nowhere: " + reasons.joined(separator: ", ")
      + (rest > 0 ? " and \(rest) other reasons" : "")
  }

  private var trends: [String] {
    var lines = ["## Performance Trends by Script", ""]
    guard !facts.scripts.isEmpty else { return lines + ["Nothing has been recorded.", ""] }
    lines += [
      "| Script | Executions | Success | Level | Latest | Trend |",
      "|---|---:|---:|---:|---:|---:|",
    ]
    for script in facts.scripts.prefix(Self.longestList) {
      let success = Quantity.share(script.executions - script.failures, of: script.executions)
      let excluded = script.excluded > 0 ? " (\(Quantity.count(script.excluded)) excluded)" : ""
      let values =
        script.metric.map {
          [Quantity(script.level, $0.unit).text, Quantity(script.latest, $0.unit).text]
        } ?? ["–", "–"]
      let trend = script.trend.map(Quantity.change) ?? "–"
      lines.append(
        "| \(link(toScript: script.name)) | \(Quantity.count(script.executions))\(excluded) | \(success) | "
          + "\(values[0]) | \(values[1]) | \(trend) |")
    }
    if facts.scripts.count > Self.longestList {
      lines += ["", "and \(Quantity.count(facts.scripts.count - Self.longestList)) more scripts."]
    }
    if facts.branches.count > 1 {
      lines += [
        "",
        "Executions and success are of all branches; level, latest and trend of the default branch where it was measured.",
      ]
    }
    return lines + [""]
  }

  private func changes(_ title: String, _ findings: [Finding], none: String) -> [String] {
    var lines = ["## \(title)", ""]
    guard !findings.isEmpty else { return lines + [none, ""] }
    lines += [
      "| Script | Metric | Change | Before | After | Commit | Machine |",
      "|---|---|---:|---:|---:|---|---|",
    ]
    for finding in findings.prefix(Self.longestRegressions) {
      let event = finding.event
      let commit =
        event.sha.isEmpty
        ? MarkdownText.code(event.time.iso8601)
        : link(toCommitOf: event)
          + (event.subject.isEmpty ? "" : " " + MarkdownText.code(event.subject, limit: 70))
      let reason = event.status.reason.map { ": " + MarkdownText.code($0, limit: 120) } ?? ""
      let more = finding.hosts > 1 ? " and \(finding.hosts - 1) more" : ""
      let cells = [
        link(toScript: finding.script.name), MarkdownText.code(event.metric.title),
        Quantity.change(event.effect), Quantity(event.levelBefore, event.metric.unit).text,
        Quantity(event.levelAfter, event.metric.unit).text, commit + reason,
        MarkdownText.code(event.host, limit: 80) + more,
      ]
      lines.append("| " + cells.joined(separator: " | ") + " |")
    }
    if findings.count > Self.longestRegressions {
      lines += ["", "and \(Quantity.count(findings.count - Self.longestRegressions)) more."]
    }
    return lines + [""]
  }

  /// What many scripts show at once, newest first; their changes are not listed one by one.
  private var environmentChanges: [String] {
    guard !facts.shared.isEmpty else { return [] }
    var lines = [
      "## Changes of the Environment", "",
      "Many scripts changed at one place: more likely the machine, or a tool that all of them use, than each of them.",
      "", "| When | Commit | Benchmarks | Median change | Machine | What differs |",
      "|---|---|---:|---:|---|---|",
    ]
    for shared in facts.shared.reversed().prefix(Self.longestRegressions) {
      let change = shared.change
      let commit =
        shared.sha.isEmpty
        ? "–"
        : link(toCommit: shared.sha, hasPage: shared.hasPage)
          + (shared.subject.isEmpty ? "" : " " + MarkdownText.code(shared.subject, limit: 70))
      let differences = change.differences.prefix(4).map { difference in
        MarkdownText.code(difference.key) + ": "
          + [difference.before, difference.after]
          .map { $0.isEmpty ? "–" : MarkdownText.code($0, limit: 40) }.joined(separator: " → ")
      }
      let words =
        !differences.isEmpty
        ? differences.joined(separator: ", ")
        : change.isSharedByHosts ? "other machines changed too" : "nothing that was recorded"
      lines.append(
        "| \(change.time.day) | \(commit) | \(Quantity.count(change.scriptCount)) of "
          + "\(Quantity.count(change.candidateCount)) | \(Quantity.change(change.effect)) | "
          + "\(MarkdownText.code(shared.host, limit: 80)) | \(words) |")
    }
    if facts.shared.count > Self.longestRegressions {
      lines += ["", "and \(Quantity.count(facts.shared.count - Self.longestRegressions)) earlier."]
    }
    return lines + [""]
  }

  private var traceability: [String] {
    var lines = [
      "## Granular Traceability", "",
      "Every execution is one fossil, a line of JSON that is never edited. It holds:", "",
      "| Recorded | Executions | Share |", "|---|---:|---:|",
    ]
    for (words, count) in facts.coverage {
      let share = Quantity.share(count, of: facts.executions)
      lines.append("| \(words) | \(Quantity.count(count)) | \(share) |")
    }
    return lines + [""]
  }

  private var environments: [String] {
    var lines = ["## Environment Summary", ""]
    guard !facts.hosts.isEmpty else { return lines + ["No environment was recorded.", ""] }
    lines += ["| Machine | Executions |", "|---|---:|"]
    for (words, count) in facts.hosts.prefix(Self.longestRegressions) {
      lines.append("| \(MarkdownText.code(words)) | \(Quantity.count(count)) |")
    }
    lines.append("")
    for (field, values) in facts.software {
      let shown = values.prefix(6).map { MarkdownText.code($0, limit: 60) }.joined(separator: ", ")
      let more = values.count > 6 ? " and \(values.count - 6) more" : ""
      lines.append("- \(MarkdownText.code(field)): \(shown)\(more)")
    }
    return facts.software.isEmpty ? lines : lines + [""]
  }

  // MARK: Links

  func link(toScript name: String) -> String {
    guard let site else { return MarkdownText.code(name) }
    return MarkdownText.link(name, to: site + PageAddress.script(name))
  }

  func link(toCommitOf event: TraceabilityFacts.Event) -> String {
    link(toCommit: event.sha, hasPage: event.hasPage)
  }

  private func link(toCommit sha: String, hasPage: Bool) -> String {
    let short = String(sha.prefix(10))
    guard let site, hasPage else { return MarkdownText.code(short) }
    return MarkdownText.link(short, to: site + PageAddress.commit(sha))
  }
}
