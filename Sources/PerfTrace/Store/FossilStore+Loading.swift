internal import Synchronization

extension FossilStore {
  /// Reads all fossils, in parallel over files, and says what could not be used.
  ///
  /// - Throws: `StoreError.noStore` if there is no such folder, `StoreError.cannotRead` if it may not be read.
  package func loadHistory(
    threads: Int = FileSystem.processorCount
  ) async throws(StoreError) -> (History, [StoreDiagnostic]) {
    try requireReadable()
    let (paths, found) = files()
    var visitors = await Self.scan(paths, threads: threads) { HistoryVisitor() }
    var diagnostics = found
    for visitor in visitors { diagnostics += visitor.diagnostics }
    diagnostics.sort { $0.precedes($1) }
    let builders = visitors.map(\.builder)
    // The history takes the builders apart piece by piece, which frees memory only if they are nobody else's.
    visitors = []
    return (History(joining: builders, files: paths), diagnostics)
  }

  /// Reads all fossils for somebody who wants to know what they say, and what could not be used.
  ///
  /// - Throws: as `loadHistory`; `StoreError.nothingUsable` if there are files and nothing in them can be used, since that
  ///   is not the same as a store in which nothing was recorded.
  package func loadUsableHistory(
    threads: Int = FileSystem.processorCount
  ) async throws(StoreError) -> (History, [StoreDiagnostic]) {
    let (history, diagnostics) = try await loadHistory(threads: threads)
    if history.count == 0 && !diagnostics.isEmpty {
      throw .nothingUsable(path: root, problems: diagnostics)
    }
    return (history, diagnostics)
  }

  /// Reads one whole fossil again.
  ///
  /// - Throws: `StoreError.cannotRead`, or `StoreError.notThere` if the store changed since the history was loaded.
  package func fossil(
    at location: History.Location, in history: History
  ) throws(StoreError) -> Fossil {
    let path = history.files[Int(location.file)]
    var bytes = [UInt8](repeating: 0, count: Fossil.lineLimit + 1)
    var filled = 0
    do {
      let file = try OpenFile.reading(path)
      while filled < bytes.count {
        let count = try file.read(
          into: &bytes, filled..<bytes.count, at: location.offset + Int64(filled))
        if count == 0 { break }
        filled += count
      }
    } catch {
      throw .cannotRead(path: path, cause: error)
    }
    do {
      var reader = JSONReader()
      return try Fossil(next: &reader, in: bytes.span.extracting(0..<filled))
    } catch {
      throw .notThere(path: path, line: Int(location.line), problem: error.problem)
    }
  }

  /// Shows all fossils of `paths` to visitors, one visitor a thread; each file goes to whichever thread is free.
  static func scan<Visitor: FossilVisitor & Sendable>(
    _ paths: [String], threads: Int, makeVisitor: @Sendable @escaping () -> Visitor
  ) async -> [Visitor] {
    let next = SharedCounter()
    return await withTaskGroup(of: Visitor.self) { group in
      for _ in 0..<max(min(threads, paths.count), 1) {
        group.addTask {
          var visitor = makeVisitor()
          var buffer: [UInt8] = []
          while true {
            let index = next.take()
            guard index < paths.count else { return visitor }
            FossilFile(path: paths[index], index: Int32(index)).scan(&visitor, buffer: &buffer)
          }
        }
      }
      var visitors: [Visitor] = []
      for await visitor in group { visitors.append(visitor) }
      return visitors
    }
  }
}

/// Numbers handed out to several threads, each once.
private final class SharedCounter: Sendable {
  private let next = Atomic<Int>(0)

  func take() -> Int { next.wrappingAdd(1, ordering: .relaxed).oldValue }
}

/// Collects the fossils for a history.
struct HistoryVisitor: FossilVisitor, Sendable {
  var builder = HistoryBuilder()
  private var quick = QuickFossilReader()
  var diagnostics: [StoreDiagnostic] = []

  mutating func visit(
    _ reader: inout JSONReader, in bytes: Span<UInt8>, at location: History.Location
  ) throws(FossilError) {
    if quick.read(&reader, in: bytes, at: location, into: &builder) { return }
    builder.add(try Fossil(next: &reader, in: bytes), at: location)
  }

  mutating func report(_ diagnostic: StoreDiagnostic) {
    diagnostics.append(diagnostic)
  }
}

extension StoreDiagnostic {
  /// By file, then place in it.
  package func precedes(_ other: StoreDiagnostic) -> Bool {
    path == other.path
      ? (line ?? 0, range?.lowerBound ?? 0) < (other.line ?? 0, other.range?.lowerBound ?? 0)
      : path.utf8.lexicographicallyPrecedes(other.path.utf8)
  }
}
