internal import ArgumentParser
internal import PerfCommandLine
internal import PerfTrace

struct InitCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Writes perftrace.yml and the workflows of GitHub Actions into a repository.",
    discussion: """
      Shows first what it would write, and adds site/ to .gitignore. A file that is there and differs is shown as a diff and only replaced with --force.
      """)

  @Option(help: ArgumentHelp("The repository's root.", valueName: "dir"))
  var folder = "."

  @Option(
    help: ArgumentHelp(
      "The action that the workflows use; pin it by commit.", valueName: "owner/name@revision"))
  var action = "perftrace/perftrace@v0.1.0"

  @Option(help: ArgumentHelp("The folder whose scripts are tracked.", valueName: "dir"))
  var directory = "scripts"

  @Flag(help: "Ask nothing.")
  var yes = false

  @Flag(help: "Replace files that are there and differ.")
  var force = false

  func validate() throws {
    let parts = action.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].split(separator: "/").count >= 2, !parts[1].isEmpty,
      action.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "/-_.@".contains($0)) })
    else { throw ValidationError("--action takes owner/name@revision, not \"\(action)\"") }
  }

  func run() async throws {
    let setup = ProjectSetup(folder: folder, action: action, directory: directory)
    for file in setup.files {
      switch file.state {
      case .absent: Console.write("new        \(file.path)")
      case .lacking: Console.write("extended   \(file.path)")
      case .same: Console.write("unchanged  \(file.path)")
      case .different:
        Console.write("\(force ? "replaced " : "kept     ")  \(file.path)")
        Console.write(try await difference(of: file))
      }
    }
    let wanted = setup.files.filter {
      $0.state == .absent || $0.state == .lacking || ($0.state == .different && force)
    }
    let kept = setup.files.contains { $0.state == .different } && !force
    if !wanted.isEmpty {
      guard yes || confirms("write \(wanted.count) files? [y/N] ") else {
        Console.writeError(
          "perftrace: nothing was written\n  hint: `perftrace init --yes` writes without asking")
        throw ExitCode.failure
      }
      for file in wanted { try ProjectSetup.write(file, in: folder) }
    }
    if kept {
      Console.writeError("perftrace: files that differ were kept\n  hint: --force replaces them")
      throw ExitCode.failure
    }
    Console.write(
      "next: commit these files, let GitHub Pages deploy from GitHub Actions (Settings, Pages), and set the variable "
        + "PERFTRACE_SITE_URL to the site's address; fossils/ need no commit, the workflows keep theirs on the branch "
        + "perf-fossils, and site/ is made of them")
  }

  /// What `--force` would change, as git shows it.
  private func difference(of file: ProjectSetup.File) async throws -> String {
    let result = try await HelperProgram.run(
      "git", ["diff", "--no-index", "--no-color", "--", "\(folder)/\(file.path)", "-"],
      input: Array(file.content.utf8))
    return result.text
  }

  private func confirms(_ question: String) -> Bool {
    guard Console.errorIsTerminal else { return false }
    Console.writeError(question, terminator: "")
    return ["y", "yes"].contains(readLine()?.lowercased())
  }
}
