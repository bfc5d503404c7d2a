/// What a browser asks of a preview: the first line of an HTTP request (RFC 9112, section 3), its fields passed over.
struct PreviewRequest {
  private let method: Substring
  /// Path of the address, still percent-encoded, without its query.
  let path: String

  /// `nil` for a request that is none.
  init?(head: [UInt8]) {
    let line = head.prefix { $0 != UInt8(ascii: "\r") && $0 != UInt8(ascii: "\n") }
    let words = String(decoding: line, as: UTF8.self).split(separator: " ")
    guard words.count == 3, words[1].hasPrefix("/"), words[2].hasPrefix("HTTP/1.") else {
      return nil
    }
    method = words[0]
    path = String(words[1].prefix { $0 != "?" })
  }

  var isRead: Bool { method == "GET" || method == "HEAD" }
  var wantsHeadersOnly: Bool { method == "HEAD" }
}
