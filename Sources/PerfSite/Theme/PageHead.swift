internal import PerfCharts

/// What a page tells its frame about itself.
struct PageHead: Sendable {
  /// A step on the way from the overview to the page; the last one is the page itself.
  struct Crumb: Sendable {
    var label: String
    /// Path below the site's folder; `nil` for the page itself.
    var path: String?
  }

  /// Path of the page below the site's folder.
  var path: String
  var title: String
  /// One sentence for search engines and social previews.
  var description: String
  var breadcrumbs: [Crumb] = []
  /// Scripts with data that the page needs, by path below the site's folder.
  var scripts: [String] = []
  /// Whether the page holds trend charts, which a script of their own adds to.
  var hasTrends = false

  /// Where links begin, for a page that is shown at any depth; `nil` for all others.
  var rootOverride: String?

  /// "../" as often as the page lies deep.
  var root: String { rootOverride ?? Self.root(ofPath: path) }

  static func root(ofPath path: String) -> String {
    String(repeating: "../", count: path.utf8.count { $0 == UInt8(ascii: "/") })
  }

  func writeScripts(assetsVersion: String, to bytes: inout [UInt8]) {
    if hasTrends {
      bytes.append("<script src=\"")
      bytes.append(escaping: "\(root)assets/charts.js?\(assetsVersion)")
      bytes.append("\" defer></script>\n")
    }
    for script in scripts {
      bytes.append("<script src=\"")
      bytes.append(escaping: root + script)
      bytes.append("\" defer></script>\n")
    }
  }

  func writeBreadcrumbs(to bytes: inout [UInt8]) {
    guard !breadcrumbs.isEmpty else { return }
    var writer = HTMLWriter()
    writer.element("nav", class: "breadcrumbs") { writer in
      writer.attribute("aria-label", literal: "Breadcrumbs")
      writer.element("ol") { writer in
        for crumb in breadcrumbs {
          writer.element("li") { writer in
            if let path = crumb.path {
              writer.link(to: root + path) { $0.element("bdi", text: crumb.label) }
            } else {
              writer.attribute("aria-current", literal: "page")
              writer.element("bdi", text: crumb.label)
            }
          }
        }
      }
    }
    bytes += writer.fragment.bytes
  }
}
