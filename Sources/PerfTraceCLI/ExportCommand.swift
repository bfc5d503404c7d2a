internal import ArgumentParser
internal import PerfCommandLine
internal import PerfInterchange
internal import PerfTrace

struct ExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Writes fossils in the format of another tool.",
    discussion: "Formats:\n"
      + ExportFormats.all.map { "  \($0.name): \($0.title)" }.joined(separator: "\n"))

  @Argument(help: "One of the above.")
  var format: String

  @Option(name: .shortAndLong, help: "The file to write (default: standard output).")
  var output: String?

  @Option(
    help: ArgumentHelp("Only scripts of that name; * and ? stand for text.", valueName: "glob"))
  var script: String?

  @Option(help: "Only that branch.")
  var branch: String?

  @Option(help: "Only the commit whose hash begins so.")
  var commit: String?

  @Option(
    parsing: .number, help: ArgumentHelp("Only what was measured then or later.", valueName: "date")
  )
  var since: String?

  @Option(parsing: .number, help: ArgumentHelp("Only what was measured before.", valueName: "date"))
  var until: String?

  @OptionGroup var store: StoreOptionGroup

  func validate() throws {
    if ExportFormats.named(format) == nil {
      throw ValidationError(
        "unknown format \"\(format)\": one of \(ExportFormats.names.joined(separator: ", "))")
    }
  }

  func run() async throws {
    guard let exporterType = ExportFormats.named(format) else { throw ExitCode.failure }
    var selection = ExportSelection()
    selection.script = script.map { Glob($0) }
    selection.branch = branch
    selection.commit = commit?.lowercased()
    selection.since = try since.map { try Self.date($0) }
    selection.until = try until.map { try Self.date($0) }
    let wanted = selection
    let (folder, annotations) = try store.reviewedStore()
    let exclusions = annotations.exclusionReasons
    let (fossils, diagnostics) = try await folder.loadFossils { wanted.contains($0) }
    StoreOptionGroup.warn(diagnostics)
    if fossils.isEmpty { try await refuseUnknownNames() }
    // A format that keeps warm-ups keeps all there is; any other is for statistics, which exclusions have no part in.
    let counted =
      exporterType.takesWarmups ? fossils : fossils.filter { exclusions[$0.id] == nil }
    if counted.count < fossils.count {
      Console.writeError(
        "perftrace: note: \((fossils.count - counted.count).of("excluded execution")) left out")
    }
    let left = counted.count { !exporterType.takes($0) }
    if left > 0 {
      Console.writeError(
        "perftrace: note: \(left.of("execution")) left out: \(exporterType.name) has no place for warm-ups"
          + (exporterType.takesFailures ? "" : ", failures") + " and what was interrupted")
    }
    var exporter = exporterType.init()
    var bytes: [UInt8] = []
    for fossil in counted { exporter.append(fossil, to: &bytes) }
    exporter.finish(to: &bytes)
    guard let output else { return Console.write(bytes) }
    do throws(SystemError) {
      try FileSystem.replace(output, with: bytes)
    } catch {
      throw StoreError.cannotWrite(path: output, cause: error)
    }
  }

  /// A misspelt name selects nothing, which is not what was asked for.
  private func refuseUnknownNames() async throws {
    let history = try await store.store().loadUsableHistory().0
    try history.requireNames(script: script, branch: branch, commit: commit)
  }

  private static func date(_ text: String) throws -> Timestamp {
    guard let timestamp = Timestamp(foreign: text) else { throw ImportError(.malformedDate(text)) }
    return timestamp
  }
}
