import Testing

@testable import PerfTrace

@Suite struct GitHubAPITests {
  private static let now = Timestamp(milliseconds: 1_000_000)

  @Test(arguments: [
    (["retry-after": "60"], 60),
    (["retry-after": "-1"], 0),
    (["x-ratelimit-remaining": "0", "x-ratelimit-reset": "1030"], 31),
    (["x-ratelimit-remaining": "0", "x-ratelimit-reset": "900"], 0),
    (["retry-after": "5", "x-ratelimit-remaining": "0", "x-ratelimit-reset": "1030"], 5),
  ])
  func waitsAsLongAsGitHubAsks(fields: [String: String], seconds: Int) {
    #expect(GitHubAPI.pause(in: fields, at: Self.now) == seconds)
  }

  @Test(arguments: [
    [:], ["retry-after": "Wed, 21 Oct 2026 07:28:00 GMT"],
    ["x-ratelimit-remaining": "4999", "x-ratelimit-reset": "1030"],
    ["x-ratelimit-remaining": "0", "x-ratelimit-reset": "9223372036854775807"],
  ])
  func knowsWhenGitHubDoesNotSay(fields: [String: String]) {
    #expect(GitHubAPI.pause(in: fields, at: Self.now) == nil)
  }

  @Test func asksTheServerOfTheWorkflow() throws {
    let variables = [
      "GITHUB_REPOSITORY": "owner/name", "GITHUB_SERVER_URL": "https://github.example",
      "GH_TOKEN": "token",
    ]
    let enterprise = try #require(GitHubAPI(actions: variables))
    #expect(
      enterprise.environment == ["GH_HOST": "github.example", "GH_ENTERPRISE_TOKEN": "token"])
    let dotcom = variables.merging(["GITHUB_SERVER_URL": "https://github.com"]) { $1 }
    #expect(GitHubAPI(actions: dotcom)?.environment.isEmpty == true)
    #expect(GitHubAPI(actions: [:]) == nil)
  }
}
