#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Counts the instructions of a command by valgrind's callgrind, in an execution that is not timed.
///
/// The count repeats almost exactly on any machine, however noisy it is.
struct Callgrind: Sendable {
  var recorder: Recorder

  /// The instructions of the command and of all its descendants.
  func countInstructions(
    of command: Command, options: ExecutionOptions
  ) throws -> Int64 {
    var template = Array("/tmp/perftrace-callgrind.XXXXXX".utf8CString)
    if let folder = ProcessVariables.value("TMPDIR") {
      template = Array("\(folder)/perftrace-callgrind.XXXXXX".utf8CString)
    }
    guard unsafe mkdtemp(&template) != nil else {
      throw CallgrindError.noFolder(reason: SystemFile.message(errno))
    }
    let folder = template.dropLast().map { UInt8(bitPattern: $0) }
    defer { Self.remove(folder) }
    let tool = [
      "valgrind", "--tool=callgrind", "--trace-children=yes", "--quiet",
      "--callgrind-out-file=" + String(decoding: folder, as: UTF8.self) + "/%p",
    ]
    var wrapped = command
    wrapped.arguments = tool.map { Array($0.utf8) } + command.arguments
    var quiet = options
    quiet.output = .discard
    quiet.counters = false
    let execution = try recorder.execute(wrapped, options: quiet)
    if execution.usage == nil {
      throw CallgrindError.noValgrind(reason: execution.outcome.failure ?? "")
    }
    let names = SystemFile.names(in: folder) ?? []
    let counts = names.compactMap { name in
      Self.total(of: folder + [0x2F] + name)
    }
    guard !counts.isEmpty else { throw CallgrindError.noCount(ending: execution.ending) }
    return counts.reduce(0, +)
  }

  /// The number after "totals:" or "summary:" in a file of callgrind's.
  private static func total(of path: [UInt8]) -> Int64? {
    guard let bytes = SystemFile.start(of: path, limit: 256 << 20) else { return nil }
    for line in bytes.split(separator: 0x0A).reversed() {
      for key in ["totals:", "summary:"] where line.starts(with: key.utf8) {
        let digits = String(decoding: line.dropFirst(key.utf8.count), as: UTF8.self)
        return digits.split(separator: " ").first.flatMap { Int64($0) }
      }
    }
    return nil
  }

  private static func remove(_ folder: [UInt8]) {
    for name in SystemFile.names(in: folder) ?? [] { SystemFile.remove(folder + [0x2F] + name) }
    SystemFile.remove(folder)
  }
}

/// A count of instructions that could not be taken.
enum CallgrindError: Diagnosis, Equatable {
  case noFolder(reason: String)
  case noValgrind(reason: String)
  case noCount(ending: String)

  var summary: String { "instructions cannot be counted" }

  var reason: String? {
    switch self {
    case .noFolder(let reason): "no temporary folder: \(reason)"
    case .noValgrind(let reason): reason
    case .noCount(let ending): "the command \(ending) under valgrind and left no count"
    }
  }

  var hint: String? { "--counters callgrind needs valgrind: apt-get install valgrind" }
}
