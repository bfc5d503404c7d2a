/// The GitHub Actions job that this program runs in.
struct GitHubActionsJob: Sendable, Equatable {
  var record: CIRecord
  /// The commit that the job was started for; for a pull request the test merge, which no branch holds.
  var sha: String?
  /// The branch, where the variables name one.
  var branch: String?
  /// The last commit of the pull request's own branch.
  var pullRequestHead: String?

  /// What the variables of this process and the event file tell; `nil` outside GitHub Actions.
  static var current: GitHubActionsJob? {
    GitHubActionsJob(variable: ProcessVariables.value) { path in
      SystemFile.start(of: Array(path.utf8), limit: 16 << 20)
    }
  }

  /// - Parameters:
  ///   - variable: The value of an environment variable, `nil` if it is not set or empty.
  ///   - contents: The bytes of a file, `nil` if it cannot be read.
  init?(variable: (String) -> String?, contents: (String) -> [UInt8]?) {
    guard variable("GITHUB_ACTIONS") == "true" else { return nil }
    record = CIRecord(provider: "github-actions")
    if let server = variable("GITHUB_SERVER_URL"), let repository = variable("GITHUB_REPOSITORY"),
      let run = variable("GITHUB_RUN_ID")
    {
      record.runURL = "\(server)/\(repository)/actions/runs/\(run)"
    }
    sha = variable("GITHUB_SHA")
    // Set for pull requests only; GITHUB_REF_NAME is "12/merge" there.
    branch = variable("GITHUB_HEAD_REF")
    if branch == nil, variable("GITHUB_REF_TYPE") == "branch" {
      branch = variable("GITHUB_REF_NAME")
    }
    guard let path = variable("GITHUB_EVENT_PATH"), let bytes = contents(path),
      let request = (try? JSONValue.parse(bytes))?["pull_request"]
    else { return }
    record.pullRequest = request["number"]?.integer
    pullRequestHead = request["head"]?["sha"]?.text
    branch = request["head"]?["ref"]?.text ?? branch
  }
}

extension GitHubActionsJob {
  /// The commit and branch that count instead of those that git sees.
  struct Head: Sendable, Equatable {
    var sha: String
    var branch: String?
    /// Whether the commit is another one than git's.
    var replacesCommit: Bool
  }

  /// Corrects what git sees in a work tree of this job; `nil` where git is right or the tree is another repository's.
  func correctedHead(for snapshot: GitSnapshot) -> Head? {
    guard let seen = snapshot.sha else { return nil }
    if let head = pullRequestHead {
      if seen == head { return Head(sha: head, branch: branch, replacesCommit: false) }
      return seen == sha ? Head(sha: head, branch: branch, replacesCommit: true) : nil
    }
    guard seen == sha, snapshot.branch == nil, let branch else { return nil }
    return Head(sha: seen, branch: branch, replacesCommit: false)
  }
}
