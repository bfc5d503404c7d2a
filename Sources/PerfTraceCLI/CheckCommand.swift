internal import ArgumentParser
internal import PerfCommandLine
internal import PerfTrace

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Checks a commit against the limits and against the default branch before it.",
    discussion: """
      Exit status 2 if a limit is exceeded. In two stages (--stage first, then --stage second with the suspects measured \
      afresh) unchanged scripts fail some thirty times less often than in one.
      """)

  @Argument(help: "The commit or branch to check (default: HEAD, or the newest commit measured).")
  var candidate: String?

  @OptionGroup var gate: GateOptionGroup

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp("Only scripts of this name; * and ? stand for others.", valueName: "pattern")
  )
  var script: [String] = []

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "Only this metric (default: those whose limits are on).", valueName: "id or title"))
  var metric: [String] = []

  @Option(help: "single, first (names suspects, fails nothing for being slower) or second.")
  var stage = GateRequest.Stage.single

  @Option(
    parsing: .number,
    help: ArgumentHelp(
      "Only executions from then on, on both sides: a second stage's.", valueName: "time"))
  var since: String?

  @Option(
    parsing: .number,
    help: ArgumentHelp(
      "In a second stage: how many scripts the first one judged.", valueName: "count"))
  var gated: Int?

  @Option(help: "text, json, markdown or csv.")
  var format = ReportFormat.text

  @Flag(
    help:
      "For GitHub Actions: annotations, the step's summary, and outputs verdict, regressed, improved, scripts."
  )
  var github = false

  @Option(help: ArgumentHelp("Also write the gate as JUnit XML.", valueName: "file"))
  var junit: String?

  @Flag(help: "Notify of exceeded limits and regressions.")
  var notify = false

  func validate() throws {
    if let gated, gated < 1 { throw ValidationError("--gated must be at least 1, not \(gated)") }
  }

  func run() async throws {
    let since = try since.map { try Timestamp(option: $0, name: "--since") }
    var (loaded, report) = try await gate.evaluate(candidate) { request, history in
      request.stage = stage
      request.since = since
      request.scripts = try history.scriptGlobs(script)
      request.metrics = try history.metricGlobs(metric)
      request.gatedScripts = gated
    }
    let history = loaded.collection.history
    let unfitting = loaded.configuration.limitsWithoutScript(in: history)
    if !unfitting.isEmpty { report.notices.append(.unfittingLimits(unfitting)) }
    if let since, report.scriptCount == 0,
      let newest = history.newestTime(
        ofCommit: report.candidate, scripts: try history.scriptGlobs(script))
    {
      throw CheckError.nothingSince(
        since, sha: history.commits[Int(report.candidate)].sha, scripts: script, newest: newest)
    }
    if report.scriptCount == 0, !script.isEmpty, report.candidate >= 0 {
      let measured = Set(
        history.commit.indices.filter {
          history.commit[$0] == report.candidate && history.script[$0] >= 0
        }
        .map { history.scripts[Int(history.script[$0])] })
      throw SelectionError.notMeasured(
        names: script, place: "at \(history.commits[Int(report.candidate)].sha.prefix(10))",
        known: measured.sorted())
    }
    for notice in report.notices {
      Console.writeError(
        DiagnosisRenderer.render(notice, program: "perftrace", severity: "warning"))
    }
    switch format {
    case .text: Console.write(report.text(in: history))
    case .json: Console.write(report.json(in: history).indented)
    case .markdown: Console.write(report.markdown(in: history))
    case .csv: Console.write(Comparison.csv(report.comparisons, in: history), terminator: "")
    }
    if let junit { try OutputText.write(GateJUnit.document(report, of: history), to: junit) }
    if github { try tellGitHub(report, loaded) }
    if notify { await report.notification(in: history)?.deliver(to: loaded.configuration.webhooks) }
    if report.isExceeded { throw ExitCode(2) }
  }

}

extension CheckCommand {
  private func tellGitHub(_ report: GateReport, _ loaded: LoadedHistory) throws {
    let history = loaded.collection.history
    let commandLine = loaded.commandLines
    let environment = ProcessInfo.processInfo.environment
    let workspace = RepositoryFiles(root: environment["GITHUB_WORKSPACE"])
    for command in WorkflowCommand.annotations(
      for: report, of: history, commandLine: commandLine, file: workspace.relativePath)
    {
      Console.write(command.line)
    }
    let files = ActionsFiles(environment: environment)
    let content = GateMarkdown(report, of: history, links: .init(), commandLine: commandLine)
    try files.appendSummary(PullRequestComment(content: content, base: "", head: "").render())
    try files.appendOutput("verdict", content.verdict.word.replacing(" ", with: "-"))
    try files.appendOutput("regressed", "\(content.count { $0 == .regressed })")
    try files.appendOutput("improved", "\(content.count { $0 == .improved })")
    try files.appendOutput("scripts", "\(report.scriptCount)")
  }
}

extension GateRequest.Stage: ExpressibleByArgument {}
