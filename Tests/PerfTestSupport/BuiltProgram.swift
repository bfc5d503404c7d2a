internal import Foundation
internal import Synchronization

/// One of this package's programs as it was built for the tests.
package struct BuiltProgram: Sendable {
  /// What a run left behind.
  package struct Outcome: Sendable {
    /// Exit code, or 128 + signal.
    package var status: Int32
    package var output: String
    package var errorOutput: String
  }

  package let path: String

  /// `perftrace` or `perfsite`, beside the running test bundle.
  package init(_ name: String) {
    let bundle = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    var folder = bundle.deletingLastPathComponent()
    // On macOS the bundle is a folder with the executable three levels below.
    while folder.path != "/",
      !FileManager.default.isExecutableFile(atPath: folder.appendingPathComponent(name).path)
    {
      folder.deleteLastPathComponent()
    }
    path = folder.appendingPathComponent(name).path
  }

  /// Runs the program to its end with an environment of `PATH`, `HOME` (the folder) and `environment` only.
  package func run(
    _ arguments: [String], in folder: String, environment: [String: String] = [:],
    input: String = ""
  ) throws -> Outcome {
    let process = try start(arguments, in: folder, environment: environment, input: input)
    return process.wait()
  }

  /// Starts the program; see `run`.
  package func start(
    _ arguments: [String], in folder: String, environment: [String: String] = [:],
    input: String = ""
  ) throws -> RunningProgram {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    var variables = ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"]
    variables["HOME"] = folder
    variables["LC_ALL"] = "C"
    process.environment = variables.merging(environment) { $1 }
    return try RunningProgram(process, input: input)
  }
}

/// A program that was started and whose output is collected meanwhile.
///
/// `Process` is not `Sendable`; after `init` it is only asked for its id and its end.
package final class RunningProgram: @unchecked Sendable {
  private let process: Process
  private let collected = Mutex((output: Data(), errorOutput: Data()))
  private let readers = DispatchGroup()

  fileprivate init(_ process: Process, input: String) throws {
    self.process = process
    let (output, errorOutput, standardInput) = (Pipe(), Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errorOutput
    process.standardInput = standardInput
    try process.run()
    try? standardInput.fileHandleForWriting.write(contentsOf: Data(input.utf8))
    try? standardInput.fileHandleForWriting.close()
    DispatchQueue.global().async(group: readers) { [self] in
      let data = output.fileHandleForReading.readDataToEndOfFile()
      collected.withLock { $0.output = data }
    }
    DispatchQueue.global().async(group: readers) { [self] in
      let data = errorOutput.fileHandleForReading.readDataToEndOfFile()
      collected.withLock { $0.errorOutput = data }
    }
  }

  package var processIdentifier: Int32 { process.processIdentifier }

  /// Waits for the end of the program and of its output.
  package func wait() -> BuiltProgram.Outcome {
    process.waitUntilExit()
    readers.wait()
    let signal = process.terminationReason == .uncaughtSignal
    return collected.withLock {
      BuiltProgram.Outcome(
        status: process.terminationStatus + (signal ? 128 : 0),
        output: String(decoding: $0.output, as: UTF8.self),
        errorOutput: String(decoding: $0.errorOutput, as: UTF8.self))
    }
  }
}
