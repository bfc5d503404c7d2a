internal import ArgumentParser
internal import PerfCommandLine
internal import PerfTrace

struct ConfigCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config",
    abstract: "Checks perftrace.yml, or shows what holds.",
    subcommands: [Check.self, Show.self])

  /// Tells everything that is wrong with a configuration.
  struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check", abstract: "Tells everything that is wrong, with line and column.")

    @Argument(
      help: ArgumentHelp("The file (default: the nearest perftrace.yml upward).", valueName: "file")
    )
    var file: String?

    func run() async throws {
      let found = try ConfigurationFile.locate(file)
      var (configuration, errors) = try ConfigurationFile.read(found)
      errors += try ConfigurationFile.annotationErrors(beside: configuration)
      for error in errors {
        Console.writeError(DiagnosisRenderer.render(error, program: "perftrace"))
      }
      guard errors.isEmpty else { throw ExitCode.failure }
      for warning in try await Self.unfittingPatterns(of: configuration) {
        Console.writeError(
          DiagnosisRenderer.render(warning, program: "perftrace", severity: "warning"))
      }
      Console.write("\(found): fine")
    }

    /// Patterns that fit nothing in the store, if there is one that can be read.
    private static func unfittingPatterns(
      of configuration: Configuration
    ) async throws -> [UnfittingPattern] {
      let store = FossilStore(root: configuration.storePath)
      guard !configuration.patterns.isEmpty,
        let history = try? await store.loadUsableHistory().0
      else { return [] }
      return configuration.unfittingPatterns(in: history)
    }
  }

  /// Shows the configuration with its defaults.
  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Shows the configuration that holds, defaults included.")

    @Argument(
      help: ArgumentHelp("The file (default: the nearest perftrace.yml upward).", valueName: "file")
    )
    var file: String?

    @Option(help: "text (YAML) or json.")
    var format = Format.text

    enum Format: String, ExpressibleByArgument, CaseIterable {
      case text
      case json
    }

    func run() async throws {
      let configuration = try ConfigurationFile.load(path: file)
      switch format {
      case .text: Console.write(configuration.yaml, terminator: "")
      case .json: Console.write(configuration.json.indented)
      }
    }
  }
}
