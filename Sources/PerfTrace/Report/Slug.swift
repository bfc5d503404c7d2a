/// The part of a page's address that stands for a name: safe on every file system, unique, and stable for ever.
///
/// A name that is itself a safe slug is its own: "build". Any other is made readable and told apart by a digest of its
/// bytes (SHA-256) after a tilde, which no safe name contains: "Build" is "build~9f3c…". A slug therefore depends on
/// its name alone, and two names that differ in case or Unicode form only never share one.
package enum Slug {
  /// Longest name that can be its own slug, in bytes.
  private static let maximumOwnLength = 80
  private static let maximumReadableLength = 48

  /// Names that some systems reserve for devices, with any extension.
  private static let reserved: Set<String> = {
    let numbered = (0...9).flatMap { ["com\($0)", "lpt\($0)"] }
    return Set(["con", "prn", "aux", "nul", "index"] + numbered)
  }()

  /// The slug of a script's or a branch's name.
  package static func of(_ name: String) -> String {
    if isSafe(name) { return name }
    return "\(readable(name, fallback: "x"))~\(base32(SHA256.hash(Array(name.utf8))))"
  }

  /// A hash is its own slug; anything else that stands for one is told apart from the pages' other names.
  package static func ofCommit(_ sha: String) -> String {
    let isHash =
      (4...64).contains(sha.utf8.count)
      && sha.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
    return isHash ? sha : of("\u{0}" + sha)
  }

  /// ASCII letters and digits of a text in lower case, joined by hyphens; `fallback` where none are left.
  package static func readable(_ text: String, fallback: String) -> String {
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        bytes.append(byte)
      case UInt8(ascii: "A")...UInt8(ascii: "Z"):
        bytes.append(byte | 0x20)
      default:
        if let last = bytes.last, last != UInt8(ascii: "-") { bytes.append(UInt8(ascii: "-")) }
      }
      if bytes.count == maximumReadableLength { break }
    }
    while bytes.last == UInt8(ascii: "-") { bytes.removeLast() }
    return bytes.isEmpty ? fallback : String(decoding: bytes, as: UTF8.self)
  }

  private static func isSafe(_ name: String) -> Bool {
    let bytes = name.utf8
    guard let first = bytes.first, let last = bytes.last, bytes.count <= maximumOwnLength,
      isAlphanumeric(first), last != UInt8(ascii: ".")
    else { return false }
    let marks: [UInt8] = [UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: ".")]
    guard bytes.allSatisfy({ isAlphanumeric($0) || marks.contains($0) }) else { return false }
    return !reserved.contains(String(name.prefix { $0 != "." }))
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  /// The first ninety bits in eighteen characters: nobody can make a second name for a page that is there.
  private static func base32(_ digest: [UInt8]) -> String {
    let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)
    var characters: [UInt8] = []
    var (bits, count) = (0, 0)
    for byte in digest {
      (bits, count) = (bits << 8 | Int(byte), count + 8)
      while count >= 5 && characters.count < 18 {
        count -= 5
        characters.append(alphabet[bits >> count & 31])
      }
      bits &= (1 << count) - 1
    }
    return String(decoding: characters, as: UTF8.self)
  }
}
