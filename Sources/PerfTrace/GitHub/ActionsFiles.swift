internal import SystemPackage

/// The files by which a step of GitHub Actions tells its results, named by environment variables.
package struct ActionsFiles: Sendable {
  /// `GITHUB_STEP_SUMMARY`: Markdown shown on the page of the run; `nil` outside of GitHub Actions.
  package var summaryPath: String?
  /// `GITHUB_OUTPUT`: values for later steps; `nil` outside of GitHub Actions.
  package var outputPath: String?

  /// GitHub shows no summary of a step above this many bytes.
  package static let summaryLimit = 1 << 20

  package init(environment: [String: String]) {
    func path(_ key: String) -> String? { environment[key].flatMap { $0.isEmpty ? nil : $0 } }
    summaryPath = path("GITHUB_STEP_SUMMARY")
    outputPath = path("GITHUB_OUTPUT")
  }

  /// Appends Markdown to the summary; does nothing outside of GitHub Actions.
  ///
  /// - Throws: `ActionsFileError` if the file can't be written or `markdown` is above the limit.
  package func appendSummary(_ markdown: String) throws(ActionsFileError) {
    guard let summaryPath else { return }
    guard markdown.utf8.count < Self.summaryLimit else {
      throw ActionsFileError(
        path: summaryPath, cause: "\(markdown.utf8.count) bytes are above GitHub's limit of 1 MiB")
    }
    try Self.append(markdown + "\n", to: summaryPath)
  }

  /// Appends an output of the step; does nothing outside of GitHub Actions.
  ///
  /// The value stands between two lines of a delimiter that it doesn't contain, so that it can't define other outputs.
  ///
  /// - Throws: `ActionsFileError` if the file can't be written.
  package func appendOutput(_ name: String, _ value: String) throws(ActionsFileError) {
    guard let outputPath else { return }
    var delimiter = ""
    repeat {
      delimiter = "perftrace_" + String(UInt64.random(in: .min ... .max), radix: 36)
    } while value
      .contains(delimiter)
    try Self.append("\(name)<<\(delimiter)\n\(value)\n\(delimiter)\n", to: outputPath)
  }

  private static func append(_ text: String, to path: String) throws(ActionsFileError) {
    do {
      let file = try FileDescriptor.open(
        FilePath(path), .writeOnly, options: [.append, .create, .closeOnExec],
        permissions: [.ownerReadWrite, .groupRead, .otherRead])
      try file.closeAfter { _ = try file.writeAll(text.utf8) }
    } catch {
      throw ActionsFileError(path: path, cause: "\(error)")
    }
  }
}

/// A file of GitHub Actions that could not be written.
package struct ActionsFileError: Diagnosis {
  package var path: String
  package var cause: String

  package var summary: String { "cannot write \"\(path)\"" }
  package var reason: String? { cause }
}
