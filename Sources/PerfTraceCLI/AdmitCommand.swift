internal import ArgumentParser
internal import PerfCommandLine
internal import PerfTrace

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

struct AdmitCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "admit",
    abstract: "Takes the fossils out of a pull request's artifact, strictly checked.",
    discussion: """
      For the workflow that comments on pull requests: runs on the event workflow_run, asks GitHub by gh for the pull \
      request and the commit, and trusts nothing in the artifact but its numbers. Writes the step's outputs "number" and \
      "fossils"; without an open pull request it writes none and ends with status 0.
      """)

  @Option(help: "Name of the artifact that the tracking workflow uploaded.")
  var artifact = "performance"

  @Option(help: ArgumentHelp("Store to write the admitted fossils to.", valueName: "dir"))
  var into: String

  func run() async throws {
    let environment = ProcessInfo.processInfo.environment
    guard let api = GitHubAPI(actions: environment) else {
      throw ValidationError("GITHUB_REPOSITORY is not set; this works in GitHub Actions")
    }
    let run = try TrackingRun(eventFile: environment["GITHUB_EVENT_PATH"] ?? "")
    guard let number = try await run.findPullRequest(by: api) else {
      Console.write("no open pull request has the measured commit as its head; nothing to do")
      return
    }
    let git = try await run.commit(by: api)
    let admission = ArtifactAdmission(claim: .init(pullRequest: number, run: run, git: git))
    let fossils = try await admission.admit(artifact: artifact, by: api)
    let writer = try FossilStore(root: into).makeWriter(
      batch: "pull-\(number)-\(run.id)", startedAt: run.startedAt)
    try writer.append(all: fossils)
    let files = ActionsFiles(environment: environment)
    try files.appendOutput("number", "\(number)")
    try files.appendOutput("fossils", "\(fossils.count)")
    Console.write("admitted \(Quantity.count(fossils.count)) fossils of pull request \(number)")
  }
}
