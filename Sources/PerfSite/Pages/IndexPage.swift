internal import PerfBytes
internal import PerfCharts
internal import PerfStatistics
internal import PerfTrace

/// The overview: what changed lately, then every script.
struct IndexPage: Sendable {
  /// Scripts on one page; 500 rows stay below 100 KB compressed.
  static let rowsPerPage = 500
  private static let recentCommits = 8
  private static let worseBranches = 5
  /// Rows beyond which a browser is spared laying out those that are not in sight, and rows that it takes at a time.
  private static let longList = 60
  private static let rowsPerBody = 25

  let plan: SitePlan
  let summary: SiteSummary

  /// Path of each page of the list.
  var paths: [String] {
    let count = max(1, (summary.scripts.count + Self.rowsPerPage - 1) / Self.rowsPerPage)
    return (0..<count).map { $0 == 0 ? "index.html" : "overview/\($0 + 1)/index.html" }
  }

  /// Scripts in the order of the list: by folder, then name.
  private var order: [Int] {
    summary.scripts.indices.sorted { a, b in
      let (first, second) = (summary.scripts[a].name, summary.scripts[b].name)
      let (folderA, folderB) = (Self.folder(of: first), Self.folder(of: second))
      return folderA != folderB
        ? folderA.utf8.lexicographicallyPrecedes(folderB.utf8)
        : first.utf8.lexicographicallyPrecedes(second.utf8)
    }
  }

  /// What stands before the last slash of a name; empty without one, and in a command such as "python3 scripts/count.py",
  /// whose slash parts an argument.
  static func folder(of name: String) -> String {
    guard let slash = name.lastIndex(of: "/"), !SitePlan.isCommand(name) else { return "" }
    return String(name[..<slash])
  }

  /// Renders all pages of the list.
  func files(frame: PageFrame) -> [RenderedFile] {
    let (order, paths) = (order, paths)
    return paths.enumerated().map { index, path in
      let start = index * Self.rowsPerPage
      let rows = order[start..<min(start + Self.rowsPerPage, order.count)]
      let context = PageContext(plan, path: path)
      var html = HTMLWriter(capacity: rows.count * 900 + 8000)
      if index == 0 {
        writeState(&html)
        writeRecent(context, &html)
      } else {
        html.element("h1", text: "Scripts, page \(index + 1)")
      }
      writeTable(context, rows: rows, isFirst: index == 0, &html)
      context.pageLinks(current: index, paths: paths, to: &html)
      var head = PageHead(path: path, title: title(index), description: sentence)
      if index > 0 {
        head.breadcrumbs = [
          .init(label: "Overview", path: "index.html"), .init(label: "Page \(index + 1)"),
        ]
      }
      return frame.page(head, body: html.fragment.bytes)
    }
  }

  private func title(_ index: Int) -> String {
    let title = plan.options.identity.title
    return index == 0 ? title : "Scripts, page \(index + 1) – \(title)"
  }

  // MARK: State

  /// Standing changes of the recent commits, counted.
  private var recent: ArraySlice<SiteSummary.CommitEvents> {
    summary.changes.prefix(Self.recentCommits)
  }

  /// Branches with scripts that are worse than on the default branch, and how many of them.
  private var worseBranches: [(branch: Int32, scripts: Int)] {
    let history = plan.history
    var scripts: [String: Int] = [:]
    for script in summary.scripts {
      let worse = script.branches.lazy.filter {
        $0.verdict == .regressed || $0.verdict == .failed
      }
      for branch in Set(worse.map(\.branch)) { scripts[branch, default: 0] += 1 }
    }
    return plan.branches.compactMap { branch in
      guard plan.hasComparison(branch), let count = scripts[history.branches[Int(branch)]]
      else { return nil }
      return (branch, count)
    }
  }

  /// The state in a sentence: of the default branch first, then of the others.
  private var sentence: String {
    let worse = worseBranches
    guard let first = worse.first else { return mainSentence }
    let name = Words.shortened(plan.history.branches[Int(first.branch)], limit: 60)
    let scripts = Words.count(first.scripts, "script")
    let others =
      worse.count == 1
      ? "On \(name), \(scripts) got worse."
      : "On \(worse.count) branches scripts got worse."
    return "\(mainSentence) \(others)"
  }

  private var mainSentence: String {
    guard summary.executions > 0 else { return "Nothing has been recorded yet." }
    let standing = summary.scripts.indices.filter {
      summary.scripts[$0].latestEvent?.isStanding == true
    }
    let own = standing.filter { summary.environmentOfLatestEvent($0) == nil }
    let worse = own.count { summary.scripts[$0].latestEvent?.direction == .worse }
    let better = own.count - worse
    let together = standing.count - own.count
    let scripts = Words.count(summary.scripts.count, "script")
    if standing.isEmpty {
      guard hasOnePoint else {
        let inOthers = summary.scripts.count(where: \.hasChangedBesideHeadline)
        guard inOthers > 0 else {
          let fates = summary.scripts.compactMap(\.latestEvent?.status).map {
            $0 == .recovery ? Change.Status.recovered.word : $0.word
          }
          guard !fates.isEmpty else {
            return "\(scripts) recorded, none of them has changed\(onDefaultBranch)."
          }
          let counts = Dictionary(grouping: fates, by: \.self).mapValues(\.count)
          let words = counts.sorted { $0.key < $1.key }.map { "\(Quantity.count($1)) \($0)" }
          return "\(scripts) recorded. No change stands\(onDefaultBranch): \(Words.list(words))."
        }
        let titles = Set(summary.scripts.compactMap(\.headline?.metric.title))
        let headline = titles.count == 1 ? titles.joined() : "the first metric"
        return
          "\(scripts) recorded. None has changed in \(headline)\(onDefaultBranch), \(Quantity.count(inOthers)) in other metrics."
      }
      return plan.commits.count > 1
        ? "\(scripts) recorded, each at a single point\(ofDefaultBranch) so far."
        : "\(scripts) recorded, all at one commit so far."
    }
    return Words.lastChanges(
      [(worse, "got worse"), (better, "got better"), (together, "changed together with others")],
      of: summary.scripts.count)
  }

  /// " on main", where other branches have points as well.
  private var onDefaultBranch: String {
    ofDefaultBranch.replacing(" of ", with: " on ", maxReplacements: 1)
  }

  /// " of main", where other branches have points as well.
  private var ofDefaultBranch: String {
    plan.defaultBranch < 0 || plan.branches.count < 2
      ? "" : " of " + Words.shortened(plan.history.branches[Int(plan.defaultBranch)], limit: 60)
  }

  /// Whether nothing can have changed yet on the line that the state is told by.
  private var hasOnePoint: Bool {
    summary.scripts.allSatisfy { $0.lines.allSatisfy { $0.points < 2 } }
  }

  private func writeState(_ html: inout HTMLWriter) {
    html.element("h1", text: plan.options.identity.title)
    html.element("p", class: "lede", text: sentence)
    guard summary.executions > 0 else {
      html.markup(
        """
        <div class="note"><p>There are no executions to show. Record some, then build again:</p>
        <p><code>perftrace track SCRIPT</code></p></div>
        """)
      return
    }
    var facts: [HTMLWriter.Fact] = [
      .init("Scripts", Quantity.count(summary.scripts.count)),
      .init("Executions", Quantity.count(summary.executions)),
      .init(
        "Success rate",
        Quantity.share(summary.executions - summary.failures, of: summary.executions),
        note: summary.failures == 0 ? "" : Words.count(summary.failures, "failure")),
      .init("Commits", Quantity.count(plan.commits.count)),
    ]
    if let last = summary.lastTime, let first = summary.firstTime {
      facts.append(
        summary.isOfOneDay
          ? .init("Last run", Moment(last).minute, note: "first at \(Moment(first).clock) UTC")
          : .init("Last run", Moment(last).date, note: "first on \(Moment(first).date)"))
    }
    html.facts(facts)
  }

  private func writeRecent(_ context: PageContext, _ html: inout HTMLWriter) {
    guard summary.executions > 0 else { return }
    html.element("h2", text: "What changed lately")
    writeWorseBranches(context, &html)
    guard !recent.isEmpty else {
      return html.element(
        "p", class: "muted",
        text: hasOnePoint
          ? plan.commits.count > 1
            ? "A change shows from the second point\(ofDefaultBranch) on; there is a single one so far."
            : "A change shows when there is more than one commit to compare; all executions are of one so far."
          : "No change of a level has been found in any script.")
    }
    html.markup("<ol class=\"changes\">")
    for group in recent { context.changeGroup(group, summary: summary, limit: 6, to: &html) }
    html.markup("</ol>")
    if summary.changes.count > recent.count {
      html.markup("<p>")
      html.link(
        to: "\(context.root)regressions/index.html",
        text: "All \(Quantity.count(summary.changes.count)) commits with changes")
      html.markup("</p>")
    }
  }

  /// Links to the comparisons of branches that made something worse.
  private func writeWorseBranches(_ context: PageContext, _ html: inout HTMLWriter) {
    let worse = worseBranches
    guard !worse.isEmpty else { return }
    let name = plan.history.branches[Int(plan.defaultBranch)]
    html.element("p") { html in
      html.element("span", class: "verdict regressed") { html in
        html.element("span", text: "Worse than \(Words.shortened(name, limit: 60)):")
      }
      for (index, (branch, scripts)) in worse.prefix(Self.worseBranches).enumerated() {
        html.text(index > 0 ? ", " : " ")
        html.link(to: context.root + plan.path(ofComparison: branch)) {
          $0.element(
            "bdi", text: Words.shortened(plan.history.branches[Int(branch)], limit: 60))
        }
        html.text(" ")
        html.element("span", class: "nowrap", text: "(\(Words.count(scripts, "script")))")
      }
      if worse.count > Self.worseBranches {
        html.text(" and ")
        html.link(
          to: "\(context.root)branches/index.html",
          text: Words.count(worse.count - Self.worseBranches, "more"))
      }
    }
  }

  // MARK: Scripts

  private func writeTable(
    _ context: PageContext, rows: ArraySlice<Int>, isFirst: Bool, _ html: inout HTMLWriter
  ) {
    guard !rows.isEmpty else { return }
    if isFirst { html.markup("<h2 id=\"scripts\">Scripts</h2>") }
    html.element("div", class: "controls") { html in
      html.attribute("data-controls", literal: "scripts")
      html.attribute("data-root", context.root)
      if summary.scripts.count > rows.count { html.attribute("data-more", literal: "yes") }
      html.attribute("hidden")
    }
    let hasFolders = rows.contains { !Self.folder(of: summary.scripts[$0].name).isEmpty }
    let columns = Columns(summary)
    html.markup(
      """
      <div class="scroll" tabindex="0" role="group" aria-label="Scripts">
      <table class="
      """)
    html.markup(rows.count > Self.longList ? "list long" : "list")
    if columns.hasHistory { html.markup(" history") }
    if columns.hasChanges { html.markup(" changing") }
    if columns.hasMemory { html.markup(" memory") }
    html.markup("\" id=\"scripts-table\" data-sortable")
    if hasFolders { html.markup(" data-grouped=\"folder\"") }
    if rows.contains(where: { !summary.scripts[$0].tags.isEmpty }) { html.markup(" data-tagged") }
    html.markup(
      """
      >
      <thead><tr><th scope="col" class="name" data-key="name">Script</th>
      """)
    if columns.hasHistory { html.markup("<th scope=\"col\" class=\"optional\">History</th>") }
    html.markup("<th scope=\"col\" class=\"n\" data-key=\"latest\">Latest</th>")
    if columns.hasChanges {
      html.markup(
        """
        <th scope="col" data-key="change">Last change</th>\
        <th scope="col" class="optional" data-key="since">Since</th>
        """)
    }
    if columns.hasMemory {
      html.markup("<th scope=\"col\" class=\"n optional\" data-key=\"memory\">Peak memory</th>")
    }
    html.markup(
      """
      <th scope="col" class="n" data-key="success">Success</th>\
      <th scope="col" class="n optional" data-key="runs">Runs</th><th scope="col" class="n optional" data-key="last">Last run</th></tr></thead>

      """)
    var folder: String?
    var inBody = 0
    for script in rows {
      let name = summary.scripts[script].name
      if folder == nil || folder != Self.folder(of: name) {
        if folder != nil { html.markup("</tbody>") }
        folder = Self.folder(of: name)
        html.markup("<tbody>")
        inBody = 0
        if hasFolders {
          html.markup("<tr class=\"group\"><th colspan=\"")
          html.text(integer: columns.count)
          html.markup("\" scope=\"rowgroup\"><bdi>")
          html.text(
            folder?.isEmpty == false
              ? Words.shortened(folder ?? "", limit: 160) : "Without a folder")
          html.markup("</bdi></th></tr>\n")
        }
      }
      if inBody == Self.rowsPerBody {
        html.markup("</tbody><tbody>")
        inBody = 0
      }
      inBody += 1
      writeRow(script, columns, context, &html)
    }
    html.markup("</tbody></table></div>\n")
  }

  /// Tags for people: where a key has many values, their number.
  static func chips(_ tags: [String]) -> [String] {
    var keys: [String] = []
    var counts: [String: Int] = [:]
    for tag in tags {
      let key = String(tag.prefix { $0 != "=" })
      if counts[key] == nil { keys.append(key) }
      counts[key, default: 0] += 1
    }
    return keys.flatMap { key in
      let count = counts[key] ?? 0
      return count > 2
        ? ["\(key): \(count) values"] : tags.filter { $0.prefix { $0 != "=" } == key[...] }
    }
  }

  /// The columns that at least one script has something for.
  private struct Columns {
    let hasHistory: Bool
    let hasChanges: Bool
    let hasMemory: Bool

    init(_ summary: SiteSummary) {
      hasHistory = summary.scripts.contains { $0.headline?.sparkline.count ?? 0 > 1 }
      hasChanges = summary.scripts.contains { $0.latestEvent != nil }
      hasMemory = summary.scripts.contains { $0.lines.contains { $0.metric == Metric.memoryUsage } }
    }

    var count: Int { 5 + (hasHistory ? 1 : 0) + (hasChanges ? 2 : 0) + (hasMemory ? 1 : 0) }
  }

  private func writeRow(
    _ index: Int, _ columns: Columns, _ context: PageContext, _ html: inout HTMLWriter
  ) {
    let script = summary.scripts[index]
    html.element("tr") { html in
      html.element("th", class: "name") { html in
        html.attribute("scope", literal: "row")
        context.scriptLink(index, to: &html)
        for tag in Self.chips(script.tags).prefix(4) {
          html.text(" ")
          html.element("span", class: "tag", text: Words.shortened(tag, limit: 60))
        }
      }
      if columns.hasHistory {
        html.element("td", class: "spark optional") { html in
          if let line = script.headline { Sparkline(values: line.sparkline).write(to: &html) }
        }
      }
      let line = script.headline
      html.cell(
        line.map { Quantity($0.latest, $0.metric.unit).text } ?? "–", value: line?.latest ?? .nan)
      if columns.hasChanges { writeChange(of: index, context, &html) }
      let memory = script.lines.first { $0.metric == Metric.memoryUsage }
      if columns.hasMemory {
        html.cell(
          memory.map { Quantity($0.latest, $0.metric.unit).text } ?? "–",
          value: memory?.latest ?? .nan, isOptional: true)
      }
      html.element("td", class: "n") { html in
        if script.isExcluded { return html.element("small", class: "muted", text: "excluded") }
        if let rate = script.successRate {
          html.attribute("data-value", String(fixed: rate, fractionDigits: 4))
        }
        let share = Quantity.share(script.executions - script.failures, of: script.executions)
        if script.lastFailed {
          html.element("span", class: "verdict failed") { html in
            html.text(share)
            html.element("span", class: "visually-hidden", text: ", the last run failed")
          }
        } else {
          html.text(share)
        }
      }
      html.cell(
        Quantity.count(script.executions), value: Double(script.executions), isOptional: true)
      html.element("td", class: "n optional") { html in
        guard script.executions > 0 else { return html.text("–") }
        html.attribute("data-value", integer: Int(script.lastTime.milliseconds / 1000))
        html.time(script.lastTime, as: summary.isOfOneDay ? .clock : .date)
      }
    }
    html.markup("\n")
  }

  private func writeChange(
    of index: Int, _ context: PageContext, _ html: inout HTMLWriter
  ) {
    let script = summary.scripts[index]
    guard let event = script.latestEvent else {
      html.markup(
        "<td data-value=\"0\"><span class=\"verdict unchanged\">none</span></td>")
      html.markup("<td class=\"optional\" data-value=\"0\"></td>")
      return
    }
    let isStanding = event.isStanding
    let badness = event.direction == .worse ? event.effect.magnitude : -event.effect.magnitude
    html.element("td") { html in
      html.attribute("data-value", String(fixed: isStanding ? badness : 0, fractionDigits: 5))
      html.verdict(effect: event.effect, metric: event.metric, isSignificant: isStanding)
      if !isStanding {
        html.element("small", class: "muted", text: " " + event.status.word)
      } else if summary.environmentOfLatestEvent(index) != nil {
        html.element("small", class: "muted", text: " with others")
      }
    }
    html.element("td", class: "optional") { html in
      html.attribute("data-value", integer: Int(event.time.milliseconds / 1000))
      context.commitLink(summary.commitIndices[event.sha] ?? -1, to: &html)
      html.text(" ")
      html.element("small", class: "muted") { $0.time(event.time) }
    }
  }
}
