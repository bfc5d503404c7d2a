internal import ArgumentParser
internal import PerfCommandLine
internal import PerfSite
internal import PerfTrace

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// The options that `build` and `serve` share.
struct BuildOptionGroup: ParsableArguments {
  @Option(help: ArgumentHelp("The folder of the fossils (default: fossils).", valueName: "folder"))
  var store: String?

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp("Where the site goes.", valueName: "folder"))
  var output = "site"

  @Option(
    parsing: .number,
    help: ArgumentHelp(
      "Show only executions from this day or instant on, such as 2026-05-31.", valueName: "date"))
  var since: String?

  @Option(
    name: .long, parsing: .number,
    help: ArgumentHelp("Make pages for the newest commits only.", valueName: "number"))
  var maxCommitPages: Int?

  @Option(
    name: .customLong("base-url"),
    help: ArgumentHelp(
      "Address that the site will have; makes a sitemap and absolute links in the feed.",
      valueName: "address"))
  var baseURL: String?

  @Option(help: "What the site is called (default: Performance).")
  var title: String?

  @Option(
    name: .customLong("repository-url"),
    help: ArgumentHelp(
      "Address of the measured project, for links to commits.", valueName: "address"))
  var repositoryURL: String?

  @Option(help: ArgumentHelp("Branch that the others are compared with.", valueName: "branch"))
  var defaultBranch: String?

  @Option(
    help: ArgumentHelp(
      "Folder of templates that override built-in ones, file by file.", valueName: "folder"))
  var templates: String?

  @Option(
    help: ArgumentHelp("Read this file and not the nearest perftrace.yml.", valueName: "file"))
  var config: String?

  @Option(
    parsing: .number,
    help: ArgumentHelp("Tasks at once (default: one a processor).", valueName: "number"))
  var jobs: Int?

  func validate() throws {
    if let maxCommitPages, maxCommitPages < 0 {
      throw ValidationError("--max-commit-pages must be at least 0, not \(maxCommitPages)")
    }
    if let jobs, jobs < 1 { throw ValidationError("--jobs must be at least 1, not \(jobs)") }
    if output.isEmpty { throw ValidationError("--output must not be empty") }
  }
}
