internal import ArgumentParser
internal import PerfCommandLine
internal import PerfTrace

struct FossilsPullCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pull",
    abstract: "Brings the fossils of a git remote's branch into the store.")

  @OptionGroup var storeOptions: StoreOptionGroup
  @OptionGroup var branchOptions: FossilBranchOptionGroup

  func run() async throws {
    let branch = FossilBranch(
      store: try storeOptions.store(), remote: branchOptions.remote, branch: branchOptions.branch)
    let pull = try await branch.pull()
    for path in pull.ignored {
      Console.writeError(
        "perftrace: warning: \(TerminalText.safe(path)): no place for fossils, left on the branch")
    }
    Console.write("\(pull.files.of("file")) pulled")
  }
}
