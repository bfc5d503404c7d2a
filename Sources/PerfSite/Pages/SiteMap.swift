internal import PerfCharts

/// The sitemap (sitemaps.org, protocol 0.9), for a site whose address is known.
struct SiteMap: Sendable {
  /// The protocol's limit for one file.
  private static let limit = 50_000

  let baseURL: String
  /// Paths of all pages.
  let paths: [String]

  func file() -> RenderedFile {
    var xml = HTMLWriter(capacity: paths.count * 120)
    xml.markup("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n")
    xml.element("urlset") { xml in
      xml.attribute("xmlns", literal: "http://www.sitemaps.org/schemas/sitemap/0.9")
      xml.markup("\n")
      for path in paths.prefix(Self.limit) {
        xml.element("url") { $0.element("loc", text: baseURL + path) }
        xml.markup("\n")
      }
    }
    xml.markup("\n")
    return RenderedFile(path: "sitemap.xml", bytes: xml.fragment.bytes)
  }
}
