/// A workflow command of GitHub Actions that annotates a file: one line on standard output.
///
/// Source: "Workflow commands for GitHub Actions", and `@actions/core` for what is escaped where.
package struct WorkflowCommand: Sendable, Equatable {
  package enum Level: String, Sendable {
    case error
    case warning
    case notice
  }

  package var level: Level
  package var title: String
  package var message: String
  /// Path relative to the repository; `nil` leaves the annotation without a place.
  package var file: String?

  package init(level: Level, title: String, message: String, file: String? = nil) {
    self.level = level
    self.title = title
    self.message = message
    self.file = file
  }

  /// The command's line, without its newline.
  package var line: String {
    var properties: [String] = []
    if let file { properties.append("file=\(Self.escapeProperty(file)),line=1") }
    properties.append("title=\(Self.escapeProperty(title))")
    return "::\(level.rawValue) \(properties.joined(separator: ","))::\(Self.escapeText(message))"
  }

  private static func escapeText(_ text: String) -> String {
    escape(text) { scalar in scalar == "%" || scalar == "\r" || scalar == "\n" }
  }

  private static func escapeProperty(_ text: String) -> String {
    escape(text) { scalar in
      scalar == "%" || scalar == "\r" || scalar == "\n" || scalar == ":" || scalar == ","
    }
  }

  private static func escape(
    _ text: String, where mustEscape: (Unicode.Scalar) -> Bool
  ) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      if mustEscape(scalar) {
        result +=
          (scalar.value < 16 ? "%0" : "%") + String(scalar.value, radix: 16, uppercase: true)
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
