internal import PerfCharts
internal import PerfTrace

extension ScriptPage {
  func writeExecutions(_ context: PageContext, _ html: inout HTMLWriter) {
    let history = plan.history
    let rows = plan.collection.rows(ofScript: script)
    guard !rows.isEmpty else { return }
    let columns = executionColumns
    let shown = rows.suffix(plan.detail.executions).map(Int.init)
    let hasBranch = shown.contains { history.branch[$0] >= 0 }
    let hasExit = shown.contains {
      history.exitCode[$0] != .min
        || !history.flags[$0].isDisjoint(with: [
          .failed, .timedOut, .interrupted, .warmup, .excluded,
        ])
    }
    let hasHost = Set(shown.map { plan.collection.hostClass(ofRow: $0) }).count > 1
    html.markup("<h2 id=\"executions\">Executions</h2>\n")
    html.markup(
      "<div tabindex=\"0\" role=\"group\" aria-label=\"Executions\" class=\"scroll below ")
    html.markup(Self.placeholder(rows: shown.count))
    html.markup("\">\n<table class=\"")
    html.markup(
      hasBranch && hasHost
        ? "executions after-4" : hasBranch || hasHost ? "executions after-3" : "executions after-2")
    html.markup("\">")
    if rows.count > plan.detail.executions {
      html.element("caption") { html in
        html.text(
          "The newest \(plan.detail.executions) of \(Quantity.count(rows.count)); all of them are in the "
        )
        html.link(to: "\(context.root)data/scripts/\(summary.slug).json", text: "open data")
        html.text(".")
      }
    }
    html.markup("<thead><tr><th scope=\"col\">Started (UTC)</th><th scope=\"col\">Commit</th>")
    if hasBranch { html.markup("<th scope=\"col\" class=\"optional\">Branch</th>") }
    if hasHost { html.markup("<th scope=\"col\" class=\"optional\">Machine</th>") }
    for column in columns {
      html.element("th", class: "n") { html in
        html.attribute("scope", literal: "col")
        html.text(column.metric.title)
      }
    }
    if hasExit { html.markup("<th scope=\"col\" class=\"n\">Exit</th>") }
    html.markup("</tr></thead><tbody>\n")
    for row in shown.reversed() {
      // The style sheet aligns the cells by their place, as on the pages of commits.
      html.markup("<tr><td>")
      html.time(history.timestamp[row], as: .minute)
      html.markup("<td>")
      context.commitLink(history.commit[row], to: &html)
      if history.flags[row].contains(.dirty) { html.text(" with local changes") }
      if hasBranch {
        html.markup("<td class=\"optional\">")
        let branch = history.branch[row]
        if branch >= 0 {
          html.element("bdi", text: Words.shortened(history.branches[Int(branch)], limit: 60))
        }
      }
      if hasHost {
        html.markup("<td class=\"optional\"><small class=\"muted\">")
        html.text(plan.hostNames[plan.collection.hostClass(ofRow: row)].short)
        html.markup("</small>")
      }
      for column in columns {
        html.markup("<td>")
        html.quantity(column.value(row), column.metric.unit)
      }
      if hasExit {
        html.markup("<td>")
        Self.writeExit(of: row, in: history, &html)
      }
      html.markup("\n")
    }
    html.markup("</tbody></table></div>\n")
  }

  /// The class that says how high a table of so many rows is, about, until a browser has laid it out: attributes of style are
  /// forbidden.
  private static func placeholder(rows: Int) -> StaticString {
    switch rows {
    case ...3: "rows-3"
    case ...6: "rows-6"
    case ...12: "rows-12"
    case ...24: "rows-24"
    case ...40: "rows-40"
    default: "rows-60"
    }
  }

  /// The metrics that the table has a column for.
  private var executionColumns: [(metric: Metric, value: (Int) -> Double)] {
    let history = plan.history
    let preferred = [
      Metric.executionTime.id, "user_time", "sys_time", "cpu_percent", Metric.memoryUsage.id,
    ]
    var chosen = assessment.slice.shownMetrics.filter { preferred.contains(history.metrics[$0].id) }
    chosen.sort {
      (preferred.firstIndex(of: history.metrics[$0].id) ?? 9)
        < (preferred.firstIndex(of: history.metrics[$1].id) ?? 9)
    }
    for metric in assessment.slice.shownMetrics
    where chosen.count < 6 && !chosen.contains(metric)
      && !Metric.builtIn.contains(where: { $0.id == history.metrics[metric].id })
    {
      chosen.append(metric)
    }
    return chosen.map { index in
      (
        history.metrics[index],
        { row in plan.collection.values(ofMetric: index, at: [Int32(row)]).first ?? .nan }
      )
    }
  }

  private static func writeExit(of row: Int, in history: History, _ html: inout HTMLWriter) {
    let flags = history.flags[row]
    let code = history.exitCode[row]
    let words: String
    switch true {
    case flags.contains(.timedOut): words = "timed out"
    case flags.contains(.interrupted): words = "interrupted"
    case flags.contains(.warmup): words = "warm-up"
    case code == .min: words = flags.contains(.failed) ? "failed" : "–"
    default: words = "\(code)"
    }
    if let reason = history.exclusionReason(ofRow: row) {
      html.text(words)
      html.markup("<br>")
      html.element("small", class: "muted") { html in
        html.text("excluded: ")
        html.element("bdi", text: Words.shortened(reason, limit: 120))
      }
    } else if flags.contains(.failed) {
      html.element("span", class: "verdict failed") { html in
        html.element("span", class: "visually-hidden", text: "failed, ")
        html.text(words)
      }
    } else {
      html.text(words)
    }
  }

  // MARK: Exclusions

  private static let exclusionsInSight = 20

  /// What people took out and why, the newest first: the table of executions shows only the newest.
  func writeExclusions(_ context: PageContext, _ html: inout HTMLWriter) {
    let exclusions = plan.exclusions(ofScript: script).reversed()
    guard !exclusions.isEmpty else { return }
    html.markup("<h2 id=\"excluded\">Excluded executions</h2>\n")
    html.element(
      "p", class: "muted", text: "Reviewed and taken out: they are in no count, rate or median.")
    html.markup("<ul>")
    for (row, reason) in exclusions.prefix(Self.exclusionsInSight) {
      html.element("li") { html in
        html.time(plan.history.timestamp[Int(row)], as: .minute)
        if plan.history.commit[Int(row)] >= 0 {
          html.text(" ")
          context.commitLink(plan.history.commit[Int(row)], to: &html)
        }
        html.text(": ")
        html.element("bdi", text: Words.shortened(reason, limit: 300))
      }
    }
    if exclusions.count > Self.exclusionsInSight {
      html.element("li") { html in
        html.text("and \(Words.count(exclusions.count - Self.exclusionsInSight, "more")) in the ")
        html.link(to: "\(context.root)data/scripts/\(summary.slug).json", text: "open data")
      }
    }
    html.markup("</ul>\n")
  }
}
