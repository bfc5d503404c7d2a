internal import PerfCharts
internal import PerfTrace

/// All measured commits, newest first.
struct CommitListPage: Sendable {
  private static let rowsPerPage = 250

  let plan: SitePlan
  let summary: SiteSummary
  /// Entries by commit, and where each commit's begin.
  let entries: EntriesByCommit

  private var paths: [String] {
    let count = max(1, (plan.commits.count + Self.rowsPerPage - 1) / Self.rowsPerPage)
    return (0..<count).map { $0 == 0 ? "commits/index.html" : "commits/pages/\($0 + 1)/index.html" }
  }

  func files(frame: PageFrame) -> [RenderedFile] {
    let paths = paths
    var changes: [Int32: SiteSummary.CommitEvents] = [:]
    for group in summary.changes where group.commit >= 0 { changes[group.commit] = group }
    return paths.enumerated().map { index, path in
      let context = PageContext(plan, path: path)
      var html = HTMLWriter(capacity: 80_000)
      html.element("h1", text: index == 0 ? "Commits" : "Commits, page \(index + 1)")
      html.element(
        "p", class: "lede",
        text: plan.commits.isEmpty
          ? "No execution names a commit."
          : "\(Words.count(plan.commits.count, "measured commit")), newest first.")
      let start = index * Self.rowsPerPage
      let rows = plan.commits[start..<min(start + Self.rowsPerPage, plan.commits.count)]
      if !rows.isEmpty { writeTable(rows, changes: changes, context, &html) }
      context.pageLinks(current: index, paths: paths, to: &html)
      let title = index == 0 ? "Commits" : "Commits, page \(index + 1)"
      var head = PageHead(
        path: path, title: "\(title) – \(plan.options.identity.title)",
        description: "Every measured commit with what it changed.")
      head.breadcrumbs = [.init(label: "Overview", path: "index.html")]
      if index > 0 { head.breadcrumbs.append(.init(label: "Commits", path: paths[0])) }
      head.breadcrumbs.append(.init(label: index == 0 ? "Commits" : "Page \(index + 1)"))
      return frame.page(head, body: html.fragment.bytes)
    }
  }

  private func writeTable(
    _ rows: ArraySlice<Int32>, changes: [Int32: SiteSummary.CommitEvents], _ context: PageContext,
    _ html: inout HTMLWriter
  ) {
    let hasSubjects = rows.contains { context.hasSubject($0) }
    let days = Set(rows.map { Moment(plan.collection.order.times[Int($0)]).date })
    let hasAuthors = rows.contains { !plan.history.commits[Int($0)].author.isEmpty }
    html.markup(
      """
      <div class="scroll" tabindex="0" role="group" aria-label="Commits">
      <table><thead><tr><th scope="col">Date</th><th scope="col">Commit</th>
      """)
    if hasSubjects { html.markup("<th scope=\"col\">Subject</th>") }
    if hasAuthors { html.markup("<th scope=\"col\" class=\"optional\">Author</th>") }
    html.markup(
      """
      <th scope="col" class="n">Scripts</th>\
      <th scope="col" class="n optional">Runs</th><th scope="col" class="n optional">Failed</th>\
      <th scope="col">Changes</th></tr></thead><tbody>

      """)
    for commit in rows {
      let slice = entries[commit]
      html.markup("<tr><td>")
      html.time(
        plan.collection.order.times[Int(commit)],
        as: days.count == 1 && rows.count > 1 ? .minute : .date)
      html.markup("<td>")
      context.commitLink(commit, to: &html)
      if hasSubjects {
        html.markup("<td class=name>")
        html.element("bdi", text: context.subject(commit))
      }
      if hasAuthors {
        html.markup("<td class=optional>")
        html.element(
          "bdi", text: Words.shortened(plan.history.commits[Int(commit)].author, limit: 60))
      }
      html.markup("<td class=n>")
      html.text(integer: slice.scriptCount)
      html.markup("<td class=\"n optional\">")
      html.text(Quantity.count(slice.reduce(0) { $0 + Int($1.executions) }))
      html.markup("<td class=\"n optional\">")
      let failures = slice.reduce(0) { $0 + Int($1.failures) }
      html.text(failures == 0 ? "" : Quantity.count(failures))
      html.markup("<td>")
      if let group = changes[commit] { writeCounts(group, &html) }
      html.markup("\n")
    }
    html.markup("</tbody></table></div>\n")
  }

  private func writeCounts(_ group: SiteSummary.CommitEvents, _ html: inout HTMLWriter) {
    let directions = group.events.map { summary.scripts[$0.script].events[$0.event].direction }
    let worse = directions.count { $0 == .worse }
    let better = directions.count - worse
    if let index = group.environments.first {
      html.element(
        "span", class: "tag",
        text: "\(Quantity.count(summary.environmentChanges[index].scriptCount)) together")
      html.text(" ")
    }
    if worse > 0 {
      html.element("span", class: "verdict regressed", text: "\(worse) worse")
      html.text(" ")
    }
    if better > 0 { html.element("span", class: "verdict improved", text: "\(better) better") }
  }
}
