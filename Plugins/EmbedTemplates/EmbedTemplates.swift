import Foundation
import PackagePlugin

/// Compiles the files of `Templates/` into the target as one Swift file of raw string literals.
@main
struct EmbedTemplates: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let root = context.package.directoryURL.appending(path: "Templates")
    let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedTemplates.swift")
    let names = try FileManager.default.subpathsOfDirectory(atPath: root.path())
      .filter { name in
        !name.split(separator: "/").contains { $0.hasPrefix(".") }
          && Self.isFile(root.appending(path: name))
      }
      .sorted()
    return [
      .buildCommand(
        displayName: "Embedding \(names.count) templates",
        executable: try context.tool(named: "EmbedTemplatesTool").url,
        arguments: [root.path(), output.path()] + names,
        inputFiles: names.map { root.appending(path: $0) },
        outputFiles: [output])
    ]
  }

  private static func isFile(_ url: URL) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: url.path(), isDirectory: &isFolder)
      && !isFolder.boolValue
  }
}
