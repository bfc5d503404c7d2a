internal import Subprocess

#if canImport(System)
  internal import System
#else
  internal import SystemPackage
#endif

/// Other programs (git, gh, notify-send, osascript) started with argument arrays, never through a shell.
///
/// Data that is secret or hostile goes by standard input or the environment.
package enum HelperProgram {
  /// What a program left behind.
  package struct Result: Sendable {
    /// Exit code, or 128 + signal.
    package var status: Int
    package var output: [UInt8]
    package var errorOutput: [UInt8]

    package var succeeded: Bool { status == 0 }
    /// What the program said went wrong: the last line on standard error, or its exit status.
    package var complaint: String {
      let lines = String(decoding: errorOutput, as: UTF8.self).split(whereSeparator: \.isNewline)
      return lines.last.map(String.init) ?? "it ended with status \(status)"
    }
    /// Standard output as text, damaged UTF-8 mended, without the final newline.
    package var text: String {
      var bytes = output[...]
      while bytes.last == UInt8(ascii: "\n") { bytes = bytes.dropLast() }
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  /// Runs a program, found on `PATH` unless it is a path, to its end.
  ///
  /// `directory` is the working directory (the current one if `nil`), `environment` holds variables set in
  /// addition to the inherited ones, `outputLimit` is the most bytes that standard output may have. A program
  /// that takes longer than `timeout` is killed.
  ///
  /// - Throws: `HelperProgramError` if the program cannot be started, writes more than `outputLimit` or is killed.
  package static func run(
    _ program: String, _ arguments: [String], input: [UInt8] = [], directory: String? = nil,
    environment: [String: String] = [:], outputLimit: Int = 64 << 20, timeout: Duration? = nil
  ) async throws(HelperProgramError) -> Result {
    do {
      return try await withThrowingTaskGroup(of: Result?.self) { group in
        group.addTask {
          try await start(program, arguments, input, directory, environment, outputLimit)
        }
        if let timeout {
          group.addTask {
            try await Task.sleep(for: timeout)
            return nil
          }
        }
        defer { group.cancelAll() }
        guard case let result?? = try await group.next() else {
          throw HelperProgramError(
            program: program, cause: "it did not end within \(timeout ?? .zero)", hint: nil)
        }
        return result
      }
    } catch let error as HelperProgramError {
      throw error
    } catch {
      throw HelperProgramError(
        program: program, cause: "\(error)", hint: "is \"\(program)\" installed and on PATH?")
    }
  }

  private static func start(
    _ program: String, _ arguments: [String], _ input: [UInt8], _ directory: String?,
    _ environment: [String: String], _ outputLimit: Int
  ) async throws -> Result {
    var overrides: [Subprocess.Environment.Key: String?] = [:]
    for (key, value) in environment { overrides[.init(stringLiteral: key)] = value }
    // Subprocess starts a process for each folder of PATH until one succeeds; looking is quicker by far.
    let found = ProgramPath.find(
      Array(program.utf8), variables: ProcessVariables.all, directory: nil)
    let executable: Executable =
      found.map { .path(FilePath(String(decoding: $0, as: UTF8.self))) } ?? .name(program)
    let result = try await Subprocess.run(
      executable, arguments: Arguments(arguments), environment: .inherit.updating(overrides),
      workingDirectory: directory.map { FilePath($0) }, input: .array(input),
      output: .bytes(limit: outputLimit), error: .bytes(limit: 1 << 20))
    let status =
      switch result.terminationStatus {
      case .exited(let code): Int(code)
      case .signaled(let signal): 128 + Int(signal)
      }
    return Result(
      status: status, output: result.standardOutput, errorOutput: result.standardError)
  }
}

/// A helper program that could not be run.
package struct HelperProgramError: Diagnosis {
  package var program: String
  package var cause: String
  package var hint: String?

  package var summary: String { "cannot run \"\(program)\"" }
  package var reason: String? { cause }
}
