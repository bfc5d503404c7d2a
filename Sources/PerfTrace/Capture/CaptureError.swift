/// A failure to execute or record.
package enum CaptureError: Diagnosis, Equatable {
  /// The process that starts commands could not be made, or is gone.
  case launcher(reason: String)
  /// The file for the command's output cannot be written.
  case output(path: String, reason: String)
  /// The folder that commands are to run in cannot be entered.
  case directory(path: String, reason: String)
  /// A script that is to be tracked does not exist.
  case noScript(path: String, hint: String?)
}

extension CaptureError {
  package var summary: String {
    switch self {
    case .launcher: "cannot start processes"
    case .output(let path, _): "cannot write output to \"\(path)\""
    case .directory(let path, _): "cannot run commands in \"\(path)\"; nothing is recorded"
    case .noScript(let path, _): "there is no script \"\(path)\"; nothing is recorded"
    }
  }

  package var reason: String? {
    switch self {
    case .launcher(let reason), .output(_, let reason), .directory(_, let reason): reason
    case .noScript: nil
    }
  }

  package var hint: String? {
    switch self {
    case .launcher: "a limit on processes or open files may be reached; see `ulimit -a`"
    case .noScript(_, let hint): hint
    case .directory: "--cwd takes a folder that exists"
    case .output: "--output takes pass, discard, or a file in a folder that can be written"
    }
  }
}
