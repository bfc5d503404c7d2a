internal import PerfTrace

/// The original's granular log: one JSON array, an entry a line.
struct GranularExporter: Exporter {
  static let name = "granular"
  static let title = "one JSON array of entries, as granular_trace.json"

  private var isEmpty = true

  mutating func append(_ fossil: Fossil, to output: inout [UInt8]) {
    output.append(contentsOf: (isEmpty ? "[\n" : ",\n").utf8)
    isEmpty = false
    fossil.append(to: &output)
  }

  mutating func finish(to output: inout [UInt8]) {
    output.append(contentsOf: (isEmpty ? "[]\n" : "\n]\n").utf8)
  }
}
