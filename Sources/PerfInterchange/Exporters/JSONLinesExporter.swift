internal import PerfTrace

/// Fossils as they are, one a line.
struct JSONLinesExporter: Exporter {
  static let name = "jsonl"
  static let title = "JSON Lines: fossils as they are, one a line"

  mutating func append(_ fossil: Fossil, to output: inout [UInt8]) {
    fossil.appendLine(to: &output)
  }

  mutating func finish(to output: inout [UInt8]) {}
}
