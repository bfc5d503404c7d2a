internal import ArgumentParser
internal import PerfCommandLine
internal import PerfSite
internal import PerfTrace

struct CheckCommand: AsyncParsableCommand {
  private static let shownFindings = 50

  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Checks a built site: links, anchors, other hosts, sizes, names that clash.",
    discussion: "Exits with 1 if anything is wrong.")

  @Argument(help: "The site's folder.")
  var folder = "site"

  @Option(
    name: .customLong("base-url"),
    help: ArgumentHelp(
      "Where the site will be found: its own address, not another host's.", valueName: "url"))
  var baseURL: String?

  func run() async throws {
    let check = try SiteCheck(folder: folder, baseURL: baseURL)
    for finding in check.findings.prefix(Self.shownFindings) { Console.write(finding.words) }
    if check.findings.count > Self.shownFindings {
      Console.write("and \(check.findings.count - Self.shownFindings) more")
    }
    let size = Quantity(Double(check.bytes), .bytes).text
    let state =
      check.findings.isEmpty ? "nothing wrong" : "\(Quantity.count(check.findings.count)) found"
    Console.write("\(folder): \(Quantity.count(check.files)) files, \(size); \(state)")
    if !check.findings.isEmpty { throw ExitCode.failure }
  }
}
