internal import FlyingFox
internal import FlyingSocks
internal import PerfSite
internal import Synchronization

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// Serves a site's folder on this machine alone.
final class PreviewServer: Sendable {
  private static let reloadPath = "/.perfsite/reload.js"
  private static let versionPath = "/.perfsite/version"
  /// Asks once a second whether the site was built again, and loads the page anew if so.
  private static let reloadScript = """
    (() => {
      let known;
      const ask = () => fetch("/.perfsite/version", { cache: "no-store" })
        .then((answer) => answer.text())
        .then((version) => {
          if (known !== undefined && version !== known) location.reload();
          known = version;
        }, () => {});
      ask();
      setInterval(ask, 1000);
    })();
    """

  private let folder: String
  private let reloads: Bool
  private let version = Atomic<Int>(0)

  /// Serves `folder`; pages load themselves anew after `siteChanged` if `reloads`.
  init(folder: String, reloads: Bool) {
    self.folder = folder
    self.reloads = reloads
  }

  /// Tells open pages that the site was built again.
  func siteChanged() {
    version.wrappingAdd(1, ordering: .relaxed)
  }

  /// Serves on the loopback interface until the task is cancelled.
  func run(port: UInt16) async throws {
    let handler = ClosureHTTPHandler { request in self.respond(to: request) }
    let server = HTTPServer(
      address: try .inet(ip4: "127.0.0.1", port: port), logger: .disabled, handler: handler)
    try await server.run()
  }

  private func respond(to request: HTTPRequest) -> HTTPResponse {
    guard request.method == .GET || request.method == .HEAD else {
      return HTTPResponse(statusCode: .methodNotAllowed)
    }
    if reloads && request.path == Self.reloadPath {
      return Self.response(Array(Self.reloadScript.utf8), type: "text/javascript")
    }
    if reloads && request.path == Self.versionPath {
      return Self.response(
        Array("\(version.load(ordering: .relaxed))".utf8), type: "text/plain")
    }
    var path = PercentEncoding.decoded(request.path)
    if path.hasSuffix("/") { path += "index.html" }
    let parts = path.split(separator: "/")
    guard !parts.contains(where: { $0 == ".." || $0.hasPrefix(".") }), !path.contains("\0") else {
      return notFound()
    }
    let relative = parts.joined(separator: "/")
    guard let bytes = SiteFile.read(relative, in: folder) else { return notFound() }
    return Self.response(page(bytes, path: relative), type: Self.contentType(of: relative))
  }

  private func notFound() -> HTTPResponse {
    var response = Self.response(
      SiteFile.read("404.html", in: folder) ?? Array("nothing is here\n".utf8), type: "text/html")
    response.statusCode = .notFound
    return response
  }

  /// A page with the script that loads it anew.
  private func page(_ bytes: [UInt8], path: String) -> [UInt8] {
    guard reloads, path.hasSuffix(".html") else { return bytes }
    let script = "<script src=\"\(Self.reloadPath)\" defer></script>\n</head>"
    return Array(
      String(decoding: bytes, as: UTF8.self).replacing("</head>", with: script, maxReplacements: 1)
        .utf8)
  }

  private static func response(_ bytes: [UInt8], type: String) -> HTTPResponse {
    let isText = type.hasPrefix("text/") || type == "application/json"
    return HTTPResponse(
      statusCode: .ok,
      headers: [
        .contentType: isText ? type + "; charset=utf-8" : type, .cacheControl: "no-store",
      ], body: Data(bytes))
  }

  static func contentType(of path: String) -> String {
    let types = [
      "html": "text/html", "css": "text/css", "js": "text/javascript", "json": "application/json",
      "svg": "image/svg+xml", "xml": "application/xml", "txt": "text/plain",
    ]
    return types[String(path.split(separator: ".").last ?? "")] ?? "application/octet-stream"
  }
}
