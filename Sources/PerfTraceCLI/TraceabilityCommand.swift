internal import ArgumentParser
internal import PerfCommandLine
internal import PerfTrace

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

struct TraceabilityCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "traceability",
    abstract: "Writes the traceability report: what was recorded, what changed, and what to do.")

  @Option(help: ArgumentHelp("The folder of the fossils (default: fossils).", valueName: "folder"))
  var store: String?

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp("Write into this file and not to standard output.", valueName: "file"))
  var output: String?

  @Option(
    name: .customLong("site-url"),
    help: ArgumentHelp("Address of the site, for links to its pages.", valueName: "address"))
  var siteURL: String?

  @Option(
    help: ArgumentHelp("Tell executions from this day or instant on only.", valueName: "date"))
  var since: String?

  @Option(
    help: ArgumentHelp("Read this file and not the nearest perftrace.yml.", valueName: "file"))
  var config: String?

  func run() async throws {
    let configuration = try ConfigurationFile.load(path: config)
    let annotations = try ConfigurationFile.loadAnnotations(beside: configuration)
    let store = FossilStore(root: store ?? configuration.storePath)
    var (history, diagnostics) = try await store.loadUsableHistory()
    for diagnostic in diagnostics.prefix(10) {
      Console.writeError(
        DiagnosisRenderer.render(diagnostic, program: "perftrace", severity: "warning"))
    }
    if let since {
      guard let instant = Timestamp(iso8601: since) ?? Timestamp(iso8601: since + "T00:00") else {
        throw ValidationError("cannot read the date \"\(since)\"; write it as 2026-05-31")
      }
      history = history.since(instant)
    }
    history.apply(annotations)
    let whole = history
    let collection = SeriesCollection(whole, defaultBranch: configuration.defaultBranch)
    let facts = TraceabilityFacts(of: collection) { row in
      (try? store.fossil(at: whole.location[row], in: whole))?.command ?? []
    }
    let limit = configuration.rules.limit(.trend, script: "", metric: Metric.executionTime).value
    let site = siteURL.map { PageAddress.absolute("", site: $0) }
    let report = TraceabilityReport(facts: facts, site: site, trendLimit: limit)
    guard let output else { return Console.write(report.markdown, terminator: "") }
    do {
      try Data(report.markdown.utf8).write(to: URL(filePath: output), options: .atomic)
    } catch {
      throw ReportError.cannotWrite(path: output)
    }
  }
}
