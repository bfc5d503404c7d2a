internal import PerfTrace

/// A source as far as it can be read without knowing its format.
package struct ImportShape: Sendable {
  package enum Content: Sendable {
    /// One JSON value, perhaps behind `window.BENCHMARK_DATA =`.
    case json(JSONNode)
    /// JSON values one after another, as JSON Lines are; damaged lines left out.
    case jsonSequence([JSONNode])
    case text
  }

  package let source: ImportSource
  package let content: Content
  /// Whether `window.BENCHMARK_DATA =` stood in front of the JSON.
  package let isScript: Bool
  /// Lines of a sequence that are no JSON.
  package let damage: [ImportError]

  /// The one JSON value; `nil` if the source is something else.
  package var json: JSONNode? {
    guard case .json(let node) = content else { return nil }
    return node
  }

  /// The values of a sequence, or the one value.
  package var nodes: [JSONNode] {
    switch content {
    case .json(let node): [node]
    case .jsonSequence(let nodes): nodes
    case .text: []
    }
  }

  /// Why the source is no JSON although it begins like it.
  var failure: ImportError? { content.isText ? damage.first : nil }

  /// Finds out whether the source is one JSON value, several, or text.
  ///
  /// - Throws: `ImportError` if JSON is expected and there is none.
  package init(of source: ImportSource, isJSONExpected: Bool = false) throws(ImportError) {
    self.source = source
    var start = 0
    if source.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { start = 3 }
    let prefix = Array("window.BENCHMARK_DATA".utf8)
    let trimmed = source.bytes[start...].drop { $0.isJSONSpace }
    isScript = trimmed.starts(with: prefix)
    if isScript {
      let rest = trimmed.dropFirst(prefix.count).drop { $0.isJSONSpace }
      start = rest.first == UInt8(ascii: "=") ? rest.startIndex + 1 : rest.startIndex
    }
    let beginsLikeJSON = isScript || [UInt8(ascii: "{"), UInt8(ascii: "[")].contains(trimmed.first)
    guard beginsLikeJSON || isJSONExpected else {
      (content, damage) = (.text, [])
      return
    }
    do throws(ImportError) {
      content = .json(try JSONNode.parse(source, from: start, allowsSemicolon: isScript))
      damage = []
    } catch {
      let (nodes, errors) = isScript ? ([], []) : JSONNode.parseLines(source, from: start)
      if !nodes.isEmpty {
        (content, damage) = (.jsonSequence(nodes), errors)
      } else if isJSONExpected {
        throw error
      } else {
        (content, damage) = (.text, [error])
      }
    }
  }
}

extension ImportShape.Content {
  fileprivate var isText: Bool {
    if case .text = self { true } else { false }
  }
}

extension UInt8 {
  /// Whether this is one of the four characters that JSON allows between values.
  var isJSONSpace: Bool { self == 0x20 || self == 0x0A || self == 0x0D || self == 0x09 }
}
