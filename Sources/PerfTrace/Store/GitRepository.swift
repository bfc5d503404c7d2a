/// A temporary bare repository with one remote, `store`.
struct GitRepository: Sendable {
  struct Entry: Sendable {
    var path: String
    var blob: String
    var isRegularFile = true
  }

  private let folder: String
  private let remote: String
  private let branch: String
  private let userFolder: String?
  /// The user's settings of access, handed to git by its environment so that no secret stands among the arguments.
  private let environment: [String: String]

  /// Makes the repository for a remote of the user's repository, or for an address.
  static func temporary(
    for remote: String, branch: String, userFolder: String?
  ) async throws -> GitRepository {
    func user(_ arguments: [String]) async throws -> HelperProgram.Result {
      try await HelperProgram.run("git", arguments, directory: userFolder)
    }
    var address = remote
    let named = try await user(["remote", "get-url", "--push", "--", remote])
    if named.succeeded {
      address = named.text
    } else if !remote.contains("/") && !remote.contains(":") {
      throw FossilBranchError.noRemote(name: remote, cause: firstLine(named.errorOutput))
    }
    if !address.hasPrefix("/"), !address.contains(":") {
      let top = try await user(["rev-parse", "--show-toplevel"])
      address = (top.succeeded ? top.text : FileSystem.currentFolder) + "/" + address
    }
    var environment = try await access(user)
    environment["GIT_TERMINAL_PROMPT"] = "0"
    environment["LC_ALL"] = "C"
    let folder = FileSystem.temporaryFolder + "/perftrace-\(FossilID.recorded())"
    let repository = GitRepository(
      folder: folder, remote: remote, branch: branch, userFolder: userFolder,
      environment: environment)
    let made = try await HelperProgram.run("git", ["init", "--quiet", "--bare", folder])
    guard made.succeeded else {
      throw FossilBranchError.git(command: "init", cause: firstLine(made.errorOutput))
    }
    _ = try await repository.run(["remote", "add", "store", address])
    return repository
  }

  /// Settings of the user's repository that say who may get where, and who commits.
  private static func access(
    _ user: ([String]) async throws -> HelperProgram.Result
  ) async throws -> [String: String] {
    let pattern = "^(http|credential|url|protocol|user|core\\.sshcommand|core\\.askpass|ssh)\\b"
    let settings = try await user(["config", "--local", "--null", "--get-regexp", pattern])
    var environment: [String: String] = [:]
    // Settings that this program's own environment brings stay before those added.
    var count = ProcessVariables.value("GIT_CONFIG_COUNT").flatMap { Int($0) } ?? 0
    // Without a repository there are no local settings.
    for setting in settings.succeeded ? settings.output.split(separator: 0) : [] {
      let parts = setting.split(separator: UInt8(ascii: "\n"), maxSplits: 1)
      guard let key = parts.first else { continue }
      environment["GIT_CONFIG_KEY_\(count)"] = String(decoding: key, as: UTF8.self)
      environment["GIT_CONFIG_VALUE_\(count)"] =
        parts.count > 1 ? String(decoding: parts[1], as: UTF8.self) : "true"
      count += 1
    }
    if try await !user(["var", "GIT_COMMITTER_IDENT"]).succeeded {
      for (key, value) in [("user.name", "perftrace"), ("user.email", "perftrace@localhost")] {
        environment["GIT_CONFIG_KEY_\(count)"] = key
        environment["GIT_CONFIG_VALUE_\(count)"] = value
        count += 1
      }
    }
    environment["GIT_CONFIG_COUNT"] = "\(count)"
    return environment
  }

  func remove() async {
    // A folder below the system's temporary one; leaving it behind harms nobody.
    _ = try? await HelperProgram.run("rm", ["-rf", "--", folder])
  }

  /// Runs git here and gives its result, whatever it is.
  func git(_ arguments: [String], input: [UInt8] = []) async throws -> HelperProgram.Result {
    try await HelperProgram.run(
      "git", ["--git-dir", folder] + arguments, input: input, directory: userFolder,
      environment: environment, outputLimit: 2 << 30)
  }

  /// Runs git here.
  private func run(_ arguments: [String], input: [UInt8] = []) async throws -> [UInt8] {
    let result = try await git(arguments, input: input)
    guard result.succeeded else {
      throw FossilBranchError.git(
        command: arguments.first { !$0.hasPrefix("-") } ?? "",
        cause: Self.firstLine(result.errorOutput))
    }
    return result.output
  }

  private func line(_ arguments: [String], input: [UInt8] = []) async throws -> String {
    String(decoding: try await run(arguments, input: input), as: UTF8.self)
      .split(separator: "\n").first.map(String.init) ?? ""
  }

  /// Fetches the branch's newest commit and its trees; `nil` if there is no such branch.
  func fetchTip() async throws -> String? {
    let result = try await git([
      "fetch", "--quiet", "--no-tags", "--depth=1", "--filter=blob:none", "store",
      "+refs/heads/\(branch):refs/heads/tip",
    ])
    if result.succeeded { return try await line(["rev-parse", "refs/heads/tip"]) }
    let error = String(decoding: result.errorOutput, as: UTF8.self)
    if error.contains("couldn't find remote ref") { return nil }
    throw FossilBranchError.cannotFetch(
      branch: branch, remote: remote, cause: Self.firstLine(result.errorOutput))
  }

  /// All files of a commit.
  func entries(of commit: String) async throws -> [Entry] {
    // Lines of "100644 blob <hash>\t<path>", ended by zero bytes.
    try await run(["ls-tree", "-r", "-z", "--full-tree", commit]).split(separator: 0)
      .compactMap { line in
        let parts = line.split(separator: UInt8(ascii: "\t"), maxSplits: 1)
        let words = parts[0].split(separator: UInt8(ascii: " ")).map {
          String(decoding: $0, as: UTF8.self)
        }
        guard parts.count == 2, words.count == 3 else { return nil }
        return Entry(
          path: String(decoding: parts[1], as: UTF8.self), blob: words[2],
          isRegularFile: words[0] == "100644" || words[0] == "100755")
      }
  }

  /// The bytes of blobs, fetched all at once where they are missing.
  func contents(of blobs: [String]) async throws -> [[UInt8]] {
    guard !blobs.isEmpty else { return [] }
    let list = Array(blobs.map { $0 + "\n" }.joined().utf8)
    // What a server that cannot do this does not send now, `cat-file` asks for one by one.
    _ = try await git(
      [
        "-c", "fetch.negotiationAlgorithm=noop", "fetch", "--quiet", "--no-tags",
        "--no-write-fetch-head", "--filter=blob:none", "--stdin", "store",
      ], input: list)
    // Per blob "<hash> blob <size>\n<bytes>\n".
    let output = try await run(["cat-file", "--batch"], input: list)
    var contents: [[UInt8]] = []
    var position = 0
    while let end = output[position...].firstIndex(of: UInt8(ascii: "\n")) {
      let words = output[position..<end].split(separator: UInt8(ascii: " "))
      guard words.count == 3, let size = Int(String(decoding: words[2], as: UTF8.self)),
        end + 1 + size < output.count
      else { throw FossilBranchError.git(command: "cat-file", cause: "a file is missing") }
      contents.append(Array(output[(end + 1)..<(end + 1 + size)]))
      position = end + 2 + size
      if position >= output.count { break }
    }
    guard contents.count == blobs.count else {
      throw FossilBranchError.git(command: "cat-file", cause: "a file is missing")
    }
    return contents
  }

  func write(blob bytes: [UInt8]) async throws -> String {
    try await line(["hash-object", "-w", "--stdin"], input: bytes)
  }

  /// The hashes of files as blobs, byte for byte, which are then here if `writesBlobs` is set.
  func hashes(ofFiles paths: [String], writesBlobs: Bool) async throws -> [String] {
    guard !paths.isEmpty else { return [] }
    let current = FileSystem.currentFolder
    let list = paths.map { ($0.hasPrefix("/") ? $0 : current + "/" + $0) + "\n" }.joined()
    let output = try await run(
      ["hash-object"] + (writesBlobs ? ["-w"] : []) + ["--no-filters", "--stdin-paths"],
      input: Array(list.utf8))
    return String(decoding: output, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  /// Makes a commit of `parent`'s files and `additions`.
  func commit(
    _ additions: [Entry], on parent: String?, message: String
  ) async throws -> String {
    _ = try await run(parent.map { ["read-tree", $0] } ?? ["read-tree", "--empty"])
    let lines = additions.map { "100644 \($0.blob)\t\($0.path)\0" }.joined()
    _ = try await run(["update-index", "-z", "--index-info"], input: Array(lines.utf8))
    let tree = try await line(["write-tree", "--missing-ok"])
    return try await line(
      ["commit-tree", tree] + (parent.map { ["-p", $0] } ?? []), input: Array(message.utf8))
  }

  /// The first line that says something, without git's own prefix.
  static func firstLine(_ output: [UInt8]) -> String {
    let lines = String(decoding: output, as: UTF8.self).split(separator: "\n")
    let line = lines.first {
      $0.contains("fatal: ") || $0.contains("error: ") || $0.contains("! [")
    }
    return (line ?? lines.first).map {
      $0.replacing("fatal: ", with: "").replacing("error: ", with: "")
    }.map { String($0) } ?? ""
  }
}
