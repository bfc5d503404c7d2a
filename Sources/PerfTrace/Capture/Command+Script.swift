extension Command {
  /// The interpreter for each extension where neither the configuration nor the script says otherwise.
  package static let builtInInterpreters: [String: [String]] = [
    "ts": ["bun"], "tsx": ["bun"], "js": ["node"], "mjs": ["node"], "cjs": ["node"],
    "py": ["python3"], "sh": ["bash"], "swift": ["swift"], "rb": ["ruby"], "pl": ["perl"],
  ]

  /// Makes a command of a script: by the configuration, else by its `#!`, else by its extension, else as it is.
  ///
  /// `path` and `arguments` are raw bytes. `interpreters` are the configured ones by extension without point,
  /// each a program with leading arguments. `name` is the name of the records; `nil` takes it from the file.
  /// The script need not exist: whether it can be started shows when it is executed.
  package static func script(
    path: [UInt8], arguments: [[UInt8]] = [], name: String? = nil,
    interpreters: [String: [String]] = [:]
  ) -> Command {
    let file = ScriptName(path: path)
    // A bare name would be searched for on PATH.
    let location = path.contains(UInt8(ascii: "/")) ? path : Array("./".utf8) + path
    func command(
      _ prefix: [[UInt8]], interpreter: String?, program: String? = nil
    ) -> Command {
      let script = prefix.isEmpty ? location : path
      return Command(
        name: name ?? file.stem, arguments: prefix + [script] + arguments,
        interpreter: interpreter, interpreterProgram: program, scriptPath: location)
    }
    if let configured = interpreters[file.fileExtension], let program = configured.first {
      return command(
        configured.map { Array($0.utf8) }, interpreter: ScriptName(path: Array(program.utf8)).base,
        program: program)
    }
    if let line = ShebangLine(ofFile: location) {
      let runsByItself = SystemFile.isExecutable(location)
      return command(
        runsByItself ? [] : line.words, interpreter: line.interpreter,
        program: line.interpreterProgram)
    }
    if let builtIn = builtInInterpreters[file.fileExtension] {
      return command(builtIn.map { Array($0.utf8) }, interpreter: builtIn.first)
    }
    return command([], interpreter: nil)
  }

  /// Refuses a script that is not there: a misspelt name says nothing about a script.
  ///
  /// - Throws: `CaptureError.noScript`. A file that is there and cannot be started is for the execution to tell.
  package func requireScript() throws(CaptureError) {
    guard let scriptPath, SystemFile.isMissing(scriptPath) else { return }
    let name = String(displaying: scriptPath)
    throw .noScript(
      path: name.hasPrefix("./") ? String(name.dropFirst(2)) : name,
      hint: StartHint.text(for: self, exitCode: 127))
  }

  /// Makes a command of a command line; its name is the line itself unless `name` is given.
  package static func commandLine(_ arguments: [[UInt8]], name: String? = nil) -> Command {
    let line = arguments.map { String(displaying: $0) }.joined(separator: " ")
    let program = arguments.first.map { ScriptName(path: $0).base }
    return Command(
      name: name ?? String(line.prefix(200)), arguments: arguments, interpreter: program,
      interpreterProgram: arguments.first.map { String(displaying: $0) })
  }
}
