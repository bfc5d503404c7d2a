internal import ArgumentParser

struct TemplatesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "templates", abstract: "Templates that pages are made with.",
    subcommands: [TemplatesExportCommand.self])
}
