package import ArgumentParser
internal import PerfTrace

extension AsyncParsableCommand {
  /// Parses the arguments, runs the command and ends the process with the status of DESIGN section 4.
  ///
  /// 0 fine; 1 failed, with the diagnosis on standard error; 2 a limit is exceeded (a command throws
  /// `ExitCode(2)`); 64 wrong usage.
  package static func runProgram() async -> Never {
    do {
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
      exit(withError: error)
    }
  }
}
