internal import PerfBytes

/// A reference that a link may hold: relative, or absolute with a scheme that cannot run anything.
///
/// Bytes that have no place in a URL (controls, spaces, quotes, angle brackets, backslashes, all beyond ASCII)
/// are percent-encoded; `%` is taken to be an encoding already. Names that become a part of a path go through
/// `percentEncoded(segment:)` first.
package struct URLReference: Sendable, Hashable {
  /// Schemes that a page may link to.
  package static let allowedSchemes = ["http", "https", "mailto"]

  /// The encoded reference, not yet escaped as an attribute.
  package let text: String

  /// Checks and encodes a reference of any origin.
  ///
  /// Returns `nil` if its scheme is not allowed, or if it names a host without a scheme (`//host`).
  package init?(_ reference: String) {
    // Addresses of the site's own pages need no more than a look.
    var copy = reference
    let isPlain = copy.withUTF8 { utf8 in
      let namesHost =
        unsafe utf8.count > 1 && utf8[0] == UInt8(ascii: "/") && utf8[1] == UInt8(ascii: "/")
      return unsafe !namesHost && utf8.allSatisfy(Self.isPlain)
    }
    if isPlain {
      text = reference
      return
    }
    var encoded: [UInt8] = []
    for byte in reference.utf8 {
      if Self.isAllowed(byte) {
        encoded.append(byte)
      } else {
        Self.append(percentEncoding: byte, to: &encoded)
      }
    }
    guard !encoded.starts(with: "//".utf8), Self.hasAllowedScheme(encoded) else { return nil }
    text = String(decoding: encoded, as: UTF8.self)
  }

  /// A name made into one segment of a path: all but letters, digits, `-`, `.`, `_` and `~` is percent-encoded.
  package static func percentEncoded(segment name: some StringProtocol) -> String {
    var encoded: [UInt8] = []
    for byte in name.utf8 {
      if isUnreserved(byte) {
        encoded.append(byte)
      } else {
        append(percentEncoding: byte, to: &encoded)
      }
    }
    return String(decoding: encoded, as: UTF8.self)
  }

  private static func hasAllowedScheme(_ reference: [UInt8]) -> Bool {
    guard let end = reference.firstIndex(where: { ":/?#".utf8.contains($0) }),
      reference[end] == UInt8(ascii: ":")
    else { return true }
    let scheme = String(decoding: reference[..<end], as: UTF8.self).lowercased()
    return allowedSchemes.contains(scheme)
  }

  private static func append(percentEncoding byte: UInt8, to bytes: inout [UInt8]) {
    let digits = Array("0123456789ABCDEF".utf8)
    bytes.append(UInt8(ascii: "%"))
    bytes.append(digits[Int(byte >> 4)])
    bytes.append(digits[Int(byte & 15)])
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"): true
    default: false
    }
  }

  /// Whether a byte stands for itself wherever it is, and is no part of a scheme's end.
  private static func isPlain(_ byte: UInt8) -> Bool {
    isUnreserved(byte) || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "#")
      || byte == UInt8(ascii: "=")
  }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    isUnreserved(byte) || ":/?#[]@!$&'()*+,;=%".utf8.contains(byte)
  }
}
