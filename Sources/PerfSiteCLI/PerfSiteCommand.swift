internal import ArgumentParser
internal import PerfCommandLine

@main
struct PerfSiteCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "perfsite", abstract: "Turns fossils into a static site.", version: "0.1.0",
    subcommands: [
      BuildCommand.self, CheckCommand.self, ServeCommand.self, TemplatesCommand.self,
    ])

  static func main() async { await runProgram() }
}
