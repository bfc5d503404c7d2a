internal import PerfCharts

/// A Markdown document as a page: the report, and whatever the configuration names.
struct DocumentPage: Sendable {
  let plan: SitePlan
  let path: String
  /// Label in the breadcrumbs, and title where the document has no heading.
  let label: String
  let markdown: String

  /// Digest of all that the page is made of.
  var inputs: Digest {
    var digest = Digest()
    digest.combine(label)
    digest.combine(markdown)
    return digest
  }

  func file(frame: PageFrame) -> RenderedFile {
    let document = MarkdownRenderer.render(markdown)
    var html = HTMLWriter(capacity: document.html.utf8.count + 4000)
    html.element("article", class: "document") { html in
      if document.headings.first?.level != 1 { html.element("h1", text: label) }
      html.fragment(HTMLFragment(alreadyEscaped: Array(document.html.utf8)))
    }
    var head = PageHead(
      path: path, title: "\(label) – \(plan.options.identity.title)",
      description: "\(label) of \(plan.options.identity.title).")
    head.breadcrumbs = [.init(label: "Overview", path: "index.html"), .init(label: label)]
    return frame.page(head, body: html.fragment.bytes)
  }
}
