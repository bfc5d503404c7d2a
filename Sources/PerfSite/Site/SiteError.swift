internal import PerfTrace

/// Why a site could not be built.
package enum SiteError: Diagnosis, Equatable {
  /// The file exists, differs, and no earlier build made it.
  case foreignFile(path: String)
  /// The folder holds other things, and no build of a site has been there.
  case foreignFolder(path: String)
  /// A folder to be checked that no build of a site made.
  case noSite(path: String, lacking: String)
  /// An exported template that the user has changed.
  case changedTemplate(path: String)
  /// A system call on a file failed.
  case failed(operation: String, path: String, reason: String)
  /// Another build writes to the same folder.
  case busy(folder: String)
  /// Text of an option that stands for no instant.
  case badDate(text: String)
  /// An address that is not an absolute one of http or https.
  case badAddress(option: String, text: String)

  package var summary: String {
    switch self {
    case .foreignFile(let path): "will not replace \"\(path)\""
    case .foreignFolder(let path): "will not build into \"\(path)\""
    case .noSite(let path, _): "\"\(path)\" is no site"
    case .changedTemplate(let path): "will not replace \"\(path)\""
    case .failed(let operation, let path, _): "cannot \(operation) \"\(path)\""
    case .busy(let folder): "cannot build into \"\(folder)\""
    case .badDate(let text): "cannot read the date \"\(text)\""
    case .badAddress(let option, let text): "cannot use \"\(text)\" for \(option)"
    }
  }

  package var reason: String? {
    switch self {
    case .foreignFile: "no build of this site made it"
    case .foreignFolder: "it is not empty, and no build of a site made it"
    case .noSite(_, let file): "it lacks \"\(file)\", which every build writes"
    case .changedTemplate: "it differs from the built-in template"
    case .failed(_, _, let reason): reason
    case .busy: "another build is writing to it"
    case .badDate: nil
    case .badAddress: "it is not an address that starts with https:// or http://"
    }
  }

  package var hint: String? {
    switch self {
    case .foreignFile: "move it away, or choose another folder with --output"
    case .foreignFolder: "choose a new or an empty folder with --output"
    case .noSite: "name the folder that `perfsite build --output` wrote to"
    case .changedTemplate: "--force replaces it"
    case .failed: nil
    case .busy: "wait for it, or choose another folder with --output"
    case .badDate: "write it as 2026-05-31 or 2026-05-31T12:00:00Z"
    case .badAddress: nil
    }
  }
}
