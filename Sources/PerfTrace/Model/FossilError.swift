/// Why bytes are not a fossil.
package enum FossilError: Error, Sendable, Equatable {
  case malformed(JSONError)
  /// The value of `key` is of another kind than the format says.
  case unexpected(key: String, expected: String, found: String)
  case missing(key: String)
  /// A version of the format that this program does not know.
  case unknownSchema(Int)
}

extension FossilError {
  /// The problem in words: `expected a number for "execution_time", found a string`.
  package var problem: String {
    switch self {
    case .malformed(let error): error.problem
    case .unexpected(let key, let expected, let found):
      "expected \(expected) for \"\(key)\", found \(found)"
    case .missing(let key): "\"\(key)\" is missing"
    case .unknownSchema(let version):
      "schema \(version) is not known to this version, which reads schema \(Fossil.currentSchema)"
    }
  }

  /// Where in the fossil's bytes the problem stands; `nil` where it stands nowhere.
  package func offset(in bytes: Span<UInt8>) -> Int? {
    switch self {
    case .malformed(let error): return error.offset
    case .unexpected(let key, _, _):
      return Self.offset(ofKey: key.split(separator: ".").last.map(String.init) ?? key, in: bytes)
    case .missing, .unknownSchema: return nil
    }
  }

  private static func offset(ofKey key: String, in bytes: Span<UInt8>) -> Int? {
    var quoted: [UInt8] = []
    quoted.append(jsonString: key)
    guard bytes.count >= quoted.count else { return nil }
    return (0...(bytes.count - quoted.count)).first { start in
      quoted.indices.allSatisfy { bytes[start + $0] == quoted[$0] }
    }
  }
}
