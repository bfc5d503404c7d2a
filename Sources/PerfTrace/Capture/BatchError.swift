/// A batch that has nothing to execute.
package enum BatchError: Diagnosis, Equatable {
  case noScripts(directory: String, glob: String)
}

extension BatchError {
  package var summary: String {
    switch self {
    case .noScripts(let directory, let glob): "no file in \"\(directory)\" matches \"\(glob)\""
    }
  }

  package var reason: String? {
    switch self {
    case .noScripts(let directory, _):
      switch SystemFile.kind(Array(directory.utf8)) {
      case nil: "there is no such folder"
      case .directory where SystemFile.names(in: Array(directory.utf8)) == nil:
        "the folder cannot be read"
      case .directory: nil
      default: "that is no folder"
      }
    }
  }

  package var hint: String? {
    switch self {
    case .noScripts(let directory, let glob):
      guard let names = SystemFile.names(in: Array(directory.utf8)) else {
        return "`perftrace track-batch DIRECTORY GLOB` takes a folder, then a pattern in quotes"
      }
      let files = names.filter { $0.first != 0x2E }
      let shown = files.prefix(5).map { "\"\(String(displaying: $0))\"" }.joined(separator: ", ")
      if files.isEmpty { return "the folder is empty" }
      let more = files.count > 5 ? " and \(files.count - 5) more" : ""
      let deeper = glob.contains("**") ? "" : "; \"**/\(glob)\" looks in folders below"
      return "it holds \(shown)\(more)\(deeper)"
    }
  }
}
