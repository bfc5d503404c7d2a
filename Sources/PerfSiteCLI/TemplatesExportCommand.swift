internal import ArgumentParser
internal import PerfCommandLine
internal import PerfSite

struct TemplatesExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Writes the built-in templates into a folder, to be changed and given to --templates."
  )

  @Argument(help: "The folder; files in it that differ are kept, unless --force is given.")
  var folder = "templates"

  @Flag(help: "Replace files that differ.")
  var force = false

  func run() async throws {
    let written = try ThemeExport.write(to: folder, replacing: force)
    for path in written { Console.write("\(folder)/\(path)") }
  }
}
