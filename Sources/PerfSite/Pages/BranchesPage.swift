internal import PerfCharts
internal import PerfTrace

/// All branches, and how each compares with the default one.
struct BranchesPage: Sendable {
  let plan: SitePlan
  let summary: SiteSummary

  func file(frame: PageFrame) -> RenderedFile {
    let context = PageContext(plan, path: SiteSection.branches.path)
    var html = HTMLWriter(capacity: 30_000)
    html.element("h1", text: "Branches")
    let history = plan.history
    html.element("p", class: "lede") { html in
      if plan.branches.isEmpty {
        html.text("No execution names a branch.")
      } else {
        html.text("Each branch against ")
        html.element(
          "strong", text: Words.shortened(history.branches[Int(plan.defaultBranch)], limit: 80))
        html.text(", on the same machines only.")
      }
    }
    if !plan.branches.isEmpty { writeTable(context, &html) }
    var head = PageHead(
      path: context.path, title: "Branches – \(plan.options.identity.title)",
      description: "Every measured branch against the default branch.")
    head.breadcrumbs = [.init(label: "Overview", path: "index.html"), .init(label: "Branches")]
    return frame.page(head, body: html.fragment.bytes)
  }

  private func writeTable(_ context: PageContext, _ html: inout HTMLWriter) {
    let history = plan.history
    html.markup(
      """
      <div class="scroll" tabindex="0" role="group" aria-label="Branches">
      <table data-sortable><thead><tr><th scope="col">Branch</th><th scope="col" class="n">Executions</th>\
      <th scope="col" class="optional">Last run</th><th scope="col">Worse</th><th scope="col">Better</th>\
      <th scope="col" class="n optional">Compared</th></tr></thead><tbody>

      """)
    let rows = Dictionary(grouping: summary.scripts.lazy.flatMap(\.branches), by: \.branch)
    for branch in plan.branches {
      let name = history.branches[Int(branch)]
      let compared = rows[name] ?? []
      let worse = compared.count { $0.verdict == .regressed || $0.verdict == .failed }
      let better = compared.count { $0.verdict == .improved }
      html.element("tr") { html in
        html.element("th", class: "name") { html in
          html.attribute("scope", literal: "row")
          if plan.hasComparison(branch) {
            html.link(to: context.root + plan.path(ofComparison: branch)) {
              $0.element("bdi", text: Words.shortened(name, limit: 120))
            }
          } else {
            html.element("bdi", text: Words.shortened(name, limit: 120))
          }
          if branch == plan.defaultBranch {
            html.text(" ")
            html.element("span", class: "tag", text: "default")
          }
        }
        let executions = plan.branchExecutions[Int(branch)]
        html.cell(Quantity.count(executions), value: Double(executions))
        html.element("td", class: "optional") { $0.time(plan.branchLastTimes[Int(branch)]) }
        html.element("td") { html in
          if worse > 0 {
            html.element("span", class: "verdict regressed", text: Quantity.count(worse))
          }
        }
        html.element("td") { html in
          if better > 0 {
            html.element("span", class: "verdict improved", text: Quantity.count(better))
          }
        }
        html.element(
          "td", class: "n optional", text: compared.isEmpty ? "" : Quantity.count(compared.count))
      }
      html.markup("\n")
    }
    html.markup("</tbody></table></div>\n")
  }
}
