/// Where the relative addresses of a document lead that was written to be read in its repository.
struct DocumentLinks: Sendable {
  /// The document's path in the repository: "Documentation/Method.md".
  var path: String
  /// Address of the repository; `nil` where it is unknown.
  var repository: String?
  /// Addresses of the pages of documents, as seen from this document's page, by their paths in the repository.
  var pages: [String: String]

  /// The address for a page of the site: another document's page, else the file in the repository; `nil` if it leads nowhere.
  ///
  /// Anchors and addresses of other hosts stay as they are.
  func resolved(_ address: String) -> String? {
    guard !address.isEmpty, !address.hasPrefix("#"), !MarkdownTree.isForeign(address) else {
      return address
    }
    let target = address.prefix { $0 != "#" && $0 != "?" }
    let rest = address.dropFirst(target.count)
    var folders = target.hasPrefix("/") ? [] : path.split(separator: "/").dropLast()
    for part in target.split(separator: "/") where part != "." {
      if part == ".." {
        guard folders.popLast() != nil else { return nil }
      } else {
        folders.append(part)
      }
    }
    let file = folders.joined(separator: "/")
    if let page = pages[file] { return page + rest }
    return repository.map { "\($0)/blob/HEAD/\(file)\(rest)" }
  }
}
