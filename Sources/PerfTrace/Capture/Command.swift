/// A program with its arguments, ready to be executed, and the script that it stands for.
package struct Command: Sendable, Equatable {
  /// The name under which executions are recorded.
  package var name: String
  /// The command line, program first, as raw bytes.
  package var arguments: [[UInt8]]
  /// The interpreter in use, "python3", as a person names it; `nil` for programs that are none.
  package var interpreter: String?
  /// The interpreter's path where the command says it; `nil` where PATH decides.
  package var interpreterProgram: String?
  /// The script file itself where the command line names it; used to tell a missing script from a missing interpreter.
  package var scriptPath: [UInt8]?

  package init(
    name: String, arguments: [[UInt8]], interpreter: String? = nil,
    interpreterProgram: String? = nil, scriptPath: [UInt8]? = nil
  ) {
    self.name = name
    self.arguments = arguments
    self.interpreter = interpreter
    self.interpreterProgram = interpreterProgram
    self.scriptPath = scriptPath
  }

  /// The command line as text, as a fossil keeps it: at most 16 KiB, the rest given up for `…`.
  package var displayedArguments: [String] {
    var room = 16 << 10
    var shown: [String] = []
    for argument in arguments {
      let text = String(displaying: argument)
      guard text.utf8.count <= room else {
        shown.append(String(text.prefix(room / 4)) + "…")
        break
      }
      room -= text.utf8.count + 3
      shown.append(text)
    }
    return shown
  }
}
