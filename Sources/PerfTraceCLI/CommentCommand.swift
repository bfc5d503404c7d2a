internal import ArgumentParser
internal import PerfCommandLine
internal import PerfTrace

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

struct CommentCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "comment",
    abstract: "Writes the comment of a pull request, or posts it with --post.",
    discussion: """
      Posting finds the one comment by its marker and updates it in place, by gh. Where the token may not comment, the text \
      goes into the step's summary instead.
      """)

  @OptionGroup var gate: GateOptionGroup

  @Option(
    help: ArgumentHelp(
      "The commit or branch that is judged (default: HEAD, or the newest measured).",
      valueName: "revision"))
  var head: String?

  @Option(help: ArgumentHelp("Address of the published site, for links.", valueName: "url"))
  var siteURL: String?

  @Option(help: ArgumentHelp("Address of the run that has site and fossils.", valueName: "url"))
  var artifactURL: String?

  @Flag(help: "A single line if nothing must be looked at.")
  var quiet = false

  @Option(help: ArgumentHelp("Write it to this file.", valueName: "file"))
  var output: String?

  @Flag(help: "For GitHub Actions: output page_url, the address of the commit's page.")
  var github = false

  @Flag(help: "Post it, or update the comment that is there.")
  var post = false

  @Option(parsing: .number, help: ArgumentHelp("The pull request to post to.", valueName: "number"))
  var pullRequest: Int?

  @Option(
    help: ArgumentHelp(
      "Login whose comments are ours; nobody else's is touched.", valueName: "login"))
  var author = "github-actions[bot]"

  func validate() throws {
    if let pullRequest, pullRequest < 1 {
      throw ValidationError("--pull-request must be at least 1, not \(pullRequest)")
    }
    guard !post || pullRequest != nil else { throw ValidationError("--post needs --pull-request") }
  }

  func run() async throws {
    let (loaded, report) = try await gate.evaluate(head)
    let history = loaded.collection.history
    let content = GateMarkdown(
      report, of: history, links: .init(site: siteURL, artifact: artifactURL),
      commandLine: loaded.commandLines)
    let base = loaded.collection.lines.defaultBranch
    let comment = PullRequestComment(
      content: content, base: base >= 0 ? history.branches[Int(base)] : "",
      head: head ?? branch(of: report.candidate, in: history))
    let text = comment.render(quiet: quiet)
    if github, let siteURL, report.candidate >= 0 {
      let page = PageAddress.commit(history.commits[Int(report.candidate)].sha)
      try ActionsFiles(environment: ProcessInfo.processInfo.environment)
        .appendOutput("page_url", PageAddress.absolute(page, site: siteURL))
    }
    guard post, let pullRequest else { return try OutputText.write(text, to: output) }

    let environment = ProcessInfo.processInfo.environment
    guard let api = GitHubAPI(actions: environment) else {
      throw ValidationError("GITHUB_REPOSITORY is not set; posting works in GitHub Actions")
    }
    switch try await CommentPost(api: api, pullRequest: pullRequest, author: author).post(text) {
    case .created(let url): Console.write("created \(url)")
    case .updated(let url): Console.write("updated \(url)")
    case .forbidden(let why):
      try ActionsFiles(environment: environment).appendSummary(text)
      Console.writeError(
        "perftrace: warning: the token may not comment (\(why)); the text is in the step's summary")
    }
  }

  /// The branch that a commit was last measured on; its hash where no branch is known.
  private func branch(of commit: Int32, in history: History) -> String {
    let row = history.commit.lastIndex(of: commit)
    guard let row, history.branch[row] >= 0 else {
      return commit >= 0 ? history.commits[Int(commit)].sha : ""
    }
    return history.branches[Int(history.branch[row])]
  }
}
