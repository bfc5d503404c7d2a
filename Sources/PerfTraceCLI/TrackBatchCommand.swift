internal import ArgumentParser
internal import PerfCommandLine
internal import PerfTrace

struct TrackBatchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "track-batch",
    abstract: "Runs all scripts of a folder that match a pattern and records every execution.",
    discussion: """
      Executions are interleaved over the scripts, A B C A B C, so that drift of the machine spreads evenly. \
      A failing script is recorded and never stops the others.
      """)

  @Argument(help: "The folder of the scripts (default: as configured under \"track\").")
  var directory: String?

  @Argument(
    help: "Which files in it, such as \"*.ts\" or \"**/bench-*\" (default: as configured, or all).")
  var glob: String?

  @OptionGroup var options: ExecutionOptionGroup

  func run() async throws {
    let launcher = try Launcher()
    let configuration = try ConfigurationFile.load()
    guard let directory = directory ?? configuration.tracking.directory.map(configuration.path)
    else {
      throw ValidationError(
        "name a folder of scripts, or configure one: \"directory\" under \"track\" in perftrace.yml"
      )
    }
    let glob = glob ?? configuration.tracking.pattern ?? "*"
    let folder = Array(directory.utf8)
    let matches = FileGlob(glob).files(in: folder)
    if matches.files.isEmpty || matches.unreadable.contains(folder) {
      throw BatchError.noScripts(directory: directory, glob: glob)
    }
    for place in matches.unreadable {
      Console.writeError(
        "perftrace: warning: the folder \"\(TerminalText.safe(String(displaying: place)))\" cannot be read"
      )
    }
    let commands = BatchScripts.commands(
      files: matches.files, in: ScriptPath.seen(from: options.cwd, folder),
      interpreters: configuration.tracking.interpreters)
    let plan = try options.plan(
      for: commands, configuration: configuration, defaultRuns: 3, input: .empty, output: .discard)
    let session = RecordingSession(
      plan: plan, options: options, configuration: configuration, launcher: launcher,
      repositoryFolder: directory, isBatch: true)
    try await session.run()
  }
}
