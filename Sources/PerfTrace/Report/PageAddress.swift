/// Where the site keeps its pages, relative to its root; every address ends in a file, so that it works from `file://` too.
package enum PageAddress {
  package static let index = "index.html"
  package static let regressions = "regressions/index.html"

  package static func script(_ name: String) -> String { "scripts/\(Slug.of(name))/index.html" }

  package static func commit(_ sha: String) -> String {
    "commits/\(Slug.ofCommit(sha))/index.html"
  }

  /// The comparison of a branch with another one.
  package static func comparison(base: String, head: String) -> String {
    "compare/\(Slug.of(base))...\(Slug.of(head))/index.html"
  }

  /// An address below the site's own, which may or may not end in a slash.
  package static func absolute(_ address: String, site: String) -> String {
    site.hasSuffix("/") ? site + address : site + "/" + address
  }
}
