import PerfTestSupport
import PerfTrace
import Testing

/// A default branch that nobody measured is not replaced by another in silence.
@Suite struct DefaultBranchTests {
  private func store() throws -> JudgingStore {
    var store = try JudgingStore()
    for commit in 0..<4 { store.add(commit: commit, level: 10, runs: 5) }
    store.add(branch: "topic", commit: 5, parent: 3, level: 10, runs: 5)
    return store
  }

  private static let commands = [
    ["check", "topic"], ["trends"], ["compare", "main", "topic"], ["comment", "--head", "topic"],
    ["accept", "topic", "--script", "build", "--reason", "wanted"],
    ["exclude", "00000000-0000-8000-8000-000000000001", "--reason", "swapped"], ["traceability"],
  ]

  @Test(arguments: commands)
  func refusesTheNameOfAnOption(command: [String]) throws {
    let store = try store()
    let outcome = try store.run(command + ["--default-branch", "nosuch"])
    #expect(outcome.status == 1)
    #expect(
      outcome.errorOutput == """
        perftrace: error: no branch "nosuch" was measured
          hint: known branches: main, topic

        """)
    #expect(!store.folder.exists("perftrace-annotations.yml"))
    let near = try store.run(command + ["--default-branch", "mian"])
    #expect(near.errorOutput.contains("hint: did you mean \"main\"?\n"), "\(near.errorOutput)")
  }

  @Test func refusesItWhereASiteIsBuilt() throws {
    let store = try store()
    try store.write()
    let outcome = try BuiltProgram("perfsite").run(
      ["build", "--default-branch", "nosuch"], in: store.folder.path)
    #expect(outcome.status == 1)
    #expect(
      outcome.errorOutput == """
        perfsite: error: no branch "nosuch" was measured
          hint: known branches: main, topic

        """)
    #expect(!store.folder.exists("site"))
  }

  @Test(arguments: commands)
  func warnsOnceOfTheConfigurations(command: [String]) throws {
    let store = try store()
    try store.folder.write("default-branch: trunk\n", to: "perftrace.yml")
    let outcome = try store.run(command)
    #expect(outcome.status == 0)
    let warning = """
      perftrace.yml: the default branch "trunk" was never measured; "main" is taken for it
        hint: known branches: main, topic

      """
    #expect(outcome.errorOutput.matches(of: /the default branch/).count == 1)
    #expect(outcome.errorOutput.contains("perftrace: warning: "))
    #expect(outcome.errorOutput.contains(warning), "\(outcome.errorOutput)")
    // Who names another by option is not told of it.
    let chosen = try store.run(command + ["--default-branch", "topic"])
    #expect(!chosen.errorOutput.contains("trunk"))
    if command == ["trends"] {
      let site = try BuiltProgram("perfsite").run(["build"], in: store.folder.path)
      #expect(site.status == 0)
      #expect(site.errorOutput.hasPrefix("perfsite: warning: "))
      #expect(site.errorOutput.contains(warning), "\(site.errorOutput)")
    }
  }

  /// In continuous integration the server fills the name in, and the first pull request comes before the first measurement of main.
  @Test(arguments: [["CI": "true"], ["GITHUB_ACTIONS": "true"], ["GITLAB_CI": "1"]])
  func onlyWarnsInContinuousIntegration(environment: [String: String]) throws {
    let store = try store()
    try store.write()
    let outcome = try BuiltProgram("perftrace").run(
      ["check", "topic", "--default-branch", "trunk"], in: store.folder.path,
      environment: environment)
    #expect(outcome.status == 0)
    #expect(
      outcome.errorOutput.hasPrefix(
        "perftrace: warning: the default branch \"trunk\" was never measured; \"main\" is taken for it\n"
      ),
      "\(outcome.errorOutput)")
  }

  @Test func saysNothingOfAStoreWithoutBranches() throws {
    let warning = try DefaultBranchCheck.warning(
      option: "main", configuration: Configuration(), in: History(), isAutomatic: false)
    #expect(warning == nil)
  }
}
