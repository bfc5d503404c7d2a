internal import PerfCharts
internal import PerfTrace

/// One branch against the default one: per script effect, interval and verdict, both distributions in a picture.
struct ComparePage: Sendable {
  /// Pictures of distributions, for the comparisons that matter most.
  private static let pictures = 12
  private static let tableRows = 400

  /// A comparison with the script that it is of.
  struct Row: Sendable {
    var script: Int
    var row: BranchRow
  }

  let plan: SitePlan
  let branch: Int32
  let rows: [Row]
  let summaries: [ScriptSummary]

  private var name: String { plan.history.branches[Int(branch)] }
  private var baseName: String { plan.history.branches[Int(plan.defaultBranch)] }

  /// Digest of all that the page is made of.
  var inputs: Digest {
    var digest = Digest()
    digest.combine(name)
    digest.combine(baseName)
    for row in rows {
      digest.combine(summaries[row.script].name)
      digest.combine(row.row.metric.id)
      digest.combine(row.row.host)
      digest.combine(row.row.tags)
      digest.combine(row.row.failures)
      digest.combine(row.row.baseRuns)
      digest.combine(row.row.headRuns)
      for value in row.row.base + row.row.head { digest.combine(value) }
      digest.combine(row.row.baseMedian ?? .nan)
      digest.combine(row.row.headMedian ?? .nan)
      digest.combine(row.row.effect ?? .nan)
      digest.combine(row.row.verdict.rank)
    }
    return digest
  }

  func file(frame: PageFrame) -> RenderedFile {
    let context = PageContext(plan, path: plan.path(ofComparison: branch))
    let ordered = rows.sorted(by: Self.isMoreImportant)
    var html = HTMLWriter(capacity: 60_000)
    html.element("h1") { html in
      html.element("bdi", text: Words.shortened(name, limit: 120))
      html.element("span", class: "muted", text: " against ")
      html.element("bdi", text: Words.shortened(baseName, limit: 120))
    }
    html.element("p", class: "lede", text: sentence)
    if rows.isEmpty {
      html.element("p", class: "note", text: "Nothing of this branch can be compared.")
    } else {
      writeTable(ordered, context, &html)
      writePictures(ordered, &html)
    }
    var head = PageHead(
      path: context.path,
      title:
        "\(Words.shortened(name, limit: 60)) against \(Words.shortened(baseName, limit: 40)) – \(plan.options.identity.title)",
      description: sentence)
    head.breadcrumbs = [
      .init(label: "Overview", path: "index.html"),
      .init(label: "Branches", path: SiteSection.branches.path),
      .init(label: Words.shortened(name, limit: 80)),
    ]
    return frame.page(head, body: html.fragment.bytes)
  }

  private var sentence: String {
    let verdicts = rows.map(\.row.verdict)
    var parts: [String] = []
    let worse = verdicts.count { $0 == .regressed }
    let failed = verdicts.count { $0 == .failed }
    let better = verdicts.count { $0 == .improved }
    if failed > 0 { parts.append("\(failed) failed") }
    if worse > 0 { parts.append("\(worse) regressed") }
    if better > 0 { parts.append("\(better) improved") }
    let open = verdicts.count { $0.rank == 3 || $0.rank == 4 }
    if open > 0 { parts.append("\(open) cannot be told") }
    let compared = Words.count(rows.count, "comparison")
    return parts.isEmpty
      ? "\(compared), no change beyond the limit." : "\(compared): \(Words.list(parts))."
  }

  /// Failures and regressions first, then by the size of the effect, then by name.
  private static func isMoreImportant(_ a: Row, _ b: Row) -> Bool {
    if a.row.verdict.rank != b.row.verdict.rank { return a.row.verdict.rank < b.row.verdict.rank }
    let (first, second) = (a.row.effect?.magnitude ?? 0, b.row.effect?.magnitude ?? 0)
    if first != second { return first > second }
    return (a.script, a.row.metric.id, a.row.host, a.row.tags)
      < (b.script, b.row.metric.id, b.row.host, b.row.tags)
  }

  private func writeTable(_ rows: [Row], _ context: PageContext, _ html: inout HTMLWriter) {
    html.markup(
      """
      <h2 id="scripts">Scripts</h2>
      <div class="scroll" tabindex="0" role="group" aria-label="Comparisons">
      <table data-sortable><thead><tr><th scope="col">Script</th><th scope="col">Metric</th><th scope="col">Effect</th>\
      <th scope="col" class="optional">95 % interval</th><th scope="col">Verdict</th><th scope="col" class="n optional">Before</th>\
      <th scope="col" class="n optional">Branch</th><th scope="col" class="n optional">Runs</th></tr></thead><tbody>

      """)
    for row in rows.prefix(Self.tableRows) {
      html.markup("<tr><td class=\"name\">")
      context.scriptLink(row.script, to: &html)
      let row = row.row
      let notes = [row.tags, row.host].filter { !$0.isEmpty }.joined(separator: ", ")
      if !notes.isEmpty {
        html.markup("<br>")
        html.element("small", class: "muted", text: notes)
      }
      html.markup("<td>")
      html.text(row.metric.title)
      html.markup("<td>")
      if let effect = row.effect {
        html.verdict(
          effect: effect, metric: row.metric,
          isSignificant: row.verdict == .regressed || row.verdict == .improved)
      } else {
        html.text("–")
      }
      html.markup("<td class=\"optional nowrap\">")
      html.text(row.interval.map { Quantity.changes($0.lowerBound, $0.upperBound) } ?? "–")
      html.markup("<td>")
      Self.writeVerdict(row, &html)
      html.markup("<td class=\"n optional\">")
      html.quantity(row.baseMedian ?? .nan, row.metric.unit)
      html.markup("<td class=\"n optional\">")
      html.quantity(row.headMedian ?? .nan, row.metric.unit)
      html.markup("<td class=\"n optional\">")
      html.text("\(row.baseRuns) / \(row.headRuns)")
      html.markup("\n")
    }
    html.markup("</tbody></table></div>\n")
    if rows.count > Self.tableRows {
      html.element(
        "p", class: "muted",
        text: "and \(Words.count(rows.count - Self.tableRows, "more comparison")) that matter less."
      )
    }
  }

  private static func writeVerdict(_ row: BranchRow, _ html: inout HTMLWriter) {
    let className: StaticString =
      switch row.verdict {
      case .failed: "verdict failed"
      case .inconclusive: "verdict uncertain"
      case .notComparable: "verdict incomparable"
      case .pass: "verdict unchanged"
      case .regressed: "verdict regressed"
      case .improved: "verdict improved"
      }
    html.element("span", class: className, text: row.verdict.word)
    if let explanation = row.verdict.explanation(
      baseRuns: row.baseRuns, headRuns: row.headRuns)
    {
      html.markup("<br>")
      html.element("small", class: "muted", text: explanation)
    }
  }

  private func writePictures(_ rows: [Row], _ html: inout HTMLWriter) {
    let shown = rows.filter { $0.row.base.count > 1 && $0.row.head.count > 1 }.prefix(Self.pictures)
    guard !shown.isEmpty else { return }
    html.markup("<h2 id=\"distributions\">Distributions</h2>\n<div class=\"figures\">")
    for (index, row) in shown.enumerated() {
      DistributionChart(
        id: "distribution-\(index)",
        title:
          "\(row.row.metric.title) of \(Words.shortened(summaries[row.script].name, limit: 60))",
        labels: ValueLabels(metric: row.row.metric, near: row.row.base.max() ?? 0),
        sides: [
          .init(
            name: Words.shortened(baseName, limit: 40), values: row.row.base,
            median: row.row.baseMedian),
          .init(
            name: Words.shortened(name, limit: 40), values: row.row.head,
            median: row.row.headMedian),
        ]
      ).write(to: &html)
    }
    html.markup("</div>\n")
  }
}
