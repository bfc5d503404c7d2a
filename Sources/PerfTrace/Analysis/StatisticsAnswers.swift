/// The answers to one block of lines, and what was wrong with some of them.
package struct StatisticsAnswers: Sendable {
  /// A line that could not be answered.
  package struct Fault: Diagnosis, Equatable {
    /// Number of the line in the whole input, from 1.
    package var line: Int
    package var error: JSONError

    package var summary: String { error.problem }
    package var location: SourceLocation? {
      SourceLocation(file: "standard input", line: line, column: error.offset + 1)
    }
  }

  /// One line of JSON for each line that was answered, in the order of the input.
  package var output: [UInt8] = []
  package var faults: [Fault] = []
  /// Lines in the block, blank and damaged ones included.
  package var lineCount = 0

  /// Answers a block of whole lines on several cores.
  ///
  /// - Parameters:
  ///   - block: Lines with their line ends; the last one may lack it.
  ///   - firstLine: The number of the block's first line.
  ///   - question: What is asked of each line.
  ///   - threads: The number of tasks.
  package init(
    to block: [UInt8], firstLine: Int, question: StatisticsQuestion,
    threads: Int = FileSystem.processorCount
  ) async {
    // More parts than cores, for lines differ in their cost.
    let parts = Self.parts(of: block, count: 4 * threads)
    let answers = await Parallel.map(count: parts.count, tasks: threads) {
      var answers = StatisticsAnswers()
      answers.answer(parts[$0], of: block, question)
      return answers
    }
    for part in answers {
      output.append(contentsOf: part.output)
      faults.append(
        contentsOf: part.faults.map { Fault(line: $0.line + lineCount, error: $0.error) })
      lineCount += part.lineCount
    }
    renumber(from: firstLine)
  }

  private init() {}

  private mutating func answer(
    _ part: Range<Int>, of block: [UInt8], _ question: StatisticsQuestion
  ) {
    let bytes = block.span
    var start = part.lowerBound
    while start < part.upperBound {
      var end = start
      while end < part.upperBound, bytes[end] != UInt8(ascii: "\n") { end += 1 }
      let line = bytes.extracting(start..<end)
      if !line.isBlank {
        do throws(JSONError) {
          try question.answer(line, into: &output)
        } catch {
          faults.append(Fault(line: lineCount, error: error))
        }
      }
      lineCount += 1
      start = end + 1
    }
  }

  private mutating func renumber(from firstLine: Int) {
    for index in faults.indices { faults[index].line += firstLine }
  }

  /// Parts of about one size that end with a line.
  private static func parts(of block: [UInt8], count: Int) -> [Range<Int>] {
    let size = max(block.count / max(count, 1), 4096)
    var result: [Range<Int>] = []
    var start = 0
    while start < block.count {
      var end = min(start + size, block.count)
      while end < block.count, block[end - 1] != UInt8(ascii: "\n") { end += 1 }
      result.append(start..<end)
      start = end
    }
    return result
  }
}

extension Span<UInt8> {
  /// Whether nothing but blanks is here.
  fileprivate var isBlank: Bool {
    for index in indices
    where self[index] != UInt8(ascii: " ") && self[index] != 13 && self[index] != 9 {
      return false
    }
    return true
  }
}
