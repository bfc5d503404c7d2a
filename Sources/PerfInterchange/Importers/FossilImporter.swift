internal import PerfTrace

/// Fossils themselves: JSON Lines as a store keeps them, or one JSON array as the original's `granular_trace.json`.
///
/// Ids are kept, so that what the store already has is known. Flags that change what a fossil says (a prefix, tags, facts of
/// the machine) give it a new one.
enum FossilImporter: Importer {
  static let name = "granular"
  static let aliases = ["jsonl", "fossils"]
  static let title = "fossils: JSON Lines, or one JSON array such as granular_trace.json"

  static func holdsResults(_ path: String) -> Bool {
    path.hasSuffix(".json") || path.hasSuffix(".jsonl")
  }

  static func recognizes(_ shape: ImportShape) -> Bool {
    let first = shape.json?.elements?.first ?? shape.nodes.first
    return first?["script"]?.string != nil && first?["timestamp"]?.string != nil
  }

  static func read(_ shape: ImportShape, into draft: inout ImportDraft) throws(ImportError) {
    for error in shape.damage { draft.warn(error) }
    let options = draft.options
    let keepsID = options.prefix.isEmpty && options.tags.isEmpty && options.host.isEmpty
    for node in shape.json?.elements ?? shape.nodes {
      do throws(FossilError) {
        let fossil = try Fossil(json: node.jsonValue)
        var result = ImportedResult(name: fossil.script, offset: node.offset)
        result.measured(at: fossil.timestamp)
        result.fossil = fossil
        result.keepsID = keepsID
        draft.add(result)
      } catch {
        draft.warn(.fossil(problem: error.problem), at: node.offset)
      }
    }
  }
}

extension JSONNode {
  /// The value without its place; a number that is not finite becomes `null`.
  var jsonValue: JSONValue {
    switch content {
    case .null: .null
    case .bool(let value): .bool(value)
    case .number(let value): value.isFinite ? .number(value) : .null
    case .string(let text): .string(text)
    case .array(let elements): .array(elements.map(\.jsonValue))
    case .object(let members):
      .object(OrderedFields(members.map { (key: $0.key, value: $0.value.jsonValue) }))
    }
  }
}
