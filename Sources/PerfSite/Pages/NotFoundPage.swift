internal import PerfCharts

/// What a server shows for an address that leads nowhere; it may be shown at any depth.
struct NotFoundPage: Sendable {
  let plan: SitePlan

  func file(frame: PageFrame) -> RenderedFile {
    let base = plan.options.identity.baseURL ?? ""
    var html = HTMLWriter()
    html.element("h1", text: "Nothing is here")
    html.element(
      "p", class: "lede",
      text: "The page may have belonged to a script or a commit that is no longer shown.")
    html.element("p") { html in
      html.link(to: base + "index.html", text: "Overview of all scripts")
    }
    var head = PageHead(
      path: "404.html", title: "Nothing is here – \(plan.options.identity.title)",
      description: "There is no such page.")
    head.rootOverride = base.isEmpty ? nil : base
    return frame.page(head, body: html.fragment.bytes)
  }
}
