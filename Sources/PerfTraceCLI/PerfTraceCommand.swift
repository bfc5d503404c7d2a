internal import ArgumentParser
internal import PerfCommandLine

@main
struct PerfTraceCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "perftrace",
    abstract:
      "Runs scripts, records every execution as a fossil, and judges new fossils against old ones.",
    version: "0.1.0",
    subcommands: [
      AcceptCommand.self,
      AdmitCommand.self,
      ChangePointsCommand.self,
      CheckCommand.self,
      CommentCommand.self,
      CompareCommand.self,
      ConfigCommand.self,
      DoctorCommand.self,
      DuelCommand.self,
      ExcludeCommand.self,
      ExportCommand.self,
      FossilsCommand.self,
      ImportCommand.self,
      InitCommand.self,
      JudgeCommand.self,
      LogCommand.self,
      NotifyCommand.self,
      TraceabilityCommand.self,
      TrackBatchCommand.self,
      TrackCommand.self,
      TrendsCommand.self,
    ])

  static func main() async { await runProgram() }
}
