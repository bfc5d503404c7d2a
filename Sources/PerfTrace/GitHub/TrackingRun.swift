/// The finished run of the tracking workflow, as the event `workflow_run` tells it.
///
/// GitHub wrote the event, so its fields are to be trusted; the names of branch and repository are still foreign text.
package struct TrackingRun: Sendable, Equatable {
  package var id: Int
  /// Commit that the run measured: the head of the pull request.
  package var headSHA: String
  package var headBranch: String
  package var headOwner: String
  package var startedAt: Timestamp
  package var endedAt: Timestamp
  package var url: String

  /// Reads the file of an event.
  ///
  /// - Throws: `TrackingRunError` if it can't be read or is not such an event.
  package init(eventFile path: String) throws(TrackingRunError) {
    guard let content = try? FileSystem.contents(of: path),
      let event = try? JSONValue.parse(content)
    else { throw TrackingRunError(field: "workflow_run") }
    try self.init(event: event)
  }

  /// Reads the payload of an event.
  ///
  /// - Throws: `TrackingRunError` if a field is missing or of the wrong kind.
  package init(event: JSONValue) throws(TrackingRunError) {
    guard let run = event["workflow_run"] else { throw TrackingRunError(field: "workflow_run") }
    func text(_ value: JSONValue?, _ field: String) throws(TrackingRunError) -> String {
      guard let text = value?.text, !text.isEmpty else { throw TrackingRunError(field: field) }
      return text
    }
    func time(_ field: String) throws(TrackingRunError) -> Timestamp {
      guard let time = Timestamp(iso8601: try text(run[field], field)) else {
        throw TrackingRunError(field: field)
      }
      return time
    }
    guard let id = run["id"]?.integer else { throw TrackingRunError(field: "id") }
    self.id = id
    headSHA = try text(run["head_sha"], "head_sha")
    headBranch = try text(run["head_branch"], "head_branch")
    headOwner = try text(
      run["head_repository"]?["owner"]?["login"], "head_repository.owner.login")
    startedAt = try time("created_at")
    endedAt = try time("updated_at")
    url = try text(run["html_url"], "html_url")
    guard headSHA.utf8.count == 40, headSHA.allSatisfy({ $0.isHexDigit && $0.isASCII }) else {
      throw TrackingRunError(field: "head_sha")
    }
  }

  /// The number of the open pull request whose head is the measured commit; `nil` if it was closed or has moved on.
  ///
  /// For forks the event names no pull request, so it is looked up by head repository and branch.
  package func findPullRequest(by api: GitHubAPI) async throws(GitHubError) -> Int? {
    let head = GitHubAPI.queryValue("\(headOwner):\(headBranch)")
    let candidates = try await api.list("pulls?state=open&head=\(head)")
    return candidates.first { $0["head"]?["sha"]?.text == headSHA }?["number"]?.integer
  }

  /// What git knows of the measured commit.
  package func commit(by api: GitHubAPI) async throws(GitHubError) -> GitRecord {
    let answer = try await api.get("commits/\(headSHA)")
    var record = GitRecord()
    record.parents = (answer["parents"]?.elements ?? []).compactMap { $0["sha"]?.text }
    let commit = answer["commit"]
    record.committedAt = commit?["committer"]?["date"]?.text.flatMap { Timestamp(iso8601: $0) }
    record.subject = commit?["message"]?.text.map { String($0.prefix { !$0.isNewline }) }
    record.author = commit?["author"]?["name"]?.text
    record.dirty = false
    return record
  }
}

/// An event that lacks what it should tell.
package struct TrackingRunError: Diagnosis {
  package var field: String

  package var summary: String { "the event does not tell \"\(field)\"" }
  package var hint: String? {
    "this works on the event workflow_run of GitHub Actions; GITHUB_EVENT_PATH names its file"
  }
}
