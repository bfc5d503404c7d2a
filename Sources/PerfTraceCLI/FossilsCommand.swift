internal import ArgumentParser

struct FossilsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fossils",
    abstract: "Looks after the store of fossils.",
    subcommands: [
      FossilsArchiveCommand.self,
      FossilsCompactCommand.self,
      FossilsMergeCommand.self,
      FossilsPullCommand.self,
      FossilsPushCommand.self,
      FossilsStatsCommand.self,
      FossilsVerifyCommand.self,
    ])
}
