internal import ArgumentParser
internal import PerfCommandLine
internal import PerfTrace

struct TrendsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trends",
    abstract: "Tells how scripts developed: levels, changes with their commits, noise.")

  @OptionGroup var source: HistoryOptions

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp("Only scripts of this name; * and ? stand for others.", valueName: "pattern")
  )
  var script: [String] = []

  @Option(
    help: ArgumentHelp("The branch to look at (default: the default branch).", valueName: "name"))
  var branch: String?

  @Option(
    parsing: .number,
    help: ArgumentHelp("Only executions from then on: 2026-01-31, 14d.", valueName: "time"))
  var since: String?

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "Only this metric (default: wall time, peak RSS and what programs report).",
      valueName: "id or title"))
  var metric: [String] = []

  @Flag(
    help:
      "Tell the history again run by run: which runs would have alarmed. Wall time; text or json.")
  var replay = false

  @Option(help: "text, json, markdown or csv.")
  var format = ReportFormat.text

  func validate() throws {
    if replay && (format == .markdown || format == .csv || branch != nil || !metric.isEmpty) {
      throw ValidationError("--replay goes with --script, --since and --format text or json only")
    }
  }

  func run() async throws {
    let since = try since.map { try Timestamp(option: $0, name: "--since") }
    let configuration = try source.configuration()
    let loaded = try await source.load(configuration, since: since)
    var filter = Trends.Filter()
    filter.scripts = try loaded.collection.history.scriptGlobs(script)
    filter.metrics = try loaded.collection.history.metricGlobs(metric)
    if let branch {
      guard case .branch(let index) = try Selection(branch, in: loaded.collection).scope else {
        throw ValidationError("--branch takes the name of a branch, not \"\(branch)\"")
      }
      filter.branch = index
    }
    if replay {
      let leastEffect = configuration.rules.limit(.trend, script: "", metric: .executionTime)
      let replay = AlarmReplay(
        loaded.collection, filter: filter, leastEffect: leastEffect.value)
      let history = loaded.collection.history
      if format == .json {
        Console.write(replay.json(in: history).indented)
      } else {
        Console.write(replay.text(in: history))
      }
      return
    }
    let trends = await Trends.analyze(
      loaded.collection, filter: filter, rules: configuration.rules,
      tasks: FileSystem.processorCount)
    if trends.scripts.isEmpty && !script.isEmpty && trends.branch >= 0 {
      throw try await notMeasured(on: trends.branch, in: loaded.collection)
    }
    switch format {
    case .text: Console.write(trends.text)
    case .json: Console.write(trends.json.indented)
    case .markdown: Console.write(trends.markdown)
    case .csv: Console.write(trends.csv, terminator: "")
    }
  }

  /// What to say of scripts that exist, but have no executions on a branch.
  private func notMeasured(
    on branch: Int32, in collection: SeriesCollection
  ) async throws -> SelectionError {
    var filter = Trends.Filter()
    filter.branch = branch
    let all = await Trends.analyze(collection, filter: filter, tasks: FileSystem.processorCount)
    let history = collection.history
    return .notMeasured(
      names: script, place: "on branch \"\(history.branches[Int(branch)])\"",
      known: all.scripts.map { history.scripts[Int($0.script)] })
  }
}
