internal import ArgumentParser
internal import PerfCommandLine
internal import PerfTrace

struct FossilsPullCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pull",
    abstract: "Brings the fossils of a git remote's branch into the store.")

  @OptionGroup var storeOptions: StoreOptionGroup
  @OptionGroup var branchOptions: FossilBranchOptionGroup

  @Flag(help: "A branch that is not there yet is no error: the first run has nothing to pull.")
  var ifPresent = false

  func run() async throws {
    let branch = FossilBranch(
      store: try storeOptions.store(), remote: branchOptions.remote, branch: branchOptions.branch)
    let pull: FossilBranch.Pull
    do {
      pull = try await branch.pull()
    } catch FossilBranchError.noBranch where ifPresent {
      return Console.write("no branch \"\(branchOptions.branch)\" yet; nothing pulled")
    }
    for path in pull.ignored {
      Console.writeError(
        "perftrace: warning: \(TerminalText.safe(path)): no place for fossils, left on the branch")
    }
    Console.write("\(pull.files.of("file")) pulled")
  }
}
