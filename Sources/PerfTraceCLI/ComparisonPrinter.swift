internal import PerfCommandLine
internal import PerfTrace

/// Prints comparisons of two sides in the format that was asked for.
struct ComparisonPrinter {
  var base: String
  var head: String
  var format: ReportFormat

  func print(_ comparisons: [Comparison], in history: History) {
    switch format {
    case .text:
      Console.write(
        comparisons.isEmpty
          ? "Neither side was measured."
          : Comparison.table(comparisons, in: history).text)
    case .json:
      Console.write(
        JSONValue.object([
          "base": .string(base), "head": .string(head),
          "comparisons": .array(comparisons.map { $0.json(in: history) }),
        ]).indented)
    case .markdown: Console.write(Comparison.table(comparisons, in: history).markdown)
    case .csv: Console.write(Comparison.csv(comparisons, in: history), terminator: "")
    }
  }
}
