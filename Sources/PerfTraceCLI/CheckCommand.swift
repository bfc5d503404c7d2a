internal import ArgumentParser
internal import PerfCommandLine
internal import PerfTrace

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

  @OptionGroup var source: HistoryOptions

  @Option(
    help: ArgumentHelp(
      "The commit or branch to compare with (default: the merge base).", valueName: "revision"))
  var base: String?

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp("Only scripts of this name; * and ? stand for others.", valueName: "pattern")
  )
  var script: [String] = []

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp("Only this metric (default: those whose limits are on).", valueName: "id"))
  var metric: [String] = []

  @Option(help: "single, first (names suspects, fails nothing for being slower) or second.")
  var stage = GateRequest.Stage.single

  @Option(
    help: ArgumentHelp(
      "Only executions from then on, on both sides: a second stage's.", valueName: "time"))
  var since: String?

  @Option(
    help: ArgumentHelp(
      "In a second stage: how many scripts the first one judged.", valueName: "count"))
  var gated: Int?

  @Option(
    help: ArgumentHelp(
      "The most earlier jobs that make a baseline (default: 30).", valueName: "jobs"))
  var window: Int?

  @Flag(help: "Fail if a script has nothing to be compared with.")
  var requireBaseline = false

  @Option(help: ArgumentHelp("Longest median wall time: 15s.", valueName: "time"))
  var maxTime: String?

  @Option(help: ArgumentHelp("Least share of executions that succeed: 85%.", valueName: "percent"))
  var successRate: String?

  @Option(help: ArgumentHelp("Change for the worse that fails: 5%.", valueName: "percent"))
  var regression: String?

  @Option(help: "text, json, markdown or csv.")
  var format = ReportFormat.text

  func validate() throws {
    if let window, window < 1 {
      throw ValidationError("--window must be at least 1, not \(window)")
    }
    if let gated, gated < 1 { throw ValidationError("--gated must be at least 1, not \(gated)") }
    _ = try limits()
  }

  func run() async throws {
    var configuration = try source.configuration()
    for (kind, value) in try limits() {
      configuration.rules.general.limits[kind, default: LimitOverride()].value = value
    }
    let since = try since.map { try Timestamp(option: $0, name: "--since") }
    let loaded = try await source.load(configuration)
    let collection = loaded.collection
    let history = collection.history
    let chosen = try await chooseCandidate(in: loaded)

    var notices: [GateNotice] = []
    let ancestry = try await self.ancestry(of: chosen, in: loaded, notices: &notices)
    var request = GateRequest(
      candidate: chosen, ancestry: ancestry, rules: configuration.rules, now: .now())
    request.annotations = loaded.annotations
    request.stage = stage
    request.since = since
    request.scripts = script.map { Glob($0) }
    request.metrics = metric.map { Glob($0) }
    request.window = window ?? configuration.gate.window
    request.gatedScripts = gated
    request.requiresBaseline = requireBaseline || configuration.gate.requiresBaseline
    var report = Gate(collection, request).evaluate()
    report.notices.insert(contentsOf: notices, at: 0)
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
    if report.isExceeded { throw ExitCode(2) }
  }

  private func limits() throws -> [(LimitKind, Double)] {
    var limits: [(LimitKind, Double)] = []
    let given: [(LimitKind, String?, UnitText.Dimension)] = [
      (.maxTime, maxTime, .duration), (.successRate, successRate, .share),
      (.regression, regression, .share),
    ]
    for (kind, text, dimension) in given {
      guard let text else { continue }
      do {
        limits.append((kind, try UnitText.value(of: text, dimension)))
      } catch {
        let hint = error.suggestion.map { ": write \($0)" } ?? ""
        throw ValidationError("\"\(text)\" is no value for --\(kind.rawValue): \(error.why)\(hint)")
      }
    }
    return limits
  }

  /// The commit that was asked for; else HEAD if it was measured; else the newest commit of all.
  private func chooseCandidate(in loaded: LoadedHistory) async throws -> Int32 {
    if let candidate { return try await loaded.commit(candidate) }
    if let head = await GitRevisions(folder: loaded.configuration.folder).resolve("HEAD"),
      let commit = try? Selection.commit(head, in: loaded.collection)
    {
      return commit
    }
    guard let newest = loaded.collection.history.commit.last(where: { $0 >= 0 }) else {
      throw CheckError.nothingMeasured
    }
    return newest
  }

  private func ancestry(
    of candidate: Int32, in loaded: LoadedHistory, notices: inout [GateNotice]
  ) async throws -> BaseAncestry {
    let collection = loaded.collection
    if let base {
      return BaseAncestry(
        candidate: candidate, in: collection, given: try await loaded.commit(base))
    }
    let history = collection.history
    let sha = history.commits[Int(candidate)].sha
    let branch = collection.lines.defaultBranch
    guard branch >= 0 else { return BaseAncestry(candidate: candidate, in: collection) }
    let name = history.branches[Int(branch)]
    let git = GitRevisions(folder: loaded.configuration.folder)
    switch await git.mergeBase(sha, bases: ["refs/remotes/origin/\(name)", "refs/heads/\(name)"]) {
    case .found(_, let ancestors):
      return BaseAncestry(candidate: candidate, in: collection, gitAncestors: ancestors)
    case .shallow:
      let ancestry = BaseAncestry(candidate: candidate, in: collection)
      if ancestry.source == .time { notices.append(.shallowClone) }
      return ancestry
    case .unknown:
      return BaseAncestry(candidate: candidate, in: collection)
    }
  }
}

/// Why there is nothing to check.
enum CheckError: Diagnosis {
  case nothingMeasured

  var summary: String { "no commit was ever measured" }
  var hint: String? { "`perftrace track SCRIPT` inside the repository measures the current one" }
}

extension GateRequest.Stage: ExpressibleByArgument {}
