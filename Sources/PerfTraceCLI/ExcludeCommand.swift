internal import ArgumentParser
internal import PerfCommandLine
internal import PerfTrace

struct ExcludeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "exclude",
    abstract: "Takes executions out of statistics; their fossils stay as they are.",
    discussion: """
      Writes perftrace-annotations.yml beside perftrace.yml, to be reviewed and committed. The site shows it.
      """)

  @Argument(help: ArgumentHelp("The identities of the fossils.", valueName: "id"))
  var fossils: [String]

  @Option(help: "Why they do not count.")
  var reason: String

  @OptionGroup var source: HistoryOptions

  func run() async throws {
    let configuration = try source.configuration()
    let loaded = try await source.load(configuration)
    let known = Set(loaded.collection.history.ids)
    var annotations = loaded.annotations
    for text in fossils {
      guard let id = FossilID(text) else { throw AnnotationError.malformedID(text) }
      guard known.contains(id) else { throw AnnotationError.unknownFossil(text) }
      annotations.excluded.removeAll { $0.fossil == id }
      annotations.excluded.append(Annotations.Exclusion(fossil: id, reason: reason))
    }
    try ConfigurationFile.write(annotations, beside: configuration)
    let count = fossils.count
    Console.write(
      "Excluded \(count) \(count == 1 ? "execution" : "executions") in "
        + ConfigurationFile.annotationsPath(beside: configuration) + ".")
  }
}
