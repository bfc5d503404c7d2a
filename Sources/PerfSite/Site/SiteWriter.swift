internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The end of the pipeline: brings files into the site's folder, and only what changed.
///
/// Files are written as they come, from several tasks at once. Each is replaced in one step, so a crash leaves its old bytes
/// or its new ones. The manifest tells which files are the site's own: only those are ever replaced or removed.
package final class SiteWriter: Sendable {
  private static let manifestPath = SiteFolder.privateFolder + "/manifest"

  /// What one build did to the folder.
  package struct Summary: Sendable, Equatable {
    package var written = 0
    package var unchanged = 0
    package var removed = 0
    /// Files of the whole site and their bytes; what the program keeps for itself counts nowhere here.
    package var files = 0
    package var bytes = 0
    package var bytesWritten = 0

    package init() {}
  }

  private struct State {
    var next = Manifest()
    var summary = Summary()
    /// Whether files were claimed since the manifest was read.
    var hasClaims = false
  }

  private let folder: SiteFolder
  /// What earlier builds left.
  let previous: Manifest
  private let state = Mutex(State())
  private let tokens = Atomic<Int>(0)
  private let lock: Int32

  /// Opens the folder for one build.
  package init(folder path: String) throws(SiteError) {
    folder = try SiteFolder(root: path)
    guard let lock = try folder.lock() else { throw .busy(folder: path) }
    self.lock = lock
    previous = Manifest(text: try folder.read(Self.manifestPath) ?? [])
  }

  /// Leaves the folder as it was found, where nothing was built in it after all.
  package func abandon() {
    folder.abandon()
  }

  deinit {
    close(lock)
  }

  /// Whether an earlier build made exactly these files from the same inputs, and they are still there.
  func isCurrent(_ paths: some Sequence<String>, inputs: String) -> Bool {
    paths.allSatisfy { path in
      guard let entry = previous.entries[path], entry.inputs == inputs else { return false }
      return folder.size(path) == entry.size
    }
  }

  /// Keeps files of an earlier build, which `isCurrent` found as they must be.
  func keep(_ paths: some Sequence<String>) {
    state.withLock { state in
      for path in paths {
        guard let entry = previous.entries[path] else { continue }
        state.next.entries[path] = entry
        if !SiteFolder.isPrivate(path) { state.summary.unchanged += 1 }
      }
    }
  }

  /// Says which files the build is going to write, before it writes the first: after a crash they are known as its own.
  ///
  /// A file that stands in the way and that no build made is an error, and nothing has been written.
  func claim(_ paths: [String]) throws(SiteError) {
    var claimed = previous
    let isFresh = folder.isFresh
    for path in paths where claimed.entries[path] == nil {
      if !isFresh && !SiteFolder.isPrivate(path) && folder.exists(path) {
        throw .foreignFile(path: "\(folder.root)/\(path)")
      }
      claimed.entries[path] = Manifest.Entry(inputs: nil, size: 0)
    }
    guard claimed.entries.count > previous.entries.count else { return }
    state.withLock { $0.hasClaims = true }
    try record(claimed)
  }

  /// Brings one file up to date.
  func write(_ file: RenderedFile, inputs: String) throws(SiteError) {
    var isSame =
      previous.entries[file.path] != nil && folder.size(file.path) == file.bytes.count
    if isSame { isSame = try folder.read(file.path) == file.bytes }
    if !isSame {
      let token = tokens.wrappingAdd(1, ordering: .relaxed).newValue
      try folder.replace(file.path, with: file.bytes, token: token)
    }
    state.withLock { state in
      state.next.entries[file.path] = Manifest.Entry(inputs: inputs, size: file.bytes.count)
      if SiteFolder.isPrivate(file.path) { return }
      if isSame {
        state.summary.unchanged += 1
      } else {
        state.summary.written += 1
        state.summary.bytesWritten += file.bytes.count
      }
    }
  }

  /// The bytes of a file that `isCurrent` found; `nil` where it is gone.
  func read(_ path: String) throws(SiteError) -> [UInt8]? { try folder.read(path) }

  private func record(_ manifest: Manifest) throws(SiteError) {
    let token = tokens.wrappingAdd(1, ordering: .relaxed).newValue
    try folder.replace(Self.manifestPath, with: manifest.text, token: token)
  }

  /// Removes what this build did not make again, and records what it made.
  package func finish() throws(SiteError) -> Summary {
    let (next, partial, hasClaims) = state.withLock { ($0.next, $0.summary, $0.hasClaims) }
    var summary = partial
    for path in previous.entries.keys.sorted() where next.entries[path] == nil {
      try folder.remove(path)
      if !SiteFolder.isPrivate(path) { summary.removed += 1 }
    }
    if hasClaims || next != previous { try record(next) }
    for (path, entry) in next.entries where !SiteFolder.isPrivate(path) {
      summary.files += 1
      summary.bytes += entry.size
    }
    return summary
  }
}
