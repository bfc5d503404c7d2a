import Testing

@testable import PerfTrace

@Suite struct GitHubActionsJobTests {
  private let head = String(repeating: "a", count: 40)
  private let merge = String(repeating: "b", count: 40)

  private func job(
    _ extra: [String: String] = [:], event: String = "{}"
  ) throws -> GitHubActionsJob {
    let variables = [
      "GITHUB_ACTIONS": "true", "GITHUB_SERVER_URL": "https://github.com",
      "GITHUB_REPOSITORY": "o/r", "GITHUB_RUN_ID": "7", "GITHUB_EVENT_PATH": "/event.json",
    ].merging(extra) { $1 }
    return try #require(
      GitHubActionsJob(
        variable: { variables[$0] },
        contents: { $0 == "/event.json" ? Array(event.utf8) : nil }))
  }

  private func pullRequest() throws -> GitHubActionsJob {
    try job(
      ["GITHUB_SHA": merge, "GITHUB_HEAD_REF": "feature", "GITHUB_REF_NAME": "12/merge"],
      event: """
        {"pull_request":{"number":12,"head":{"sha":"\(head)","ref":"feature/\\"x\\""}}}
        """)
  }

  private func seen(_ sha: String, branch: String? = nil) -> GitSnapshot {
    var snapshot = GitSnapshot()
    snapshot.sha = sha
    snapshot.branch = branch
    return snapshot
  }

  @Test func isNothingOutsideActions() {
    #expect(GitHubActionsJob(variable: { _ in nil }, contents: { _ in nil }) == nil)
  }

  @Test func tellsTheRun() throws {
    let record = try pullRequest().record
    #expect(record.provider == "github-actions")
    #expect(record.runURL == "https://github.com/o/r/actions/runs/7")
    #expect(record.pullRequest == 12)
  }

  @Test func takesThePullRequestsHeadInsteadOfTheMerge() throws {
    let corrected = try #require(try pullRequest().correctedHead(for: seen(merge)))
    #expect(corrected.sha == head)
    #expect(corrected.branch == "feature/\"x\"")
    #expect(corrected.replacesCommit)
  }

  @Test func keepsAHeadThatIsCheckedOut() throws {
    let corrected = try #require(try pullRequest().correctedHead(for: seen(head)))
    #expect(corrected.branch == "feature/\"x\"")
    #expect(!corrected.replacesCommit)
  }

  @Test func leavesOtherRepositoriesAlone() throws {
    let other = String(repeating: "c", count: 40)
    #expect(try pullRequest().correctedHead(for: seen(other)) == nil)
    #expect(try pullRequest().correctedHead(for: GitSnapshot()) == nil)
  }

  @Test func namesTheBranchOfADetachedPush() throws {
    let push = try job([
      "GITHUB_SHA": merge, "GITHUB_REF_TYPE": "branch", "GITHUB_REF_NAME": "main",
    ])
    #expect(push.correctedHead(for: seen(merge))?.branch == "main")
    #expect(push.correctedHead(for: seen(merge, branch: "own")) == nil)
  }

  @Test func readsADamagedEventAsNone() throws {
    #expect(try job(event: "{\"pull_request\":").record.pullRequest == nil)
  }
}
