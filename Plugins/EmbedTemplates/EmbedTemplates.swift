import Foundation
import PackagePlugin

/// Compiles files into a target as one Swift file of raw string literals.
///
/// PerfSite gets all of `Templates/`; PerfTrace gets what `perftrace init` writes: this project's own workflows, so
/// that users run what is tried here, and the example of a configuration.
@main
struct EmbedTemplates: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let package = context.package.directoryURL
    let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedTemplates.swift")
    let (root, names) =
      target.name == "PerfTrace"
      ? (package, Self.starters) : try Self.files(below: package.appending(path: "Templates"))
    return [
      .buildCommand(
        displayName: "Embedding \(names.count) templates",
        executable: try context.tool(named: "EmbedTemplatesTool").url,
        arguments: [root.path(), output.path()] + names,
        inputFiles: names.map { root.appending(path: $0) },
        outputFiles: [output])
    ]
  }

  private static let starters = [
    ".github/workflows/performance-comment.yml", ".github/workflows/performance-tracking.yml",
    "Documentation/perftrace.yml",
  ]

  private static func files(below root: URL) throws -> (URL, [String]) {
    let names = try FileManager.default.subpathsOfDirectory(atPath: root.path())
      .filter { name in
        !name.split(separator: "/").contains { $0.hasPrefix(".") }
          && isFile(root.appending(path: name))
      }
    return (root, names.sorted())
  }

  private static func isFile(_ url: URL) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: url.path(), isDirectory: &isFolder)
      && !isFolder.boolValue
  }
}
