internal import PerfBytes

extension JSONValue {
  /// A number, or null for one that is missing or not finite.
  package static func number(orNull value: Double?) -> JSONValue {
    guard let value, value.isFinite else { return .null }
    return .number(value)
  }

  /// A number rounded to `digits` decimals, or null.
  package static func rounded(_ value: Double?, digits: Int) -> JSONValue {
    guard let value, value.isFinite else { return .null }
    return Double(String(fixed: value, fractionDigits: digits)).map { .number($0) } ?? .null
  }

  /// A share as percent with two decimals; beyond what a number can be the greatest one, or null.
  package static func percent(_ share: Double?) -> JSONValue {
    guard let share, share.isFinite else { return .null }
    let percent = share * 100
    // Of a number beyond 10¹² no decimals are left to be rounded.
    guard percent.magnitude < 1e12 else {
      return .number(max(min(percent, .greatestFiniteMagnitude), -.greatestFiniteMagnitude))
    }
    return rounded(percent, digits: 2)
  }

  package static func integer(_ value: Int) -> JSONValue { .number(Double(value)) }

  package static func string(orNull text: String?) -> JSONValue {
    text.map { .string($0) } ?? .null
  }

  /// The value as text of several lines, indented by two blanks, with a line break at its end.
  package var indented: [UInt8] {
    var bytes: [UInt8] = []
    append(to: &bytes, depth: 0)
    bytes.append(UInt8(ascii: "\n"))
    return bytes
  }

  private func append(to bytes: inout [UInt8], depth: Int) {
    func lineBreak(_ depth: Int) {
      bytes.append(UInt8(ascii: "\n"))
      for _ in 0..<2 * depth { bytes.append(UInt8(ascii: " ")) }
    }
    switch self {
    case .array(let elements) where !elements.isEmpty:
      bytes.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        lineBreak(depth + 1)
        element.append(to: &bytes, depth: depth + 1)
      }
      lineBreak(depth)
      bytes.append(UInt8(ascii: "]"))
    case .object(let fields) where !fields.isEmpty:
      bytes.append(UInt8(ascii: "{"))
      for (index, (key, value)) in fields.entries.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        lineBreak(depth + 1)
        bytes.append(jsonString: key)
        bytes.append(contentsOf: ": ".utf8)
        value.append(to: &bytes, depth: depth + 1)
      }
      lineBreak(depth)
      bytes.append(UInt8(ascii: "}"))
    default:
      bytes.append(json: self)
    }
  }
}
