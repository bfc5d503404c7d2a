internal import PerfTrace

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// Looks at a built site as a stranger would: links, anchors, other hosts, sizes and names.
package struct SiteCheck: Sendable {
  private static let largestFile = 104_857_600
  /// What no theme and no store leaves out.
  private static let everySite = ["index.html", "data/index.json"]
  private static let largestSite = 1_000_000_000

  /// Number of files that were looked at.
  package private(set) var files = 0
  package private(set) var bytes = 0
  /// What is wrong, in order of paths.
  package private(set) var findings: [SiteFinding] = []

  /// Where the site will be found, with a slash at its end; `nil` if that is not known.
  private let base: String?

  /// Checks a folder; addresses below `baseURL` are the site's own.
  ///
  /// - Throws: `SiteError.noSite` if it holds files, and not those of every site; `SiteError.failed` if the folder or a page of
  ///   it cannot be read.
  package init(folder: String, baseURL: String? = nil) throws(SiteError) {
    base = baseURL.map { $0.hasSuffix("/") ? $0 : $0 + "/" }
    let root = SiteFolder(existingRoot: folder)
    let paths: [String]
    do {
      paths = try FileManager.default.subpathsOfDirectory(atPath: folder)
    } catch {
      throw .failed(operation: "read", path: folder, reason: "no such folder")
    }
    var sizes: [String: Int] = [:]
    for path in paths where !path.hasPrefix(SiteFolder.privateFolder) {
      if let size = root.size(path) { sizes[path] = size }
    }
    files = sizes.count
    bytes = sizes.values.reduce(0, +)
    if sizes.isEmpty { findings.append(SiteFinding(path: "", problem: .empty)) }
    if !sizes.isEmpty, let lacking = Self.everySite.first(where: { sizes[$0] == nil }) {
      throw .noSite(path: folder, lacking: lacking)
    }
    checkNames(sizes)

    var anchors: [String: Set<String>] = [:]
    var wanted: [(page: String, target: String, anchor: String, link: String)] = []
    for path in sizes.keys.sorted() where path.hasSuffix(".html") {
      var tags = HTMLTags(try root.read(path) ?? [])
      var ids: Set<String> = []
      while let tag = tags.next() {
        if let id = tag.attributes["id"] { ids.insert(id) }
        for (address, isLoaded) in Self.addresses(tag) {
          guard let link = check(address, isLoaded: isLoaded, on: path, files: sizes) else {
            continue
          }
          wanted.append((path, link.target, link.anchor, address))
        }
      }
      anchors[path] = ids
    }
    for link in wanted where anchors[link.target]?.contains(link.anchor) == false {
      findings.append(SiteFinding(path: link.page, problem: .deadAnchor(link.link)))
    }
    findings.sort { $0.words < $1.words }
  }

  /// Names that one file system keeps apart and another does not, and files that are too large.
  private mutating func checkNames(_ sizes: [String: Int]) {
    var seen: [String: String] = [:]
    for path in sizes.keys.sorted() {
      // Equality of strings looks through Unicode forms already.
      let folded = path.lowercased()
      if let other = seen[folded] {
        findings.append(SiteFinding(path: path, problem: .clash(with: other)))
      } else {
        seen[folded] = path
      }
      if let size = sizes[path], size > Self.largestFile {
        findings.append(SiteFinding(path: path, problem: .tooLarge(bytes: size)))
      }
    }
    if bytes > Self.largestSite {
      findings.append(SiteFinding(path: "", problem: .siteTooLarge(bytes: bytes)))
    }
  }

  /// The addresses of a tag, and whether the browser loads them by itself.
  private static func addresses(_ tag: HTMLTags.Tag) -> [(address: String, isLoaded: Bool)] {
    let attributes = tag.attributes
    switch tag.name {
    case "a", "area": return attributes["href"].map { [($0, false)] } ?? []
    case "link":
      let relation = attributes["rel"] ?? ""
      let isLoaded = ["stylesheet", "icon", "preload", "modulepreload"].contains(relation)
      return attributes["href"].map { [($0, isLoaded)] } ?? []
    case "image", "use": return attributes["href"].map { [($0, true)] } ?? []
    case "script", "img", "iframe", "source", "audio", "video", "embed", "input":
      return attributes["src"].map { [($0, true)] } ?? []
    default: return []
    }
  }

  /// Checks where an address leads; returns a place within a page that is still to be looked for.
  private mutating func check(
    _ address: String, isLoaded: Bool, on page: String, files: [String: Int]
  ) -> (target: String, anchor: String)? {
    if address.hasPrefix("data:") { return nil }
    if let base, address.hasPrefix(base) {
      // Such an address is only ever opened from a server, which finds the page of a folder.
      return find(
        address.dropFirst(base.count), from: "index.html", isServed: true, address: address,
        on: page, files: files)
    }
    let head = address.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    if head.contains(":") || address.hasPrefix("//") {
      if isLoaded { findings.append(SiteFinding(path: page, problem: .foreignLoad(address))) }
      return nil
    }
    return find(
      address[...], from: page, isServed: false, address: address, on: page, files: files)
  }

  /// Finds what `reference`, seen from a file of the site, leads to; `address` is how `page` has it.
  private mutating func find(
    _ reference: Substring, from origin: String, isServed: Bool, address: String, on page: String,
    files: [String: Int]
  ) -> (target: String, anchor: String)? {
    let parts = reference.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    let path = parts[0].prefix { $0 != "?" }
    let anchor = parts.count > 1 ? String(parts[1]) : ""
    guard var target = path.isEmpty ? origin : Self.resolve(String(path), from: origin) else {
      findings.append(SiteFinding(path: page, problem: .deadLink(address)))
      return nil
    }
    if isServed, files[target] == nil, files[target + "/index.html"] != nil {
      target += "/index.html"
    }
    if files[target] == nil {
      let isFolder = path.hasSuffix("/") || files.keys.contains { $0.hasPrefix(target + "/") }
      findings.append(
        SiteFinding(path: page, problem: isFolder ? .folderLink(address) : .deadLink(address)))
      return nil
    }
    // What holds a "=" is a state for the page's script, not the name of an element.
    return anchor.isEmpty || anchor.contains("=") ? nil : (target, anchor)
  }

  /// The path that a relative address leads to; `nil` where it leaves the site.
  static func resolve(_ address: String, from page: String) -> String? {
    var parts = page.split(separator: "/").dropLast().map(String.init)
    if address.hasPrefix("/") { return nil }
    for part in address.split(separator: "/") {
      switch part {
      case ".": continue
      case "..":
        guard parts.popLast() != nil else { return nil }
      default: parts.append(PercentEncoding.decoded(part))
      }
    }
    return parts.joined(separator: "/")
  }
}
