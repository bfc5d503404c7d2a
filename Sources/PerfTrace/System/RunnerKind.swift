/// The kind of machine that a continuous-integration service runs on.
struct RunnerKind: Sendable, Equatable {
  /// "github-hosted", "self-hosted", or the name of another service.
  var kind: String
  /// The image of the machine, "ubuntu24 20260504.1"; `nil` where unknown.
  var image: String?

  /// What the variables of this process tell; `nil` outside continuous integration.
  static var current: RunnerKind? { RunnerKind(ProcessVariables.value) }

  init?(_ variable: (String) -> String?) {
    if variable("GITHUB_ACTIONS") == "true" {
      kind = variable("RUNNER_ENVIRONMENT") ?? "github-actions"
      let parts = [variable("ImageOS"), variable("ImageVersion")].compactMap(\.self)
      image = parts.isEmpty ? nil : parts.joined(separator: " ")
    } else if variable("GITLAB_CI") != nil {
      kind = "gitlab-ci"
      image = variable("CI_RUNNER_DESCRIPTION")
    } else if variable("CI") == "true" || variable("CI") == "1" {
      kind = "ci"
    } else {
      return nil
    }
  }
}
