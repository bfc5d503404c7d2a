/// One line of input of `perftrace changepoints` or `perftrace judge`.
///
/// An object with a `name` and arrays of numbers; `null` in an array stands for a missing value.
/// Other keys are passed over.
package struct StatisticsLine: Sendable, Equatable {
  package var name = ""
  package var values: [Double]?
  package var base: [Double]?
  package var head: [Double]?
  /// Medians of earlier jobs, where base and head were measured in different jobs.
  package var jobs: [Double]?
  /// 1 or 2 where scripts are measured in two stages.
  package var stage: Int?

  /// Reads the object that the bytes are, with nothing but blanks around it.
  package init(_ bytes: Span<UInt8>) throws(JSONError) {
    var reader = JSONReader()
    reader.skipWhitespace(bytes)
    guard reader.consume(UInt8(ascii: "{"), bytes) else { throw reader.expected("\"{\"", bytes) }
    var hasName = false
    reader.skipWhitespace(bytes)
    if !reader.consume(UInt8(ascii: "}"), bytes) {
      repeat {
        let key = try reader.key(bytes)
        reader.skipWhitespace(bytes)
        switch key {
        case "name":
          guard reader.peek(bytes) == UInt8(ascii: "\"") else {
            throw reader.expected("a string", bytes)
          }
          name = try reader.string(bytes)
          hasName = true
        case "values": values = try Self.numbers(&reader, bytes)
        case "base": base = try Self.numbers(&reader, bytes)
        case "head": head = try Self.numbers(&reader, bytes)
        case "jobs": jobs = try Self.numbers(&reader, bytes)
        case "stage":
          let start = reader.position
          let number = try reader.number(bytes)
          guard number == 1 || number == 2 else {
            throw JSONError(offset: start, problem: "expected stage 1 or 2")
          }
          stage = Int(number)
        default: try reader.skipValue(bytes)
        }
      } while try reader.continues(closing: UInt8(ascii: "}"), bytes)
    }
    reader.skipWhitespace(bytes)
    guard reader.position == bytes.count else { throw reader.expected("the end", bytes) }
    guard hasName else { throw JSONError(offset: 0, problem: "no \"name\"") }
  }

  private static func numbers(
    _ reader: inout JSONReader, _ bytes: Span<UInt8>
  ) throws(JSONError) -> [Double] {
    guard reader.consume(UInt8(ascii: "["), bytes) else {
      throw reader.expected("\"[\"", bytes)
    }
    var result: [Double] = []
    reader.skipWhitespace(bytes)
    if reader.consume(UInt8(ascii: "]"), bytes) { return result }
    repeat {
      reader.skipWhitespace(bytes)
      if reader.peek(bytes) == UInt8(ascii: "n"), reader.consume(literal: "null", bytes) {
        result.append(.nan)
      } else {
        result.append(try reader.number(bytes))
      }
    } while try reader.continues(closing: UInt8(ascii: "]"), bytes)
    return result
  }
}
