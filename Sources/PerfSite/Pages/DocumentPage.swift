internal import PerfCharts
internal import PerfTrace

/// A Markdown document as a page: the report, and whatever the configuration names.
struct DocumentPage: Sendable {
  let plan: SitePlan
  let path: String
  /// Label in the breadcrumbs, and title where the document has no heading.
  let label: String
  let markdown: String
  /// The document's path in the repository; `nil` for the report, whose links are made for the site.
  var source: String?

  /// The path of the page of a document that the configuration names.
  static func path(of name: String) -> String {
    "documents/\(Slug.of(name))/index.html"
  }

  func file(frame: PageFrame) -> RenderedFile {
    let document = MarkdownRenderer.render(markdown, links: links)
    var html = HTMLWriter(capacity: document.html.utf8.count + 4000)
    writeOthers(&html)
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

  private var links: DocumentLinks? {
    guard let source else { return nil }
    let root = PageHead.root(ofPath: path)
    let pages = zip(plan.options.documents, plan.documentNames).map {
      ($0.path, root + Self.path(of: $1))
    }
    return DocumentLinks(
      path: source, repository: plan.options.identity.repositoryURL,
      pages: Dictionary(pages, uniquingKeysWith: { first, _ in first }))
  }

  /// Links from the report to the documents, from each to the others, and back.
  private func writeOthers(_ html: inout HTMLWriter) {
    guard !plan.options.documents.isEmpty else { return }
    let documents = plan.documentNames.map { (label: $0, path: Self.path(of: $0)) }
    html.element("nav") { html in
      html.attribute("aria-label", literal: "Documents")
      html.element("ul", class: "pages") { html in
        for (label, path) in [("Report", SiteSection.report.path)] + documents {
          html.element("li") { html in
            if path == self.path {
              html.element("span") { html in
                html.attribute("aria-current", literal: "page")
                html.element("bdi", text: Words.shortenedInside(label, limit: 80))
              }
            } else {
              html.link(to: PageHead.root(ofPath: self.path) + path) {
                $0.element("bdi", text: Words.shortenedInside(label, limit: 80))
              }
            }
          }
        }
      }
    }
  }
}
