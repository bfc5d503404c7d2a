internal import PerfCharts
internal import PerfTrace

/// Any two commits or branches, chosen in the page; works from `file://`, too.
struct ComparePickerPage: Sendable {
  let plan: SitePlan

  func file(frame: PageFrame) -> RenderedFile {
    let context = PageContext(plan, path: SiteSection.compare.path)
    var html = HTMLWriter()
    html.element("h1", text: "Compare")
    html.element(
      "p", class: "lede", text: "Any two measured commits, or the newest commits of two branches.")
    html.markup(
      """
      <div id="comparison" data-root="../">
      <noscript><p class="note">Choosing two revisions needs JavaScript. Every branch is compared with the default one \
      on a page of its own, which does not.</p></noscript>
      </div>

      """)
    let branches = plan.branches.filter { plan.hasComparison($0) }
    if !branches.isEmpty {
      html.element("h2", text: "Branches against the default one")
      html.element("ul") { html in
        for branch in branches {
          html.element("li") { html in
            html.link(to: context.root + plan.path(ofComparison: branch)) {
              $0.element(
                "bdi", text: Words.shortened(plan.history.branches[Int(branch)], limit: 120))
            }
          }
        }
      }
    }
    var head = PageHead(
      path: context.path, title: "Compare – \(plan.options.identity.title)",
      description: "Compare any two measured commits or branches.")
    head.breadcrumbs = [.init(label: "Overview", path: "index.html"), .init(label: "Compare")]
    return frame.page(head, body: html.fragment.bytes)
  }
}
