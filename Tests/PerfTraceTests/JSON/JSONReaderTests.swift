import Foundation
import PerfTestSupport
import Testing

@testable import PerfTrace

@Suite struct JSONReaderTests {
  @Test(arguments: [
    "null", "true", " false ", "0", "-0", "-12.5e+3", "1E-2", "\"\"",
    "\"a\\n\\u00e9\\ud83d\\ude00\"", "[]",
    "[1,[2,{}],\"x\"]", "{\"a\":{\"b\":[null]},\"c\":1}", "\"é\u{2028}😀\"",
    "123456789012345678901234567890",
    "1e308", "4.9e-324", "\t[\r\n1 , 2 ]\n", "{\"\":0}", "\"\\/\\b\\f\\r\\t\\\"\\\\\"",
    "", " ", "nul", "truex", "01", "-", "+1", "1.", ".5", "1e", "1e+", "NaN", "Infinity", "1e400",
    "0x10", "[,1]",
    "{a:1}", "{\"a\" 1}", "{\"a\":}", "[1 2]", "\"", "\"\\x\"", "\"\\u12\"",
    "\"\\ud800\"", "\"\\udc00x\"",
    "\"\t\"", "\"\u{1}\"", "[", "{", "]", "1 2", "{\"a\":1}}", "// x\n1", "'a'", "[1]x",
  ])
  func acceptsWhatJSONDecoderAccepts(text: String) {
    expectSameAsDecoder(Array(text.utf8))
  }

  /// Foundation of Swift 6.3 accepts a trailing comma, which RFC 8259 does not, and refuses numbers nearer to 0 than any `Double`.
  @Test func differsFromJSONDecoderInTwoThings() throws {
    for text in ["[1,]", "{\"a\":1,}"] {
      #expect(throws: JSONError.self) { try JSONValue.parse(Array(text.utf8)) }
    }
    #expect(try JSONValue.parse(Array("1e-400".utf8)) == .number(0))
  }

  @Test(arguments: [
    [0x22, 0xC3, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22],
    [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], [0x22, 0xE2, 0x82, 0xAC, 0x22],
    [0x22, 0xF0, 0x9F, 0x98, 0x80, 0x22], [0x22, 0x80, 0x22], [0x22, 0xFF, 0x22],
    [0x22, 0xE0, 0x80, 0x80, 0x22], [0x22, 0xC3],
  ])
  func acceptsOnlyValidUTF8(bytes: [UInt8]) {
    expectSameAsDecoder(bytes)
  }

  @Test func agreesWithJSONDecoderOnMutatedFossils() {
    var generator = SeededGenerator(seed: 7)
    let line = Samples.line(0)
    for _ in 0..<400 {
      expectSameAsDecoder(Samples.mutated(line, using: &generator))
    }
  }

  @Test func stopsAtTheSameDepthAsJSONDecoder() {
    for depth in [511, 512, 513] {
      let bytes =
        Array(repeatElement(UInt8(ascii: "["), count: depth))
        + Array(repeatElement(UInt8(ascii: "]"), count: depth))
      let ours = try? JSONValue.parse(bytes)
      #expect((ours != nil) == (depth <= JSONReader.depthLimit))
      let theirs = try? JSONDecoder().decode(Tree.self, from: Data(bytes))
      #expect((ours != nil) == (theirs != nil))
    }
  }

  @Test func readsNumbersAsTheStandardLibraryDoes() throws {
    var generator = SeededGenerator(seed: 3)
    for _ in 0..<4000 {
      let digits = Int.random(in: 1...20, using: &generator)
      var text = Bool.random(using: &generator) ? "-" : ""
      text += "\(Int.random(in: 1...9, using: &generator))"
      for _ in 1..<max(digits, 2) { text += "\(Int.random(in: 0...9, using: &generator))" }
      if Bool.random(using: &generator) {
        text += ".\(UInt64.random(in: 0...999_999, using: &generator))"
      }
      if Bool.random(using: &generator) {
        text += "e\(Int.random(in: -300...250, using: &generator))"
      }
      let expected = try #require(Double(text))
      #expect(try JSONValue.parse(Array(text.utf8)) == .number(expected), "\(text)")
    }
  }

  @Test func keepsTheLastOfEqualKeys() throws {
    let value = try JSONValue.parse(Array("{\"a\":1,\"b\":2,\"a\":3}".utf8))
    #expect(value == .object(["a": .number(3), "b": .number(2)]))
  }

  @Test(arguments: [
    ("{\"a\" 1}", 5, "expected \":\", found \"1\""),
    ("[1 2]", 3, "expected \",\" or \"]\", found \"2\""),
    ("{\"a\":1", 6, "expected \",\" or \"}\", found the end"),
    ("\"abc", 4, "expected the end of a string, found the end"),
    ("[01]", 1, "a number with a leading zero"),
    ("1e999", 0, "a number too large for a Double"),
    ("\"\\ud800\"", 1, "half of a surrogate pair"),
  ])
  func saysWhatIsWrongAndWhere(text: String, offset: Int, problem: String) {
    #expect(throws: JSONError(offset: offset, problem: problem)) {
      try JSONValue.parse(Array(text.utf8))
    }
  }

  @Test func writesWhatItReads() throws {
    let text =
      "{\"a\":[1,-2.5,1e+20,null,true],\"b\":{\"c\":\"q\\\"\\\\\\n\\u0001é\"},\"d\":[],\"e\":{}}"
    let value = try JSONValue.parse(Array(text.utf8))
    var bytes: [UInt8] = []
    bytes.append(json: value)
    #expect(String(decoding: bytes, as: UTF8.self) == text)
    #expect(try JSONValue.parse(bytes) == value)
  }

  private func expectSameAsDecoder(_ bytes: [UInt8]) {
    let ours = try? JSONValue.parse(bytes)
    let theirs = try? JSONDecoder().decode(Tree.self, from: Data(bytes))
    #expect(ours.map(Tree.init) == theirs, "\(String(decoding: bytes, as: UTF8.self))")
    var reader = JSONReader()
    let skipped: Bool
    do {
      try reader.skipValue(bytes.span)
      reader.skipWhitespace(bytes.span)
      skipped = reader.position == bytes.count
    } catch {
      skipped = false
    }
    #expect(skipped == (ours != nil), "\(String(decoding: bytes, as: UTF8.self))")
  }
}

/// What `JSONDecoder` makes of any JSON.
private enum Tree: Decodable, Equatable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([Tree])
  case object([String: Tree])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([Tree].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: Tree].self))
    }
  }

  init(_ value: JSONValue) {
    switch value {
    case .null: self = .null
    case .bool(let value): self = .bool(value)
    case .number(let value): self = .number(value)
    case .string(let value): self = .string(value)
    case .array(let elements): self = .array(elements.map(Tree.init))
    case .object(let fields):
      self = .object(
        Dictionary(fields.map { ($0.key, Tree($0.value)) }, uniquingKeysWith: { $1 }))
    }
  }
}
