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

  @Argument(
    help: ArgumentHelp(
      "The identities of the fossils, or their beginnings, as `perftrace log` shows them.",
      valueName: "id"))
  var fossils: [String]

  @Option(help: "Why they do not count.")
  var reason: String

  @OptionGroup var source: HistoryOptions

  func validate() throws { try AnnotationOptions.requireReason(reason) }

  func run() async throws {
    let configuration = try source.configuration()
    let loaded = try await source.load(configuration)
    let history = loaded.collection.history
    var annotations = loaded.annotations
    var (added, changed, unchanged) = (0, 0, 0)
    var named: Set<FossilID> = []
    for text in fossils {
      let id = try history.fossil(named: text)
      guard named.insert(id).inserted else { continue }
      switch annotations.exclude(id, reason: reason) {
      case .added: added += 1
      case .changedReason: changed += 1
      case .unchanged: unchanged += 1
      }
    }
    let path = ConfigurationFile.annotationsPath(beside: configuration)
    if added + changed > 0 { try ConfigurationFile.write(annotations, beside: configuration) }
    if added > 0 { Console.write("Excluded \(Self.executions(added)) in \(path).") }
    if changed > 0 {
      Console.write("Changed the reason of \(Self.executions(changed)) in \(path).")
    }
    if unchanged > 0 {
      let verb = unchanged == 1 ? "was" : "were"
      Console.write("\(Self.executions(unchanged)) \(verb) excluded already, for that reason.")
    }
  }

  private static func executions(_ count: Int) -> String {
    "\(count) \(count == 1 ? "execution" : "executions")"
  }
}
