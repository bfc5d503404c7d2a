import Foundation
import PackagePlugin

/// Compiles the program of the launcher into the target, so that `perftrace` stays a single file.
@main
struct EmbedLauncher: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let program = try context.tool(named: "PerfLauncher").url
    let output = context.pluginWorkDirectoryURL.appending(path: "LauncherImage.swift")
    return [
      .buildCommand(
        displayName: "Embedding the launcher", executable: program,
        arguments: ["--embed", program.path(), output.path()], inputFiles: [program],
        outputFiles: [output])
    ]
  }
}
