internal import ArgumentParser
internal import PerfCommandLine
internal import PerfTrace

/// What the gate is asked, shared by the commands that ask it.
struct GateOptionGroup: ParsableArguments {
  @OptionGroup var source: HistoryOptions

  @Option(
    help: ArgumentHelp(
      "The commit or branch to compare with (default: the merge base).", valueName: "revision"))
  var base: String?

  @Option(
    parsing: .number,
    help: ArgumentHelp(
      "The most earlier jobs that make a baseline (default: 30).", valueName: "jobs"))
  var window: Int?

  @Flag(help: "Fail if a script has nothing to be compared with.")
  var requireBaseline = false

  @Option(parsing: .number, help: ArgumentHelp("Longest median wall time: 15s.", valueName: "time"))
  var maxTime: String?

  @Option(
    parsing: .number,
    help: ArgumentHelp("Least share of executions that succeed: 85%.", valueName: "percent"))
  var successRate: String?

  @Option(
    parsing: .number,
    help: ArgumentHelp("Change for the worse that fails: 5%.", valueName: "percent"))
  var regression: String?

  @Option(
    parsing: .number,
    help: ArgumentHelp(
      "Standing change for the worse on the default branch that is told: 10%.",
      valueName: "percent"))
  var trend: String?

  func validate() throws {
    if let window, window < 1 {
      throw ValidationError("--window must be at least 1, not \(window)")
    }
    _ = try limits()
  }

  /// Loads the fossils and judges a candidate; `adjust` sets what only one command lets its users choose.
  func evaluate(
    _ candidate: String?, adjust: (inout GateRequest, History) throws -> Void = { _, _ in }
  ) async throws -> (loaded: LoadedHistory, report: GateReport) {
    var configuration = try source.configuration()
    for (kind, value) in try limits() {
      configuration.rules.general.limits[kind, default: LimitOverride()].value = value
    }
    let loaded = try await source.load(configuration)
    var notices: [GateNotice] = []
    let chosen = try await choose(candidate, in: loaded, notices: &notices)
    let ancestry = try await self.ancestry(of: chosen, in: loaded, notices: &notices)
    var request = GateRequest(
      candidate: chosen, ancestry: ancestry, rules: configuration.rules, now: .now())
    request.window = window ?? configuration.gate.window
    request.requiresBaseline = requireBaseline || configuration.gate.requiresBaseline
    try adjust(&request, loaded.collection.history)
    var report = await Gate(loaded.collection, request).evaluate()
    report.notices.insert(contentsOf: notices, at: 0)
    return (loaded, report)
  }

  private func limits() throws -> [(LimitKind, Double)] {
    var limits: [(LimitKind, Double)] = []
    let given: [(LimitKind, String?)] = [
      (.maxTime, maxTime), (.successRate, successRate), (.regression, regression), (.trend, trend),
    ]
    for (kind, text) in given {
      guard let text, let dimension = kind.dimension else { continue }
      let value = try UnitText.value(of: text, dimension, option: "--\(kind.rawValue)")
      limits.append((kind, value))
    }
    return limits
  }

  /// The commit that was asked for; else HEAD if it was measured; else the newest commit of all, which is said where it is of
  /// the same repository.
  private func choose(
    _ candidate: String?, in loaded: LoadedHistory, notices: inout [GateNotice]
  ) async throws -> Int32 {
    if let candidate { return try await loaded.commit(candidate) }
    let git = GitRevisions(folder: loaded.configuration.folder)
    let head = await git.resolve("HEAD")
    if let head, let commit = try? Selection.commit(head, in: loaded.collection) { return commit }
    let history = loaded.collection.history
    var isMeasured = [Bool](repeating: false, count: history.commits.count)
    for row in history.commit.indices
    where history.commit[row] >= 0 && !history.flags[row].contains(.excluded) {
      isMeasured[Int(history.commit[row])] = true
    }
    let newest = loaded.collection.order.commits.last { isMeasured[Int($0)] }
    guard let newest else { throw CheckError.nothingMeasured }
    let judged = history.commits[Int(newest)].sha
    if let head, await git.resolve(judged) != nil {
      notices.append(.headNotMeasured(head: head, judged: judged))
    }
    return newest
  }

  /// Where the candidate left the default branch, by git or by the fossils.
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
  /// No execution of the candidate, or of the scripts that were asked for, counts from an instant on.
  case nothingSince(Timestamp, sha: String, scripts: [String], newest: Timestamp)

  var summary: String {
    switch self {
    case .nothingMeasured: "no commit was ever measured"
    case .nothingSince(let since, let sha, let scripts, _):
      (scripts.isEmpty ? "nothing" : scripts.map { "\"\($0)\"" }.joined(separator: ", "))
        + " was measured at \(sha.prefix(10)) since \(since.iso8601)"
    }
  }

  var reason: String? {
    guard case .nothingSince(_, _, _, let newest) = self else { return nil }
    return "its newest execution began at \(newest.iso8601)"
  }

  var hint: String? {
    switch self {
    case .nothingMeasured: "`perftrace track SCRIPT` inside the repository measures the current one"
    case .nothingSince: "measure it with `perftrace track`, or name an earlier time with --since"
    }
  }
}
