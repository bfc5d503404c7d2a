internal import ArgumentParser
internal import PerfCommandLine
internal import PerfInterchange
internal import PerfTrace

struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract:
      "Adds the results of another tool to the store; what is there already is not added twice.",
    discussion: "Formats: auto, or\n"
      + ImportFormats.all.sorted { $0.name < $1.name }
      .map { "  \(([$0.name] + $0.aliases).joined(separator: " or ")): \($0.title)" }
      .joined(separator: "\n"))

  @Argument(help: "One of the above; auto recognises a file by its content.")
  var format: String

  @Argument(
    help: ArgumentHelp(
      "Files, folders (for a named format), or - for standard input.", valueName: "file"))
  var files: [String]

  @Flag(help: "Tell what would be added, and add nothing.")
  var dryRun = false

  @Option(help: "The branch of results that name none.")
  var branch: String?

  @Option(help: "The commit of results that name none.")
  var commit: String?

  @Option(help: "When results that carry no date were measured (default: the file's date).")
  var date: String?

  @Option(help: ArgumentHelp("A fact of the machine, such as cpu_model.", valueName: "key=value"))
  var host: [String] = []

  @Option(help: ArgumentHelp("A tag for every result.", valueName: "key=value"))
  var tag: [String] = []

  @Option(help: "Text in front of every name.")
  var prefix = ""

  @Option(help: "lower or higher: the good direction where the unit does not tell.")
  var better: String?

  @OptionGroup var store: StoreOptionGroup

  @Option(help: "text or json.")
  var output = ExchangeOutput.text

  func validate() throws {
    if files.isEmpty { throw ValidationError("name a file to import") }
    if let better, Polarity(rawValue: better) == nil {
      throw ValidationError("--better takes lower or higher, not \"\(better)\"")
    }
  }

  func run() async throws {
    let options = try options()
    let fossilStore = try store.store()
    var (drafts, hasFailed) = ([ImportDraft](), false)
    for path in files {
      do throws(ImportError) {
        let paths = try ImportSource.files(at: path, format: format)
        let results = await Parallel.map(count: paths.count) { [format] index in
          Result { () throws(ImportError) in
            try ImportFormats.read(.reading(paths[index]), as: format, options: options)
          }
        }
        for result in results {
          do throws(ImportError) {
            drafts.append(try result.get())
          } catch {
            hasFailed = true
            Self.tell(error, severity: "error")
          }
        }
      } catch {
        hasFailed = true
        Self.tell(error, severity: "error")
      }
    }
    if drafts.isEmpty { throw ExitCode.failure }
    var plan = ImportPlan(known: try await Self.ids(in: fossilStore))
    for draft in drafts {
      for warning in draft.warnings { Self.tell(warning, severity: "warning") }
      if draft.warningCount > draft.warnings.count {
        Console.writeError(
          "perftrace: warning: \(draft.source.name): and \(draft.warningCount - draft.warnings.count) more"
        )
      }
      plan.add(draft)
    }
    var path: String?
    if !dryRun, plan.new > 0 {
      path = try await fossilStore.write(all: plan.fossils, batch: plan.batch, startedAt: .now())
    }
    if plan.lacksBranch {
      Console.writeError("perftrace: note: results name no branch; --branch NAME tells it")
    }
    switch output {
    case .text: Console.write(plan.text(path: path, isDryRun: dryRun), terminator: "")
    case .json:
      var bytes: [UInt8] = []
      bytes.append(json: plan.json(path: path, isDryRun: dryRun))
      Console.write(String(decoding: bytes, as: UTF8.self))
    }
    if hasFailed { throw ExitCode.failure }
  }

  private func options() throws -> ImportOptions {
    var options = ImportOptions()
    options.branch = branch
    options.prefix = prefix
    options.better = better.flatMap(Polarity.init(rawValue:))
    if let commit {
      guard commit.lowercased().isCommitHash else {
        throw ImportError(.malformedCommit(commit))
      }
      options.commit = commit.lowercased()
    }
    if let date {
      guard let timestamp = Timestamp(foreign: date) else {
        throw ImportError(.malformedDate(date))
      }
      options.date = timestamp
    }
    for pair in host {
      let (key, value) = try Self.split(pair, option: "--host")
      options.host[key] = value
    }
    for pair in tag {
      let (key, value) = try Self.split(pair, option: "--tag")
      options.tags[key] = value
    }
    return options
  }

  private static func split(_ pair: String, option: String) throws -> (String, String) {
    guard let equals = pair.firstIndex(of: "="), equals > pair.startIndex else {
      throw ImportError(.malformedOption(option: option, value: pair))
    }
    return (String(pair[..<equals]), String(pair[pair.index(after: equals)...]))
  }

  private static func ids(in store: FossilStore) async throws -> Set<FossilID> {
    guard store.exists else { return [] }
    let (history, diagnostics) = try await store.loadHistory()
    StoreOptionGroup.warn(diagnostics)
    return Set(history.ids)
  }

  private static func tell(_ diagnosis: some Diagnosis, severity: String) {
    Console.writeError(
      DiagnosisRenderer.render(diagnosis, program: "perftrace", severity: severity))
  }
}

/// How an import tells what it did.
enum ExchangeOutput: String, ExpressibleByArgument, CaseIterable {
  case text
  case json
}
