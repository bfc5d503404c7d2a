internal import ArgumentParser
internal import PerfCommandLine
internal import PerfTrace

struct TrackCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "track",
    abstract: "Runs a script or command and records every execution.",
    usage: """
      perftrace track [options] SCRIPT [ARG…]
      perftrace track [options] -- COMMAND [ARG…]
      """,
    discussion: """
      A script is run by its #! line or by what its extension says. Options stand before the script; what follows it is the \
      script's own. Failed executions are recorded, too.
      """)

  @OptionGroup var options: ExecutionOptionGroup

  @Option(name: .long, help: "The name of the records (default: the script's name).")
  var name: String?

  @Argument(
    parsing: .captureForPassthrough,
    help: ArgumentHelp("The script, or -- and a command.", valueName: "script"))
  var words: [String] = []

  func validate() throws {
    if let name, name.isEmpty { throw ValidationError("--name must not be empty") }
    // Everything from the first unknown word on is taken as the script's, so the rest is told apart here.
    guard let first = words.first, first != "--", first.hasPrefix("-") else { return }
    if first == "--help" || first == "-h" { throw CleanExit.helpRequest(Self.self) }
    let name = String(first.prefix { $0 != "=" })
    if let near = NameSuggestion.nearest(to: name, among: Self.optionNames) {
      throw ValidationError("unknown option \"\(first)\"; did you mean \"\(near)\"?")
    }
    throw ValidationError(
      "unknown option \"\(first)\"; a command that begins with a hyphen stands after --")
  }

  func run() async throws {
    // First of all, while this program is small: commands are born with the launcher's size.
    let launcher = try Launcher()
    let configuration = try ConfigurationFile.load()
    let isCommandLine = words.first == "--"
    let raw = Array(
      ProcessVariables.arguments.suffix(isCommandLine ? words.count - 1 : words.count))
    guard let first = raw.first else {
      throw ValidationError(
        isCommandLine ? "missing the command after --" : "missing the script to track")
    }
    let command =
      isCommandLine
      ? Command.commandLine(raw, name: name)
      : Command.script(
        path: ScriptPath.seen(from: options.cwd, first), arguments: Array(raw.dropFirst()),
        name: name, interpreters: configuration.tracking.interpreters)
    // What is made ready before each execution may be the script itself.
    if options.prepare == nil { try command.requireScript() }
    warnOfMisplacedOptions()
    let plan = try options.plan(
      for: [command], configuration: configuration, defaultRuns: 1, input: .inherit,
      output: options.format == .json ? .passErrors : .pass)
    let session = RecordingSession(
      plan: plan, options: options, configuration: configuration, launcher: launcher,
      repositoryFolder: options.cwd, isBatch: false)
    try await session.run()
  }

  /// The long names of this command's options.
  private static var optionNames: [String] {
    helpMessage().split { !$0.isLetter && $0 != "-" }.map(String.init)
      .filter { $0.hasPrefix("--") && $0.count > 2 }
  }

  /// Tells of options that stand after the script and so are the script's own.
  private func warnOfMisplacedOptions() {
    guard let script = words.first, script != "--" else { return }
    let own = Set(Self.optionNames).subtracting(["--help", "--version"])
    let misplaced = words.dropFirst().prefix { $0 != "--" }.filter {
      own.contains(String($0.prefix { $0 != "=" }))
    }
    guard let first = misplaced.first else { return }
    let names = misplaced.map { "\"\(TerminalText.safe($0))\"" }.joined(separator: ", ")
    let name = TerminalText.safe(String(first.prefix { $0 != "=" }))
    Console.writeError(
      """
      perftrace: warning: \(names) after the script \(misplaced.count == 1 ? "is" : "are") given to the script
        hint: an option of track stands before it: `perftrace track \(name) … \(TerminalText.safe(script))`; what the script \
      itself takes can follow a --
      """)
  }
}
