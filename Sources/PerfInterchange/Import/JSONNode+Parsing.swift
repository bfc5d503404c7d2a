internal import PerfTrace

extension JSONNode {
  /// Reads the one JSON value of a source, from a byte on.
  ///
  /// `allowsSemicolon` lets one stand at the end, as in a script.
  ///
  /// - Throws: `ImportError` with line and column if the text is no JSON or something follows it.
  package static func parse(
    _ source: ImportSource, from start: Int = 0, allowsSemicolon: Bool = false
  ) throws(ImportError) -> JSONNode {
    let hasMark = start == 0 && source.bytes.starts(with: [0xEF, 0xBB, 0xBF])
    do throws(JSONError) {
      return try parse(
        source.bytes.span, from: hasMark ? 3 : start, allowsSemicolon: allowsSemicolon)
    } catch {
      throw ImportError(.malformedJSON(error.problem), at: source.location(of: error.offset))
    }
  }

  /// Reads one JSON value from each line that is not empty; lines that hold none are errors beside the values.
  package static func parseLines(
    _ source: ImportSource, from start: Int
  ) -> ([JSONNode], [ImportError]) {
    var (nodes, errors) = ([JSONNode](), [ImportError]())
    let bytes = source.bytes
    var (offset, line) = (start, 0)
    while offset < bytes.count {
      let end = bytes[offset...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      line += 1
      if bytes[offset..<end].contains(where: { !$0.isJSONSpace }) {
        do throws(JSONError) {
          let span = bytes.span.extracting(0..<end)
          nodes.append(try parse(span, from: offset, allowsSemicolon: false))
        } catch {
          errors.append(
            ImportError(
              .malformedJSON(error.problem),
              at: SourceLocation(
                file: source.name, line: line, column: error.offset - offset + 1)))
        }
      }
      offset = end + 1
    }
    return (nodes, errors)
  }

  private static func parse(
    _ bytes: Span<UInt8>, from start: Int, allowsSemicolon: Bool
  ) throws(JSONError) -> JSONNode {
    var reader = JSONReader(position: start)
    let node = try reader.node(bytes)
    reader.skipWhitespace(bytes)
    if allowsSemicolon, reader.consume(UInt8(ascii: ";"), bytes) { reader.skipWhitespace(bytes) }
    guard reader.position == bytes.count else { throw reader.expected("the end", bytes) }
    return node
  }
}

extension JSONReader {
  /// The most arrays and objects of a foreign file that may be open at once.
  static let nodeDepthLimit = 100

  /// Reads one value of any kind with its place, and Python's `NaN`, `Infinity` and `-Infinity` as numbers.
  fileprivate mutating func node(_ bytes: Span<UInt8>, depth: Int = 0) throws(JSONError) -> JSONNode
  {
    skipWhitespace(bytes)
    let start = position
    let content: JSONNode.Content
    switch peek(bytes) {
    case UInt8(ascii: "{"): content = .object(try members(bytes, depth: depth))
    case UInt8(ascii: "["): content = .array(try elements(bytes, depth: depth))
    case UInt8(ascii: "\""): content = .string(try string(bytes))
    case UInt8(ascii: "t") where consume(literal: "true", bytes): content = .bool(true)
    case UInt8(ascii: "f") where consume(literal: "false", bytes): content = .bool(false)
    case UInt8(ascii: "n") where consume(literal: "null", bytes): content = .null
    case UInt8(ascii: "N") where consume(literal: "NaN", bytes): content = .number(.nan)
    case UInt8(ascii: "I") where consume(literal: "Infinity", bytes): content = .number(.infinity)
    case UInt8(ascii: "-") where consume(literal: "-Infinity", bytes):
      content = .number(-.infinity)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      content = .number(try number(bytes))
    default: throw expected("a value", bytes)
    }
    return JSONNode(offset: start, content: content)
  }

  private mutating func members(
    _ bytes: Span<UInt8>, depth: Int
  ) throws(JSONError) -> [JSONNode.Member] {
    var members: [JSONNode.Member] = []
    guard try opens(bytes, depth: depth, closing: UInt8(ascii: "}")) else { return members }
    repeat {
      let key = try key(bytes)
      members.append(JSONNode.Member(key: key, value: try node(bytes, depth: depth + 1)))
    } while try continues(closing: UInt8(ascii: "}"), bytes)
    return members
  }

  private mutating func elements(
    _ bytes: Span<UInt8>, depth: Int
  ) throws(JSONError) -> [JSONNode] {
    var elements: [JSONNode] = []
    guard try opens(bytes, depth: depth, closing: UInt8(ascii: "]")) else { return elements }
    repeat {
      elements.append(try node(bytes, depth: depth + 1))
    } while try continues(closing: UInt8(ascii: "]"), bytes)
    return elements
  }

  /// Consumes an opening bracket, and the closing one if it follows: then there is nothing inside.
  private mutating func opens(
    _ bytes: Span<UInt8>, depth: Int, closing: UInt8
  ) throws(JSONError) -> Bool {
    guard depth < Self.nodeDepthLimit else {
      throw JSONError(
        offset: position, problem: "more than \(Self.nodeDepthLimit) levels inside one another")
    }
    position += 1
    skipWhitespace(bytes)
    return !consume(closing, bytes)
  }
}
