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
    let pool: some AsyncSocketPool = .make()
    try await pool.prepare()
    let address: some SocketAddress = try .inet(ip4: "127.0.0.1", port: port)
    let socket = try Socket(domain: Int32(address.family), type: .stream)
    try socket.setValue(true, for: .localAddressReuse)
    #if canImport(Darwin)
      try socket.setValue(true, for: .noSIGPIPE)
    #endif
    try socket.bind(to: address)
    try socket.listen()
    let listener = try AsyncSocket(socket: socket, pool: pool)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await pool.run() }
      group.addTask {
        try await withThrowingDiscardingTaskGroup { connections in
          for try await connection in listener.sockets {
            connections.addTask { await self.answer(connection) }
          }
        }
      }
      try await group.next()
    }
  }

  /// Answers the one request that a connection is for; what can't be read is not answered.
  private func answer(_ connection: AsyncSocket) async {
    defer { try? connection.close() }
    var head: [UInt8] = []
    let end = Array("\r\n\r\n".utf8)
    repeat {
      guard head.count < 1 << 16, let bytes = try? await connection.read(atMost: 4096),
        !bytes.isEmpty
      else { return }
      head += bytes
    } while !head.suffix(4096 + end.count).contains(end)
    let response = PreviewRequest(head: head).map(respond) ?? .init(status: .badRequest)
    try? await connection.write(Data(response.bytes))
  }

  private func respond(to request: PreviewRequest) -> PreviewResponse {
    guard request.isRead else { return PreviewResponse(status: .methodNotAllowed) }
    var response = content(at: request.path)
    if request.wantsHeadersOnly { response.leaveOutBody() }
    return response
  }

  private func content(at address: String) -> PreviewResponse {
    if reloads && address == Self.reloadPath {
      return Self.response(Array(Self.reloadScript.utf8), type: "text/javascript")
    }
    if reloads && address == Self.versionPath {
      return Self.response(
        Array("\(version.load(ordering: .relaxed))".utf8), type: "text/plain")
    }
    var path = PercentEncoding.decoded(address)
    if path.hasSuffix("/") { path += "index.html" }
    let parts = path.split(separator: "/")
    guard !parts.contains(where: { $0 == ".." || $0.hasPrefix(".") }), !path.contains("\0") else {
      return notFound()
    }
    let relative = parts.joined(separator: "/")
    guard let bytes = SiteFile.read(relative, in: folder) else { return notFound() }
    return Self.response(page(bytes, path: relative), type: Self.contentType(of: relative))
  }

  private func notFound() -> PreviewResponse {
    var response = Self.response(
      SiteFile.read("404.html", in: folder) ?? Array("nothing is here\n".utf8), type: "text/html")
    response.status = .notFound
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

  private static func response(_ bytes: [UInt8], type: String) -> PreviewResponse {
    let isText = type.hasPrefix("text/") || type == "application/json"
    return PreviewResponse(type: isText ? type + "; charset=utf-8" : type, body: bytes)
  }

  static func contentType(of path: String) -> String {
    let types = [
      "html": "text/html", "css": "text/css", "js": "text/javascript", "json": "application/json",
      "svg": "image/svg+xml", "xml": "application/xml", "txt": "text/plain",
    ]
    return types[String(path.split(separator: ".").last ?? "")] ?? "application/octet-stream"
  }
}
