package import ArgumentParser
internal import PerfTrace

extension AsyncParsableCommand {
  /// Parses the arguments, runs the command and ends the process with the status of DESIGN section 4.
  ///
  /// 0 fine; 1 failed, with the diagnosis on standard error; 2 a limit is exceeded (a command throws
  /// `ExitCode(2)`); 64 wrong usage.
  package static func runProgram() async -> Never {
    do {
      if let word = unknownSubcommand(in: CommandLine.arguments.dropFirst()) {
        throw ValidationError(word)
      }
      var command = try parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
      exit(withError: ExitCode.success)
    } catch let diagnosis as any Diagnosis {
      Console.writeError(
        DiagnosisRenderer.render(diagnosis, program: configuration.commandName ?? "perftrace"))
      exit(withError: ExitCode.failure)
    } catch {
      // Help, the version, and an exit status that a command chose are no errors to be told.
      let status = exitCode(for: error)
      guard status != .success, !(error is ExitCode) else { exit(withError: error) }
      let program = configuration.commandName ?? "perftrace"
      let usage = UsageError(
        message: message(for: error),
        command: ([program] + subcommands(in: CommandLine.arguments.dropFirst())).joined(
          separator: " "),
        isUsage: status == .validationFailure)
      Console.writeError(DiagnosisRenderer.render(usage, program: program))
      exit(withError: status)
    }
  }

  /// The names of the subcommands that `arguments` begin with.
  private static func subcommands(in arguments: ArraySlice<String>) -> [String] {
    var type: any ParsableCommand.Type = Self.self
    var names: [String] = []
    for word in arguments {
      let child = type.configuration.subcommands.first {
        $0.configuration.commandName == word || $0.configuration.aliases.contains(word)
      }
      guard let child else { break }
      names.append(word)
      type = child
    }
    return names
  }

  /// What is wrong with the word where a subcommand is expected, with the one that is near; `nil` if nothing is.
  private static func unknownSubcommand(in arguments: ArraySlice<String>) -> String? {
    var type: any ParsableCommand.Type = Self.self
    for word in arguments {
      let known = type.configuration.subcommands
      guard !known.isEmpty, !word.hasPrefix("-"), word != "help" else { return nil }
      let child = known.first {
        $0.configuration.commandName == word || $0.configuration.aliases.contains(word)
      }
      guard let child else {
        let near = NameSuggestion.nearest(
          to: word, among: known.compactMap { $0.configuration.commandName })
        return "unknown command \"\(word)\"" + (near.map { "; did you mean \"\($0)\"?" } ?? "")
      }
      type = child
    }
    return nil
  }
}
