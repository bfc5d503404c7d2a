/// The first place at which bytes are not the JSON that was expected.
package struct JSONError: Error, Sendable, Equatable {
  /// Bytes before the offending one.
  package var offset: Int
  /// What is wrong there: `expected "," or "}"`.
  package var problem: String

  package init(offset: Int, problem: String) {
    self.offset = offset
    self.problem = problem
  }
}

extension SourceLocation {
  /// The line and column (in bytes) of an offset into a file's bytes.
  package init(file: String, offset: Int, in bytes: [UInt8]) {
    let before = bytes.prefix(offset)
    let lineStart = (before.lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
    self.init(
      file: file, line: before.count { $0 == UInt8(ascii: "\n") } + 1,
      column: before.count - lineStart + 1)
  }
}
