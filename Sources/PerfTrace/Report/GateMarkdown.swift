internal import PerfStatistics

/// What the gate found, in Markdown for people: changed scripts first, everything else folded.
///
/// All names are foreign text and enter by `MarkdownText`. Used by the pull request's comment and the step summary.
package struct GateMarkdown: Sendable {
  /// Addresses that the text may link to.
  package struct Links: Sendable {
    /// Address of the published site; `nil` leaves links to pages out.
    package var site: String?
    /// Address of the run or artifact that holds site and fossils.
    package var artifact: String?

    package init(site: String? = nil, artifact: String? = nil) {
      self.site = site
      self.artifact = artifact
    }
  }

  let history: History
  let report: GateReport
  let links: Links
  /// The command line of an execution, by its row; empty where unknown.
  let commandLine: @Sendable (Int32) -> [String]

  package init(
    _ report: GateReport, of history: History, links: Links,
    commandLine: @escaping @Sendable (Int32) -> [String]
  ) {
    self.history = history
    self.report = report
    self.links = links
    self.commandLine = commandLine
  }

  /// Whether there is nothing that a person must look at.
  package var isQuiet: Bool {
    !report.isExceeded && report.findings.isEmpty && report.notices.isEmpty
      && report.comparisons.allSatisfy { $0.verdict.rank > 2 }
  }

  // MARK: Parts, in the order of reading

  /// One line: what matters.
  package var headline: String {
    let failed = count { $0 == .failed }
    var parts: [String] = []
    if failed > 0 { parts.append("✖ \(words(failed, "script", "scripts")) failed") }
    if let exceeded = report.exceededWords { parts.append("🔴 \(exceeded)") }
    parts += report.changes.map { $0.verdict.symbol + " " + $0.words }
    if parts.isEmpty {
      let open = report.comparisons.allSatisfy { $0.verdict.rank == 4 }
      parts.append(open ? "⊘ nothing to compare with" : "⚪ no change that stands out")
    }
    return "Performance: " + parts.joined(separator: ", ")
  }

  /// Totals of the candidate's executions.
  package var summary: String {
    var lines = [
      "- **Scripts measured**: \(Quantity.count(report.scriptCount))",
      "- **Success rate**: \(successRate)",
    ]
    let times = report.comparisons.filter { metric(of: $0) == .executionTime }
    let values = times.flatMap(\.head.values)
    if !values.isEmpty {
      let mean = Quantity(values.reduce(0, +) / Double(values.count), .seconds).text
      lines.append("- **Average execution time**: \(mean)")
    }
    if let commit = candidateCommit {
      lines.append(
        "- **Commit**: \(link(String(commit.sha.prefix(10)), to: PageAddress.commit(commit.sha)))\(subject(of: commit))"
      )
    }
    if report.ancestry.base >= 0 {
      let base = history.commits[Int(report.ancestry.base)]
      lines.append(
        "- **Baseline**: the default branch up to \(link(String(base.sha.prefix(10)), to: PageAddress.commit(base.sha)))"
      )
    }
    return lines.joined(separator: "\n")
  }

  /// A table of what changed or failed; `nil` if nothing did.
  package func changes(limit: Int) -> String? {
    table(report.comparisons.filter { $0.verdict.rank <= 2 }.forPeople, limit: limit)
  }

  /// Exceeded limits and what kept the gate from judging, as a list; `nil` if there are none.
  package func remarks(limit: Int) -> String? {
    let findings = report.findings.map { finding in
      let script = MarkdownText.code(history.scripts[Int(finding.script)])
      let metric = history.metrics[Int(finding.metric)]
      let consequence =
        finding.excuse.map { "excused: \(MarkdownText.code($0))" }
        ?? (finding.fails ? "**exceeds the limit**" : "warning")
      return
        "- \(script), \(finding.kind.rawValue): \(finding.sentence(metric: metric)) – \(consequence)"
    }
    let notices = report.notices.map { notice in
      "- ⊘ \(MarkdownText.code(notice.summary, limit: 400))"
        + (notice.hint.map { " \(MarkdownText.code($0, limit: 400))" } ?? "")
    }
    let all = findings + notices
    guard !all.isEmpty else { return nil }
    let more = all.count > limit ? ["- … and \(all.count - limit) more"] : []
    return (all.prefix(limit) + more).joined(separator: "\n")
  }

  /// A table of what did not change or could not be judged; `nil` if there is none.
  package func unchanged(limit: Int) -> String? {
    table(report.comparisons.filter { $0.verdict.rank > 2 }, limit: limit)
  }

  /// Every script with its executions, a row each; `nil` if none was measured.
  package func breakdown(limit: Int) -> String? {
    let times = report.comparisons.filter { metric(of: $0) == .executionTime }
      .sorted { $0.script < $1.script }
    guard !times.isEmpty else { return nil }
    var lines = [
      "| Script | Runs | Median | Success | Times, base and head |", "|---|---:|---:|---:|---|",
    ]
    lines += times.prefix(limit).map { comparison in
      let side = comparison.head
      let runs = side.values.count + side.failures
      let rate = Quantity.share(side.values.count, of: runs)
      let middle = side.median.map { Quantity($0, .seconds).text } ?? "–"
      let chart = Sparkline.text(base: comparison.base.values, head: side.values)
      return
        "| \(script(comparison.script))\(tags(of: comparison)) | \(runs) | \(middle) | \(rate) | \(chart) |"
    }
    if times.count > limit {
      lines.append("| … and \(Quantity.count(times.count - limit)) more | | | | |")
    }
    return lines.joined(separator: "\n")
  }

  /// Fastest, slowest and all together.
  package var details: String? {
    let medians = report.comparisons.compactMap { comparison in
      metric(of: comparison) == .executionTime
        ? comparison.head.median.map {
          (comparison.script, $0, comparison.head.values.reduce(0, +))
        } : nil
    }
    guard let fastest = medians.min(by: { $0.1 < $1.1 }),
      let slowest = medians.max(by: { $0.1 < $1.1 })
    else { return nil }
    let total = medians.reduce(0) { $0 + $1.2 }
    return """
      - **Fastest script**: \(script(fastest.0)), \(Quantity(fastest.1, .seconds).text)
      - **Slowest script**: \(script(slowest.0)), \(Quantity(slowest.1, .seconds).text)
      - **Total execution time**: \(Quantity(total, .seconds).text)
      """
  }

  /// What to try, following from what was found; `nil` if nothing calls for it.
  package var recommendations: String? {
    var lines: [String] = []
    for comparison in report.comparisons.forPeople.prefix(50) where lines.count < 5 {
      switch comparison.verdict {
      case .regressed where metric(of: comparison) == .executionTime:
        let advice = comparison.head.rows.last.flatMap {
          ProfilingAdvice.commandLine(for: commandLine($0))
        }
        lines.append(
          "- \(script(comparison.script)) takes \(change(comparison)) longer"
            + (advice.map { "; see where: \(MarkdownText.code($0, limit: 300))" } ?? ""))
      case .regressed:
        lines.append(
          "- \(script(comparison.script)): \(metric(of: comparison).title) changed by \(change(comparison))"
        )
      case .failed:
        lines.append(
          "- \(script(comparison.script)) failed in every execution; run it by hand and look at its exit status"
        )
      default: break
      }
    }
    let needed = report.comparisons.compactMap { comparison -> Int? in
      if case .inconclusive(let needed) = comparison.verdict { needed } else { nil }
    }
    if let runs = needed.filter({ $0 <= Comparator.mostValues }).max() {
      lines.append(
        "- Inconclusive scripts need up to \(Quantity.count(runs)) runs of each side: `--runs \(runs)`"
      )
    }
    if needed.contains(where: { $0 > Comparator.mostValues }) {
      lines.append(
        "- Scripts that are too noisy need a quieter machine, a longer work load, or a larger limit"
      )
    }
    return lines.isEmpty ? nil : lines.joined(separator: "\n")
  }

  // MARK: Words

  private var successRate: String {
    guard report.executionCount > 0 else { return "no executions" }
    let rate = Quantity.share(report.successCount, of: report.executionCount)
    return
      "\(rate) (\(Quantity.count(report.successCount)) of \(Quantity.count(report.executionCount)) executions)"
  }

  private var candidateCommit: History.Commit? {
    report.candidate >= 0 ? history.commits[Int(report.candidate)] : nil
  }

  private func subject(of commit: History.Commit) -> String {
    commit.subject.isEmpty ? "" : " " + MarkdownText.code(commit.subject, limit: 80)
  }

  private func table(_ comparisons: [Comparison], limit: Int) -> String? {
    guard !comparisons.isEmpty else { return nil }
    var lines = [
      "| Verdict | Script | Metric | Change | 95 % interval | Base → head | Runs | Host |",
      "|---|---|---|---:|---|---|---:|---|",
    ]
    lines += comparisons.prefix(limit).map(row)
    if comparisons.count > limit {
      lines.append("| | … and \(Quantity.count(comparisons.count - limit)) more | | | | | | |")
    }
    return lines.joined(separator: "\n")
  }

  private func row(_ comparison: Comparison) -> String {
    let metric = metric(of: comparison)
    let level = { (side: Comparison.Side) in
      side.median.map { Quantity($0, metric.unit).text } ?? "–"
    }
    let interval = comparison.interval.map { Quantity.changes($0.lower, $0.upper) } ?? "–"
    let host = history.hostClasses[Int(comparison.hostClass)].words
    let cells = [
      comparison.verdict.symbol + " " + comparison.verdict.word
        + (comparison.explanation.map { " (\($0))" } ?? ""),
      script(comparison.script) + tags(of: comparison),
      comparison.verdict == .failed ? "–" : metric.title,
      comparison.effect.map(Quantity.change) ?? "–", interval,
      "\(level(comparison.base)) → \(level(comparison.head))",
      "\(comparison.base.values.count) + \(comparison.head.values.count)",
      MarkdownText.code(host, limit: 60),
    ]
    return "| " + cells.joined(separator: " | ") + " |"
  }

  private func script(_ index: Int32) -> String {
    let name = history.scripts[Int(index)]
    return link(name, to: PageAddress.script(name))
  }

  private func tags(of comparison: Comparison) -> String {
    history.tagSets[Int(comparison.tagSet)].map {
      " " + MarkdownText.code("\($0.key)=\($0.value)", limit: 40)
    }
    .joined()
  }

  func link(_ text: String, to address: String) -> String {
    guard let site = links.site else { return MarkdownText.code(text, limit: 80) }
    return
      "[\(MarkdownText.code(text, limit: 80))](\(MarkdownText.destination(PageAddress.absolute(address, site: site))))"
  }

  private func metric(of comparison: Comparison) -> Metric {
    history.metrics[Int(comparison.metric)]
  }

  private func change(_ comparison: Comparison) -> String {
    comparison.effect.map { Quantity.change($0) } ?? "–"
  }

  /// The gravest verdict of all scripts; a pass if nothing was judged.
  package var verdict: Verdict {
    report.comparisons.map(\.verdict).min { $0.rank < $1.rank } ?? .pass
  }

  /// Number of scripts with a verdict.
  package func count(where matches: (Verdict) -> Bool) -> Int {
    Set(report.comparisons.filter { matches($0.verdict) }.map(\.script)).count
  }

  private func words(_ number: Int, _ one: String, _ many: String) -> String {
    "\(Quantity.count(number)) \(number == 1 ? one : many)"
  }
}
