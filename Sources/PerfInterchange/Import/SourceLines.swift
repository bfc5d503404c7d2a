/// The lines of a text with the place where each begins.
struct SourceLines {
  struct Line {
    var offset: Int
    /// One-based.
    var number: Int
    /// Without its line end; damaged UTF-8 mended.
    var text: String
  }

  private let bytes: [UInt8]
  private var offset = 0
  private var number = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
  }

  mutating func next() -> Line? {
    guard offset < bytes.count else { return nil }
    let start = offset
    let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    offset = end + 1
    number += 1
    let content = bytes[start..<end].last == UInt8(ascii: "\r") ? end - 1 : end
    return Line(
      offset: start, number: number, text: String(decoding: bytes[start..<content], as: UTF8.self))
  }
}
