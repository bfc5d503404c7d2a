internal import ArgumentParser
internal import PerfCommandLine
internal import PerfTrace

/// The branch that fossils are pushed to and pulled from.
struct FossilBranchOptionGroup: ParsableArguments {
  @Option(help: "The remote, by its name or address.")
  var remote = "origin"

  @Option(help: "The branch that holds fossils.")
  var branch = "perf-fossils"
}

struct FossilsPushCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "push",
    abstract: "Adds new files of fossils to a branch of a git remote.",
    discussion: """
      Working tree, index and HEAD stay as they are. If another push comes first, this one is made \
      again on top of it.
      """)

  @OptionGroup var storeOptions: StoreOptionGroup
  @OptionGroup var branchOptions: FossilBranchOptionGroup

  func run() async throws {
    let branch = FossilBranch(
      store: try storeOptions.store(), remote: branchOptions.remote, branch: branchOptions.branch)
    let push = try await branch.push()
    guard let commit = push.commit else {
      return Console.write("nothing to push: \"\(branchOptions.branch)\" has all fossils")
    }
    Console.write(
      "\(push.files.of("file")) pushed to "
        + "\"\(branchOptions.branch)\" as \(commit.prefix(10))"
        + (push.lostRaces > 0 ? ", after \(push.lostRaces.of("lost race"))" : ""))
  }
}
