#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Words for why a command could not be started, as they stand in a fossil's `outcome.failure`.
enum StartFailure {
  static func describe(_ error: Int32, command: Command) -> String {
    let program = command.arguments.first ?? []
    let name = String(displaying: program)
    if error == ENOENT, let script = command.scriptPath, let missing = ofScript(script) {
      return missing.failure
    }
    switch error {
    case ENOENT where program.contains(UInt8(ascii: "/")) && SystemFile.kind(program) != nil:
      guard let line = ShebangLine(ofFile: program), let interpreter = line.words.first else {
        return "the loader of \"\(name)\" not found"
      }
      return "the interpreter \"\(String(displaying: interpreter))\" of \"\(name)\" not found"
    case ENOENT: return "\"\(name)\" not found"
    case EACCES where SystemFile.kind(program) == .directory: return "\"\(name)\" is a folder"
    case EACCES: return "\"\(name)\" is not executable"
    case ENOEXEC: return "\"\(name)\" has no format that the system can execute"
    default: return "\"\(name)\": \(SystemFile.message(error))"
    }
  }

  /// Why an interpreter need not be started with `script`; `nil` if there is a file.
  static func ofScript(_ script: [UInt8]) -> (error: Int32, failure: String)? {
    let name = "\"\(String(displaying: script))\""
    switch SystemFile.kind(script) {
    case nil: return (ENOENT, "\(name) not found")
    case .directory: return (EISDIR, "\(name) is a folder")
    default: return nil
    }
  }

  static func describe(_ error: Int32, directory: [UInt8]) -> String {
    "cannot enter \"\(String(displaying: directory))\": \(SystemFile.message(error))"
  }
}
