/// A branch of a git remote that holds a store's files: `<yyyy>/<mm>/NAME.jsonl` and `archive/NAME.jsonl`.
///
/// Each folder above a file costs every push an object that hardly packs, so there are no more of them than it takes.
///
/// All work happens in a temporary bare repository, so that neither working tree nor index, HEAD, refs, shallow boundary
/// or configuration of the user's repository is touched. Only the tip of the branch is fetched, and of that the
/// trees alone where the server can filter; contents come when they are needed.
package struct FossilBranch: Sendable {
  /// What precedes the years in a store's paths, and has no place in the branch's.
  private static let traces = "traces/"
  /// What precedes all paths of a store, and has no place in the branch's.
  private static let performance = "performance/"

  package let store: FossilStore
  package let remote: String
  package let branch: String
  /// The folder whose repository knows the remote; `nil` is the current one.
  package let repositoryFolder: String?

  package init(
    store: FossilStore, remote: String, branch: String, repositoryFolder: String? = nil
  ) {
    self.store = store
    self.remote = remote
    self.branch = branch
    self.repositoryFolder = repositoryFolder
  }

  /// What a push did.
  package struct Push: Sendable, Equatable {
    /// Files that were not on the branch, or not all of whose lines were.
    package var files = 0
    /// The new commit; `nil` if there was nothing to add.
    package var commit: String?
    /// How often another push came first.
    package var lostRaces = 0
  }

  /// What a pull did.
  package struct Pull: Sendable, Equatable {
    package var files = 0
    /// Paths on the branch that are no place for fossils, and were left there.
    package var ignored: [String] = []
  }

  /// How often a lost race is run again.
  private static let attemptLimit = 40

  /// Adds this store's files to the branch; a race that another push wins is run again on top of that.
  ///
  /// - Throws: `FossilBranchError`, `StoreError` or `HelperProgramError`.
  package func push() async throws -> Push {
    guard store.exists else { throw StoreError.noStore(path: store.root) }
    return try await withRepository { repository in
      var result = Push()
      let local = try await localBlobs(in: repository)
      while true {
        let tip = try await repository.fetchTip()
        let additions = try await additions(of: local, to: tip, in: repository)
        guard !additions.isEmpty else { return result }
        let commit = try await repository.commit(
          additions, on: tip,
          message: "Add \(additions.count) \(additions.count == 1 ? "file" : "files") of fossils")
        let outcome = try await repository.git(
          ["push", "--quiet", "store", "\(commit):refs/heads/\(branch)"])
        if outcome.succeeded {
          result.files = additions.count
          result.commit = commit
          return result
        }
        guard Self.isLostRace(outcome.errorOutput), result.lostRaces < Self.attemptLimit else {
          throw FossilBranchError.cannotPush(
            branch: branch, remote: remote, cause: GitRepository.firstLine(outcome.errorOutput))
        }
        result.lostRaces += 1
        // Exponential back-off up to about 3 s, anywhere between half of it and all.
        let ceiling = 50 << min(result.lostRaces, 6)
        try await Task.sleep(for: .milliseconds(Int.random(in: (ceiling / 2)...ceiling)))
      }
    }
  }

  /// Brings the branch's files into this store; what is here already stays, and lines of equally named files are united.
  ///
  /// - Throws: `FossilBranchError`, `StoreError` or `HelperProgramError`.
  package func pull() async throws -> Pull {
    try await withRepository { repository in
      var result = Pull()
      guard let tip = try await repository.fetchTip() else {
        throw FossilBranchError.noBranch(branch: branch, remote: remote)
      }
      let entries = try await repository.entries(of: tip)
      let local = try await localBlobs(in: repository)
      let wanted = entries.filter { entry in
        guard let name = Self.storeName(entry.path), entry.isRegularFile else {
          result.ignored.append(entry.path)
          return false
        }
        return local[name] != entry.blob
      }
      let contents = try await repository.contents(of: wanted.map(\.blob))
      for (entry, bytes) in zip(wanted, contents) {
        guard let name = Self.storeName(entry.path) else { continue }
        let path = store.root + "/" + name
        var merged = bytes
        do throws(SystemError) {
          try FileSystem.makeFolder(FileSystem.parent(of: path))
          if local[name] != nil {
            let file = try OpenFile.reading(path)
            guard file.lock() else { continue }
            let own = try FileSystem.contents(of: path)
            merged = Self.union(bytes, own, sorted: name.hasPrefix("performance/archive/"))
            if merged == own { continue }
          }
          try FileSystem.replace(path, with: merged)
          result.files += 1
        } catch {
          throw StoreError.cannotWrite(path: path, cause: error)
        }
      }
      return result
    }
  }

  /// The files to add to `tip`: those of `local` that it does not have, and the union of those that differ.
  private func additions(
    of local: [String: String], to tip: String?, in repository: GitRepository
  ) async throws -> [GitRepository.Entry] {
    var remoteBlobs: [String: String] = [:]
    if let tip {
      for entry in try await repository.entries(of: tip) { remoteBlobs[entry.path] = entry.blob }
    }
    var fresh: [String] = []
    var additions: [GitRepository.Entry] = []
    for (name, blob) in local.sorted(by: { $0.key < $1.key }) {
      guard let other = remoteBlobs[Self.branchPath(name)] else {
        fresh.append(name)
        continue
      }
      guard other != blob else { continue }
      let theirs = try await repository.contents(of: [other])[0]
      let own = try Self.contents(of: store.root + "/" + name)
      let merged = Self.union(theirs, own, sorted: name.hasPrefix("performance/archive/"))
      guard merged != theirs else { continue }
      additions.append(
        GitRepository.Entry(
          path: Self.branchPath(name), blob: try await repository.write(blob: merged)))
    }
    let blobs = try await repository.hashes(
      ofFiles: fresh.map { store.root + "/" + $0 }, writesBlobs: true)
    additions += zip(fresh, blobs).map {
      GitRepository.Entry(path: Self.branchPath($0), blob: $1)
    }
    return additions
  }

  /// Names of the files of this store with the hashes that git gives them.
  private func localBlobs(in repository: GitRepository) async throws -> [String: String] {
    let paths = store.files().paths.filter { Self.isPlace(store.relative($0)) }
    let blobs = try await repository.hashes(ofFiles: paths, writesBlobs: false)
    return Dictionary(
      zip(paths.map { store.relative($0) }, blobs), uniquingKeysWith: { first, _ in first })
  }

  private static func contents(of path: String) throws(StoreError) -> [UInt8] {
    do {
      return try FileSystem.contents(of: path)
    } catch {
      throw .cannotRead(path: path, cause: error)
    }
  }

  private func withRepository<Value>(
    _ body: (GitRepository) async throws -> Value
  ) async throws -> Value {
    let repository = try await GitRepository.temporary(
      for: remote, branch: branch, userFolder: repositoryFolder)
    do {
      let value = try await body(repository)
      await repository.remove()
      return value
    } catch {
      await repository.remove()
      throw error
    }
  }

  /// All lines of both, each once: those of `theirs` first, or all in byte-for-byte order of an archive.
  static func union(_ theirs: [UInt8], _ own: [UInt8], sorted: Bool) -> [UInt8] {
    var seen: Set<ArraySlice<UInt8>> = []
    var merged: [UInt8] = []
    for line in theirs.split(separator: UInt8(ascii: "\n"))
      + own.split(separator: UInt8(ascii: "\n")) where seen.insert(line).inserted
    {
      merged += line
      merged.append(UInt8(ascii: "\n"))
    }
    guard sorted else { return merged }
    let texts = seen.map { line in
      let fossil = try? Fossil(line: Array(line))
      return FossilText(
        id: fossil?.id ?? FossilID(high: 0, low: 0),
        timestamp: fossil?.timestamp ?? Timestamp(milliseconds: 0), text: Array(line), isLine: true)
    }
    return FossilTextVisitor.lines(of: texts)
  }

  /// Whether git's words say that the branch moved or was locked meanwhile.
  static func isLostRace(_ errorOutput: [UInt8]) -> Bool {
    let text = String(decoding: errorOutput, as: UTF8.self)
    return [
      "non-fast-forward", "fetch first", "stale info", "cannot lock ref", "failed to update ref",
      "incorrect old value", "reference already exists", "Unable to create",
    ].contains { text.contains($0) }
  }

  /// Where a file of the store lies in the branch.
  static func branchPath(_ name: String) -> String {
    let path = name.dropFirst(performance.count)
    return String(path.hasPrefix(traces) ? path.dropFirst(traces.count) : path)
  }

  /// Where a file of the branch lies in the store; `nil` if it is no place for fossils.
  static func storeName(_ path: String) -> String? {
    let name = performance + (path.hasPrefix("archive/") ? "" : traces) + path
    return isPlace(name) ? name : nil
  }

  /// Whether a path is one that a store has: `performance/traces/<yyyy>/<mm>/NAME.jsonl` or `performance/archive/NAME.jsonl`.
  ///
  /// A branch may come from anyone, so nothing else of it is ever written.
  static func isPlace(_ name: String) -> Bool {
    var parts = name.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.first == "performance", let last = parts.popLast(), last.hasSuffix(".jsonl") else {
      return false
    }
    let isPlainName = last.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
        UInt8(ascii: "."):
        true
      default: false
      }
    }
    guard isPlainName, !last.hasPrefix(".") else { return false }
    if parts.count == 2, parts[1] == "archive" { return true }
    return parts.count == 4 && parts[1] == "traces" && isNumber(parts[2], 4)
      && isNumber(parts[3], 2)
  }

  private static func isNumber(_ text: Substring, _ digits: Int) -> Bool {
    text.utf8.count == digits
      && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }
}
