#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// Writes the Swift file that holds the built-in templates: `ROOT OUTPUT NAME…`.
///
/// A raw string literal costs the compiler next to nothing, where an array of bytes takes half a minute.
@main
enum EmbedTemplatesTool {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    guard let root = arguments.first, let output = arguments.dropFirst().first else {
      throw EmbeddingError(name: "EmbedTemplatesTool", problem: "needs ROOT OUTPUT NAME…")
    }
    var source = """
      // Made by the EmbedTemplates plugin.

      /// Files as they were when this was built: path and text.
      let embeddedTemplates: [(name: StaticString, text: StaticString)] = [

      """
    for name in arguments.dropFirst(2) {
      let contents = try Data(contentsOf: URL(filePath: root).appending(path: name))
      guard let text = String(validating: contents, as: UTF8.self) else {
        throw EmbeddingError(name: name, problem: "is not UTF-8")
      }
      source += "(\(literal(name)),\n\(literal(text))),\n"
    }
    source += "]\n"
    let (content, url) = (Data(source.utf8), URL(filePath: output))
    // A file that is written anew, be it the same, makes the next build compile everything that has it.
    if (try? Data(contentsOf: url)) != content { try content.write(to: url) }
  }

  /// A raw multi-line literal with as many number signs as the text asks for.
  private static func literal(_ text: String) -> String {
    var signs = "#"
    while text.contains("\"\"\"" + signs) || text.contains("\\" + signs) { signs += "#" }
    return signs + "\"\"\"\n" + text + "\n\"\"\"" + signs
  }
}

/// A template that cannot be embedded; the message ends up in the build's log.
struct EmbeddingError: Error, CustomStringConvertible {
  var name: String
  var problem: String

  var description: String { "\(name) \(problem)" }
}
