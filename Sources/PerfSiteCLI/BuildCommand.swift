internal import ArgumentParser
internal import PerfCommandLine
internal import PerfSite
internal import PerfTrace

struct BuildCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build", abstract: "Makes the site of all fossils, or brings it up to date.")

  @OptionGroup var options: BuildOptionGroup

  func run() async throws {
    let report = try await SiteBuild(options).run()
    Console.write(Self.words(report, output: options.output))
  }

  /// What was written, skipped and removed, how large the site is, and how long it took.
  static func words(
    _ report: SiteBuild.Report, output: String
  ) -> String {
    let summary = report.summary
    func seconds(_ duration: Duration) -> String {
      Quantity(duration / .seconds(1), .seconds).text
    }
    let changes = [
      "\(Quantity.count(summary.written)) written",
      "\(Quantity.count(summary.unchanged)) unchanged",
      "\(Quantity.count(summary.removed)) removed",
    ].joined(separator: ", ")
    let size = Quantity(Double(summary.bytes), .bytes).text
    let time = "\(seconds(report.duration)), of which \(seconds(report.reading)) to read the store"
    return
      "\(output)/index.html: \(Quantity.count(summary.files)) files, \(size); \(changes); \(time)"
  }
}
