/// Something that is wrong with a built site.
package struct SiteFinding: Sendable, Hashable {
  package enum Problem: Sendable, Hashable {
    /// The folder holds no file of a site.
    case empty
    /// A link leads to no file of the site.
    case deadLink(String)
    /// A link leads to a page that has no element of that name.
    case deadAnchor(String)
    /// A link ends in a folder, which `file://` does not open.
    case folderLink(String)
    /// The page loads something from another host.
    case foreignLoad(String)
    /// Larger than what GitHub takes in one file: 100 MiB.
    case tooLarge(bytes: Int)
    /// All files together are larger than what GitHub Pages takes: 1 GB.
    case siteTooLarge(bytes: Int)
    /// The path differs from another one in case or Unicode form only.
    case clash(with: String)
  }

  /// Path below the site's folder.
  package var path: String
  package var problem: Problem
}

extension SiteFinding {
  /// The finding in a line: `index.html: "x.html" leads nowhere`.
  package var words: String {
    switch problem {
    case .empty: "the site: there is no file in it; `perfsite build` makes one"
    case .deadLink(let link): "\(path): \"\(link)\" leads nowhere"
    case .deadAnchor(let link): "\(path): \"\(link)\" leads to a page without such a place"
    case .folderLink(let link):
      "\(path): \"\(link)\" leads to a folder, which file:// does not open"
    case .foreignLoad(let address): "\(path): loads \"\(address)\" from another host"
    case .tooLarge(let bytes):
      "\(path): \(bytes) bytes, and GitHub takes at most 104857600 in one file"
    case .siteTooLarge(let bytes):
      "the site: \(bytes) bytes, and GitHub Pages takes at most 1000000000"
    case .clash(let other): "\(path): the same name as \"\(other)\" where case makes no difference"
    }
  }
}
