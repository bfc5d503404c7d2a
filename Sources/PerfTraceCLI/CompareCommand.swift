internal import ArgumentParser
internal import PerfCommandLine
internal import PerfTrace

struct CompareCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Compares two branches, commits, ranges or tags, or two files of samples.",
    discussion: """
      A side is a branch (its newest executions that share one level), a commit by hash or by any name that git knows, a range \
      A..B, or a tag key=value. With --samples both sides are files: numbers between blanks, or hyperfine's JSON.
      """)

  @Argument(help: ArgumentHelp("What is compared with.", valueName: "base"))
  var base: String

  @Argument(help: ArgumentHelp("What is judged.", valueName: "head"))
  var head: String

  @Flag(help: "Both sides are files of samples.")
  var samples = false

  @OptionGroup var source: HistoryOptions

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp("Only scripts of this name; * and ? stand for others.", valueName: "pattern")
  )
  var script: [String] = []

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "Only this metric (default: wall time, peak RSS and what programs report).",
      valueName: "id or title"))
  var metric: [String] = []

  @Option(
    parsing: .number,
    help: ArgumentHelp("Only executions from then on: 2026-01-31, 14d.", valueName: "time"))
  var since: String?

  @Option(help: "text, json, markdown or csv.")
  var format = ReportFormat.text

  func run() async throws {
    if samples {
      let base = try SampleFile.read(self.base)
      let head = try SampleFile.read(self.head)
      let history = SampleFile.history(base: base, head: head)
      let collection = SeriesCollection(history)
      let comparisons = try Comparator(
        collection, base: Selection("side=base", in: collection),
        head: Selection("side=head", in: collection)
      ).compareAll()
      return ComparisonPrinter(base: self.base, head: self.head, format: format)
        .print(comparisons, in: history)
    }
    let since = try since.map { try Timestamp(option: $0, name: "--since") }
    let configuration = try source.configuration()
    let loaded = try await source.load(configuration)
    let comparator = Comparator(
      loaded.collection, base: try await loaded.selection(base, since: since),
      head: try await loaded.selection(head, since: since), rules: configuration.rules)
    var filter = Trends.Filter()
    filter.scripts = try loaded.collection.history.scriptGlobs(script)
    filter.metrics = try loaded.collection.history.metricGlobs(metric)
    let comparisons = comparator.compareAll(filter)
    if comparisons.isEmpty && !(script + metric).isEmpty {
      let history = loaded.collection.history
      let known = Set(comparator.compareAll().map { history.scripts[Int($0.script)] })
      throw SelectionError.notMeasured(
        names: script + metric, place: "on either side", known: known.sorted())
    }
    ComparisonPrinter(base: base, head: head, format: format)
      .print(comparisons, in: loaded.collection.history)
  }
}
