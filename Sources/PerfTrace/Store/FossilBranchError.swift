/// Why a branch of fossils could not be pushed or pulled.
package enum FossilBranchError: Diagnosis, Equatable {
  case noRemote(name: String, cause: String)
  case noBranch(branch: String, remote: String)
  case cannotFetch(branch: String, remote: String, cause: String)
  case cannotPush(branch: String, remote: String, cause: String)
  /// A plumbing command of git failed.
  case git(command: String, cause: String)

  package var summary: String {
    switch self {
    case .noRemote(let name, _): "there is no remote \"\(name)\""
    case .noBranch(let branch, let remote): "there is no branch \"\(branch)\" on \"\(remote)\""
    case .cannotFetch(let branch, let remote, _):
      "cannot fetch the branch \"\(branch)\" of \"\(remote)\""
    case .cannotPush(let branch, let remote, _):
      "cannot push the branch \"\(branch)\" to \"\(remote)\""
    case .git(let command, _): "git \(command) failed"
    }
  }

  package var reason: String? {
    switch self {
    case .noRemote(_, let cause), .cannotFetch(_, _, let cause), .cannotPush(_, _, let cause),
      .git(_, let cause):
      cause.isEmpty ? nil : cause
    case .noBranch: nil
    }
  }

  package var hint: String? {
    switch self {
    case .noRemote: "`git remote -v` lists the remotes; `--remote` takes a name or an address"
    case .noBranch: "`perftrace fossils push` makes it"
    case .cannotFetch, .cannotPush:
      "may this user read and write there? in GitHub Actions the job needs `contents: write`"
    case .git: nil
    }
  }
}
