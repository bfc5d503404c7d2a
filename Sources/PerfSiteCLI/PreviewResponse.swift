/// An answer of a preview, after which the connection ends; nothing of it is kept by a browser.
struct PreviewResponse {
  enum Status: String {
    case ok = "200 OK"
    case badRequest = "400 Bad Request"
    case notFound = "404 Not Found"
    case methodNotAllowed = "405 Method Not Allowed"
  }

  var status: Status
  private let type: String
  private let length: Int
  private var body: [UInt8]

  init(status: Status = .ok, type: String = "text/plain; charset=utf-8", body: [UInt8] = []) {
    self.status = status
    self.type = type
    self.body = body
    length = body.count
  }

  /// Leaves only the head, which still tells the body's length.
  mutating func leaveOutBody() {
    body = []
  }

  var bytes: [UInt8] {
    let allowed = status == .methodNotAllowed ? "Allow: GET, HEAD\r\n" : ""
    let head = """
      HTTP/1.1 \(status.rawValue)\r
      Content-Type: \(type)\r
      Content-Length: \(length)\r
      Cache-Control: no-store\r
      \(allowed)Connection: close\r
      \r

      """
    return Array(head.utf8) + body
  }
}
