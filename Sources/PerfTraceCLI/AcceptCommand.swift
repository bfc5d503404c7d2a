internal import ArgumentParser
internal import PerfCommandLine
internal import PerfTrace

struct AcceptCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "accept",
    abstract: "Notes that a commit's change is known and wanted: baselines start anew with it.",
    discussion: """
      Writes perftrace-annotations.yml beside perftrace.yml, to be reviewed and committed. The site shows it.
      """)

  @Argument(help: ArgumentHelp("The commit that brought the change.", valueName: "commit"))
  var commit: String

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp("Scripts that it is about; * and ? stand for others.", valueName: "pattern"))
  var script: [String]

  @Option(
    help: ArgumentHelp(
      "Only this metric, by id or title (default: all).", valueName: "pattern"))
  var metric: String?

  @Option(help: "Why it is accepted.")
  var reason: String

  @OptionGroup var source: HistoryOptions

  func validate() throws { try AnnotationOptions.requireReason(reason) }

  func run() async throws {
    let configuration = try source.configuration()
    let loaded = try await source.load(configuration)
    let history = loaded.collection.history
    let sha = history.commits[Int(try await loaded.commit(commit))].sha
    let metric = try metric.map { try history.metricGlob($0) }
    var annotations = loaded.annotations
    var outcomes: [Annotations.Outcome] = []
    for glob in try history.scriptGlobs(script) {
      outcomes.append(
        annotations.accept(.init(script: glob, metric: metric, commit: sha, reason: reason)))
    }
    guard outcomes.contains(where: { $0 != .unchanged }) else {
      return Console.write("\(sha.prefix(10)) was accepted already, for that reason.")
    }
    try ConfigurationFile.write(annotations, beside: configuration)
    let path = ConfigurationFile.annotationsPath(beside: configuration)
    Console.write(
      outcomes.contains(.added)
        ? "Accepted \(sha.prefix(10)) in \(path)."
        : "Changed the reason of \(sha.prefix(10)) in \(path).")
  }
}

/// What `accept` and `exclude` ask of their options.
enum AnnotationOptions {
  /// Whoever reads the annotation later needs to know why.
  static func requireReason(_ text: String) throws(ValidationError) {
    if text.allSatisfy(\.isWhitespace) { throw ValidationError("--reason must not be empty") }
  }
}
