internal import PerfCharts
internal import PerfTrace

/// Every change of a level, grouped by commit, newest first.
struct RegressionsPage: Sendable {
  private static let groupsPerPage = 100

  let plan: SitePlan
  let summary: SiteSummary

  private var paths: [String] {
    let count = max(
      1, (summary.changes.count + Self.groupsPerPage - 1) / Self.groupsPerPage)
    return (0..<count).map {
      $0 == 0 ? SiteSection.regressions.path : "regressions/pages/\($0 + 1)/index.html"
    }
  }

  func files(frame: PageFrame) -> [RenderedFile] {
    let paths = paths
    return paths.enumerated().map { index, path in
      let context = PageContext(plan, path: path)
      var html = HTMLWriter(capacity: 60_000)
      html.element("h1", text: index == 0 ? "Changes" : "Changes, page \(index + 1)")
      if index == 0 { writeState(context, &html) }
      let start = index * Self.groupsPerPage
      let end = min(start + Self.groupsPerPage, summary.changes.count)
      if start < end {
        html.markup("<h2 id=\"commits\">By commit</h2>\n<ol class=\"changes\">")
        for group in summary.changes[start..<end] {
          context.changeGroup(group, summary: summary, limit: 40, to: &html)
        }
        html.markup("</ol>\n")
      }
      context.pageLinks(current: index, paths: paths, to: &html)
      let title = index == 0 ? "Changes" : "Changes, page \(index + 1)"
      var head = PageHead(
        path: path, title: "\(title) – \(plan.options.identity.title)", description: sentence)
      head.breadcrumbs = [.init(label: "Overview", path: "index.html")]
      if index > 0 { head.breadcrumbs.append(.init(label: "Changes", path: paths[0])) }
      head.breadcrumbs.append(.init(label: index == 0 ? "Changes" : "Page \(index + 1)"))
      return frame.page(head, body: html.fragment.bytes)
    }
  }

  private var sentence: String {
    guard !summary.changes.isEmpty else { return "No change of a level has been found." }
    let count = summary.changes.reduce(0) { $0 + $1.events.count + $1.environments.count }
    return
      "\(Words.count(count, "change")) of a level with \(Words.count(summary.changes.count, "commit")), newest first."
  }

  /// What got worse, has not recovered and was not accepted, the worst first.
  private func writeState(_ context: PageContext, _ html: inout HTMLWriter) {
    html.element("p", class: "lede") { html in
      html.text(sentence + " Follow them in the ")
      html.link(to: "\(context.root)feed.xml", text: "feed")
      html.text(".")
    }
    let standing = summary.standingRegressions
    guard !standing.isEmpty else {
      if !summary.changes.isEmpty {
        html.element(
          "p", class: "note", text: "No regression stands.")
      }
      return
    }
    html.markup("<h2 id=\"standing\">Standing regressions</h2>\n<ul class=\"effects\">")
    for told in standing.prefix(60) {
      let owner = summary.scripts[told.script]
      let event = owner.events[told.event]
      html.element("li") { html in
        html.element("span") { html in
          context.scriptLink(told.script, to: &html)
          let words = PageContext.context(of: event, in: owner, told: told)
          if !words.isEmpty {
            html.text(" ")
            html.element("small", class: "muted", text: words)
          }
        }
        PageContext.effect(of: event, to: &html)
      }
    }
    html.markup("</ul>\n")
    if standing.count > 60 {
      html.element("p", class: "muted", text: "and \(Quantity.count(standing.count - 60)) more.")
    }
  }
}
