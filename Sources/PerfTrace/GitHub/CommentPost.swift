/// The one comment of a pull request: found by its marker, updated in place.
package struct CommentPost: Sendable {
  /// First line of every comment of ours; invisible on the page.
  package static let marker = "<!-- perftrace: performance comment -->"
  /// GitHub refuses comments above 65,536 characters; ours stay below this many bytes.
  package static let mostBytes = 60_000

  /// What was done.
  package enum Outcome: Sendable, Equatable {
    case created(url: String)
    case updated(url: String)
    /// The token may not comment; why.
    case forbidden(String)
  }

  package var api: GitHubAPI
  package var pullRequest: Int
  /// Login of those whose comments with the marker are ours; nobody else's is touched.
  package var author: String

  package init(api: GitHubAPI, pullRequest: Int, author: String = "github-actions[bot]") {
    self.api = api
    self.pullRequest = pullRequest
    self.author = author
  }

  /// Creates the comment or updates the one that is there, wherever among the pages of comments it stands.
  ///
  /// One that was deleted meanwhile is created again.
  ///
  /// - Throws: `GitHubError` if GitHub refuses for another reason than a missing right.
  package func post(_ markdown: String) async throws(GitHubError) -> Outcome {
    let body = JSONValue.object(["body": .string(markdown)])
    do {
      if let existing = try await find() {
        do {
          let answer = try await api.request("PATCH", "issues/comments/\(existing)", body: body)
          return .updated(url: Self.url(in: answer))
        } catch  where error.status == 404 {}
      }
      // A comment whose creation was answered by a fault may stand there all the same: look again before a second try.
      do {
        let answer = try await api.request(
          "POST", "issues/\(pullRequest)/comments", body: body, isRepeatable: false)
        return .created(url: Self.url(in: answer))
      } catch  where error.isPassing {
        try? await Task.sleep(for: max(api.pause, .seconds(error.pause)))
        let method =
          try await find().map { ("PATCH", "issues/comments/\($0)") }
          ?? ("POST", "issues/\(pullRequest)/comments")
        return .created(url: Self.url(in: try await api.request(method.0, method.1, body: body)))
      }
    } catch  where error.isForbidden && !error.isRateLimit {
      return .forbidden(error.cause)
    }
  }

  private func find() async throws(GitHubError) -> Int? {
    try await api.list("issues/\(pullRequest)/comments").first {
      $0["user"]?["login"]?.text == author && $0["body"]?.text?.hasPrefix(Self.marker) == true
    }?["id"]?.integer
  }

  private static func url(in response: GitHubAPI.Response) -> String {
    (try? JSONValue.parse(response.body))?["html_url"]?.text ?? ""
  }
}
