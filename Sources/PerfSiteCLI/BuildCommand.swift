internal import ArgumentParser
internal import PerfCommandLine
internal import PerfSite
internal import PerfTrace

struct BuildCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build", abstract: "Makes the site of all fossils, or brings it up to date.")

  @OptionGroup var options: BuildOptionGroup

  func run() async throws {
    let start = ContinuousClock.now
    let summary = try await SiteBuild(options).run()
    Console.write(
      Self.words(summary, output: options.output, duration: ContinuousClock.now - start))
  }

  /// What was written, skipped and removed, how large the site is, and how long it took.
  static func words(
    _ summary: SiteWriter.Summary, output: String, duration: Duration
  ) -> String {
    let seconds =
      Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
    let changes = [
      "\(Quantity.count(summary.written)) written",
      "\(Quantity.count(summary.unchanged)) unchanged",
      "\(Quantity.count(summary.removed)) removed",
    ].joined(separator: ", ")
    let size = Quantity(Double(summary.bytes), .bytes).text
    return
      "\(output)/index.html: \(Quantity.count(summary.files)) files, \(size); \(changes); \(Quantity(seconds, .seconds).text)"
  }
}
