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

  @OptionGroup var source: HistoryOptions

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp("Write into this file and not to standard output.", valueName: "file"))
  var output: String?

  @Option(
    name: .customLong("site-url"),
    help: ArgumentHelp("Address of the site, for links to its pages.", valueName: "address"))
  var siteURL: String?

  @Option(
    parsing: .number,
    help: ArgumentHelp("Only executions from then on: 2026-01-31, 14d.", valueName: "time"))
  var since: String?

  func run() async throws {
    let since = try since.map { try Timestamp(option: $0, name: "--since") }
    let configuration = try source.configuration()
    let loaded = try await source.load(configuration, recordedSince: since)
    let commandLine = loaded.commandLines
    let facts = TraceabilityFacts(of: loaded.collection) { commandLine(Int32($0)) }
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
