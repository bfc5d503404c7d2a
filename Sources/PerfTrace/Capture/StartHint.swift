/// What a person can do who named a script that could not be started.
package enum StartHint {
  /// The hint for `command`, an execution of which ended with `exitCode` for `failure`; `nil` where nothing is known to help.
  package static func text(for command: Command, exitCode: Int?) -> String? {
    guard let script = command.scriptPath, exitCode == 126 || exitCode == 127 else { return nil }
    let name = String(displaying: script)
    switch SystemFile.kind(script) {
    case nil: return missing(script, command)
    case .directory:
      let folder = name.hasPrefix("./") ? String(name.dropFirst(2)) : name
      return "`perftrace track-batch \(folder)` runs the scripts of a folder"
    default: break
    }
    if exitCode == 126, !SystemFile.isExecutable(script) {
      return "`chmod +x \(name)`, or a first line such as #!/bin/sh, lets it run"
    }
    if script != command.arguments.first, let interpreter = command.interpreter {
      return
        "install \"\(interpreter)\", or name another interpreter under track: interpreters: in perftrace.yml"
    }
    return nil
  }

  private static func missing(_ script: [UInt8], _ command: Command) -> String? {
    let name = String(displaying: script)
    let bare = name.hasPrefix("./") ? String(name.dropFirst(2)) : name
    if !bare.contains("/"),
      ProgramPath.find(Array(bare.utf8), variables: ProcessVariables.all, directory: nil) != nil
    {
      let start =
        command.arguments.firstIndex { $0 == script || String(displaying: $0) == bare } ?? 0
      let rest = command.arguments[start...].dropFirst().map { String(displaying: $0) }
      let line = ([bare] + rest).joined(separator: " ")
      return "\"\(bare)\" is a command and no script: `perftrace track -- \(line)`"
    }
    let folder = FileSystem.parent(of: bare)
    let siblings = (try? FileSystem.names(in: folder)) ?? []
    if let near = NameSuggestion.nearest(to: FileSystem.name(of: bare), among: siblings) {
      return "did you mean \"\(folder == "." ? near : folder + "/" + near)\"?"
    }
    return "give the path of a script as seen from here, or a command after --: "
      + "`perftrace track -- COMMAND`"
  }
}
