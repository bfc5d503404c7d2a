/// A failure to execute or record.
package enum CaptureError: Diagnosis, Equatable {
  /// The process that starts commands could not be made, or is gone.
  case launcher(reason: String)
  /// The file for the command's output cannot be written.
  case output(path: String, reason: String)
}

extension CaptureError {
  package var summary: String {
    switch self {
    case .launcher: "cannot start processes"
    case .output(let path, _): "cannot write output to \"\(path)\""
    }
  }

  package var reason: String? {
    switch self {
    case .launcher(let reason), .output(_, let reason): reason
    }
  }

  package var hint: String? {
    switch self {
    case .launcher: "a limit on processes or open files may be reached; see `ulimit -a`"
    case .output: "--output takes pass, discard, or a file in a folder that can be written"
    }
  }
}
