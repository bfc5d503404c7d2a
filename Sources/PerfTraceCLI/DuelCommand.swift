internal import ArgumentParser
internal import PerfCommandLine
internal import PerfTrace

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

struct DuelCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "duel",
    abstract: "Measures two revisions in turn on this machine, and compares them.",
    usage: "perftrace duel [options] BASE HEAD -- COMMAND [ARG…]",
    discussion: """
      Both revisions are checked out beside the work tree, prepared by --prepare, and measured A B B A … by the command, which \
      runs in each checkout's folder. Executions are recorded, so that `perftrace check` can judge them as of one job.
      """)

  @Argument(help: ArgumentHelp("The revision to compare with.", valueName: "base"))
  var base: String

  @Argument(help: ArgumentHelp("The revision to judge.", valueName: "head"))
  var head: String

  @Option(parsing: .number, help: "Measured executions of each revision.")
  var runs = 10

  @Option(
    parsing: .number,
    help: "Executions of each revision before the measured ones whose measurements do not count.")
  var warmup = 1

  @Option(
    help: ArgumentHelp(
      "Shell command run once in each checkout, such as a build.", valueName: "command"))
  var prepare: String?

  @Option(
    parsing: .number,
    help: ArgumentHelp("End an execution after this time: 500ms, 30s, 2min.", valueName: "time"))
  var timeout: String?

  @Option(help: "The name of the records (default: the command line).")
  var name: String?

  @OptionGroup var source: HistoryOptions

  @Option(help: "text, json, markdown or csv.")
  var format = ReportFormat.text

  @Argument(
    parsing: .postTerminator,
    help: ArgumentHelp("The command and its arguments.", valueName: "command"))
  var words: [String] = []

  func validate() throws {
    if runs < 1 { throw ValidationError("--runs must be at least 1, not \(runs)") }
    if warmup < 0 { throw ValidationError("--warmup must be at least 0, not \(warmup)") }
    if words.isEmpty { throw ValidationError("missing the command after --") }
    _ = try timeout.map { try ExecutionOptionGroup.duration($0, option: "--timeout") }
  }

  func run() async throws {
    // First of all, while this program is small: commands are born with the launcher's size.
    let launcher = try Launcher()
    let configuration = try source.configuration()
    let store = FossilStore(root: source.store ?? configuration.storePath)
    let batch = FossilID.recorded().description
    // The store is opened before long work begins.
    let writer = try store.makeWriter(batch: batch, startedAt: .now())

    let folder = FileManager.default.temporaryDirectory.path + "/perftrace-duel-" + batch
    let baseTree = try await GitWorktree(of: base, in: folder + "-base")
    let headTree: GitWorktree
    do {
      headTree = try await GitWorktree(of: head, in: folder + "-head")
    } catch {
      await baseTree.remove()
      throw error
    }
    let fossils: [Fossil]
    do {
      guard baseTree.sha != headTree.sha else { throw DuelError.sameRevision(base, head) }
      await warnOfUncommittedChanges(beside: headTree)
      fossils = try await measure(
        baseTree, headTree, launcher: launcher, configuration: configuration, batch: batch,
        writer: writer)
    } catch {
      await baseTree.remove()
      await headTree.remove()
      if let signal = launcher.interruption { throw ExitCode(128 + Int32(signal)) }
      throw error
    }
    await baseTree.remove()
    await headTree.remove()
    if let signal = launcher.interruption {
      Console.writeError("perftrace: interrupted; \(fossils.count.of("execution")) recorded")
      throw ExitCode(128 + Int32(signal))
    }
    try tell(
      fossils, baseSHA: baseTree.sha, headSHA: headTree.sha, configuration: configuration)
  }

  /// What is not committed is in no checkout.
  private func warnOfUncommittedChanges(beside headTree: GitWorktree) async {
    let here = await GitProbe.snapshot(in: nil)
    guard here.record?.dirty == true, here.sha == headTree.sha else { return }
    Console.writeError(
      "perftrace: warning: changes that are not committed are not measured; \"\(head)\" is")
  }

  private func measure(
    _ baseTree: GitWorktree, _ headTree: GitWorktree, launcher: Launcher,
    configuration: Configuration, batch: String, writer: FossilWriter
  ) async throws -> [Fossil] {
    let preferred = source.defaultBranch ?? configuration.defaultBranch ?? "main"
    var command = Command.commandLine(words.map { Array($0.utf8) }, name: name)
    if let name { command.name = name }
    var duel = Duel(
      command: command,
      base: await side(baseTree, base, preferred), head: await side(headTree, head, preferred))
    duel.runs = runs
    duel.warmups = warmup
    duel.options.timeout = try timeout.map {
      try ExecutionOptionGroup.duration($0, option: "--timeout")
    }
    var probe = EnvironmentProbe()
    let environment = await probe.environment(for: command)
    var fossils: [Fossil] = []
    try await launcher.watchingForInterruptions {
      if let prepare {
        for (side, revision) in [(duel.base, base), (duel.head, head)] {
          if let ending = try duel.prepare(side, by: prepare, with: launcher) {
            throw DuelError.preparationFailed(revision, ending: ending)
          }
        }
      }
      try duel.run(with: launcher, environment: environment, batch: batch) { fossil in
        try writer.append(fossil)
        fossils.append(fossil)
        if let failure = fossil.outcome.failure {
          throw DuelError.notStarted(
            fossil.gitSHA == baseTree.sha ? base : head, failure: failure,
            isPrepared: prepare != nil)
        }
      }
    }
    return fossils
  }

  private func side(
    _ tree: GitWorktree, _ revision: String, _ preferred: String
  ) async -> Duel.Side {
    var snapshot = await GitProbe.snapshot(in: tree.folder)
    snapshot.branch = await tree.branch(named: revision, preferred: preferred)
    return Duel.Side(folder: tree.folder, revision: Revision(git: snapshot))
  }

  private func tell(
    _ fossils: [Fossil], baseSHA: String, headSHA: String, configuration: Configuration
  ) throws {
    let collection = SeriesCollection(History(fossils: fossils))
    let comparisons = try Comparator(
      collection, base: Selection(baseSHA, in: collection),
      head: Selection(headSHA, in: collection),
      rules: configuration.rules
    ).compareAll()
    ComparisonPrinter(base: base, head: head, format: format)
      .print(comparisons, in: collection.history)
    for (sha, revision) in [(baseSHA, base), (headSHA, head)] {
      let measured = fossils.filter { $0.gitSHA == sha && $0.run?.warmup != true }
      guard let last = measured.last, !measured.contains(where: \.succeeded) else { continue }
      throw DuelError.nothingSucceeded(
        revision, executions: measured.count, timedOut: last.outcome.timedOut,
        exitCode: last.exitCode)
    }
  }

}

/// Why a duel was not fought to its end.
enum DuelError: Diagnosis {
  case preparationFailed(String, ending: String)
  case sameRevision(String, String)
  case notStarted(String, failure: String, isPrepared: Bool)
  case nothingSucceeded(String, executions: Int, timedOut: Bool, exitCode: Int?)

  var summary: String {
    switch self {
    case .preparationFailed(let revision, let ending):
      "the prepare command \(ending) at \"\(revision)\""
    case .sameRevision(let base, let head):
      "\"\(base)\" and \"\(head)\" are the same commit"
    case .notStarted(let revision, _, _): "the command cannot be started at \"\(revision)\""
    case .nothingSucceeded(let revision, let executions, let timedOut, let exitCode):
      "no execution succeeded at \"\(revision)\" of \(executions): "
        + (timedOut
          ? "the last one timed out"
          : "the last one ended with exit status \(exitCode.map(String.init) ?? "unknown")")
    }
  }

  var reason: String? {
    if case .notStarted(_, let failure, _) = self { failure } else { nil }
  }

  var hint: String? {
    switch self {
    case .preparationFailed: nil
    case .sameRevision:
      "commit what is to be judged: changes that are not committed are in no revision"
    case .notStarted(_, _, let isPrepared):
      isPrepared
        ? "it is looked for in the checkout's top folder and on PATH"
        : "it is looked for in the checkout's top folder and on PATH; what must be built first is --prepare's"
    case .nothingSucceeded: "run it in that revision by hand and look at what it says"
    }
  }
}
