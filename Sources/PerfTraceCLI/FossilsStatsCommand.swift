internal import ArgumentParser
internal import PerfCommandLine
internal import PerfTrace

struct FossilsStatsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stats",
    abstract: "Tells how many fossils there are and how much room they take.")

  @OptionGroup var storeOptions: StoreOptionGroup

  @Option(help: "text or json.")
  var format = StatsFormat.text

  enum StatsFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json
  }

  func run() async throws {
    let (statistics, diagnostics) = try await storeOptions.store().statistics()
    StoreOptionGroup.warn(diagnostics)
    switch format {
    case .text: Console.write(statistics.lines.joined(separator: "\n"))
    case .json: Console.write(statistics.json.indented)
    }
  }
}
