/// What a repository needs to be tracked by CI: a configuration, two workflows, and git's word to leave the site out.
package struct ProjectSetup: Sendable {
  /// A file to be written into the repository.
  package struct File: Sendable, Equatable {
    /// What is there already.
    package enum State: Sendable, Equatable {
      case absent
      case same
      case different
      /// It is there, and lines are to be added at its end.
      case lacking
    }

    /// Path relative to the repository's root.
    package var path: String
    package var content: String
    package var state: State
  }

  package var files: [File]

  /// Reads what `folder` has, and makes the rest from this project's own workflows.
  ///
  /// `action` is `owner/name@revision` of the action that the workflows shall use; `directory` the folder of scripts.
  package init(folder: String, action: String, directory: String) {
    files = embeddedTemplates.map { name, text in
      let path = "\(name)" == "Documentation/perftrace.yml" ? "perftrace.yml" : "\(name)"
      let content =
        path == "perftrace.yml"
        ? "\(text)".replacing(
          "  directory: scripts\n", with: "  directory: \(Self.scalar(directory))\n")
        : Self.adapt("\(text)", action: action)
      let existing = try? FileSystem.contents(of: folder + "/" + path)
      let state: File.State =
        existing.map { $0 == Array(content.utf8) ? .same : .different } ?? .absent
      return File(path: path, content: content, state: state)
    }
    files.append(Self.ignoreList(of: folder))
  }

  /// What git shall not keep: the site, which is made anew from the fossils.
  private static func ignoreList(of folder: String) -> File {
    let path = ".gitignore"
    guard let bytes = try? FileSystem.contents(of: folder + "/" + path) else {
      return File(path: path, content: "site/\n", state: .absent)
    }
    let text = String(decoding: bytes, as: UTF8.self)
    let ignored = text.split(whereSeparator: \.isNewline).map { line in
      line.drop { $0 == "/" }.trimmingSuffix { $0 == "/" || $0 == " " }
    }
    if ignored.contains("site") { return File(path: path, content: text, state: .same) }
    let gap = text.isEmpty || text.hasSuffix("\n") ? "" : "\n"
    return File(path: path, content: text + gap + "site/\n", state: .lacking)
  }

  /// Writes a file whole or not at all, with the folders above it.
  ///
  /// - Throws: `ProjectSetupError` if it can't be written.
  package static func write(_ file: File, in folder: String) throws(ProjectSetupError) {
    let path = folder + "/" + file.path
    do {
      try FileSystem.makeFolder(FileSystem.parent(of: path))
      try FileSystem.replace(path, with: Array(file.content.utf8))
    } catch {
      throw ProjectSetupError(path: file.path, cause: "\(error)")
    }
  }

  /// Our workflow as a user has it: the published action in place of the checked-out one, a release in place of a build.
  private static func adapt(_ workflow: String, action: String) -> String {
    func depth(_ line: Substring) -> Int { line.prefix { $0 == " " }.count }
    let source = workflow.split(separator: "\n", omittingEmptySubsequences: false)
      .filter { $0.dropFirst(depth($0)) != "version: source" }
    var lines: [Substring] = []
    for (line, next) in zip(source, source.dropFirst() + [""]) {
      // Where the version was the only input, nothing stands below "with:" any more.
      if line.dropFirst(depth(line)) == "with:", depth(next) <= depth(line) { continue }
      lines.append(line.hasSuffix("uses: ./") ? line.dropLast(2) + Substring(action) : line)
    }
    return lines.joined(separator: "\n")
  }

  /// Text as a YAML scalar.
  private static func scalar(_ text: String) -> String {
    var bytes: [UInt8] = []
    bytes.append(jsonString: text)
    let isPlain =
      text.first?.isLetter == true
      && text.allSatisfy { $0.isLetter || "/-_.0123456789".contains($0) }
    return isPlain ? text : String(decoding: bytes, as: UTF8.self)
  }
}

extension Substring {
  fileprivate func trimmingSuffix(while isDropped: (Character) -> Bool) -> Substring {
    var text = self
    while let last = text.last, isDropped(last) { text.removeLast() }
    return text
  }
}

/// A file of the setup that could not be written.
package struct ProjectSetupError: Diagnosis {
  package var path: String
  package var cause: String

  package var summary: String { "cannot write \"\(path)\"" }
  package var reason: String? { cause }
}
