/// What a look at every byte of a store found.
package struct StoreVerification: Sendable {
  package var files = 0
  package var bytes: Int64 = 0
  /// Fossils, each id counted once.
  package var fossils = 0
  /// Fossils whose id was there already.
  package var repeated = 0
  package var diagnostics: [StoreDiagnostic] = []

  package var isDamaged: Bool { diagnostics.contains(where: \.isDamage) }
}

extension FossilStore {
  /// Reads every fossil and compares those that share an id.
  ///
  /// - Throws: `StoreError.noStore` if there is no such folder, `StoreError.cannotRead` if it may not be read.
  package func verify() async throws(StoreError) -> StoreVerification {
    try requireReadable()
    let (paths, found) = files()
    var result = StoreVerification()
    result.diagnostics = found
    result.files = paths.count
    for path in paths { result.bytes += (try? FileStatus.following(path))?.size ?? 0 }
    let visitors = await Self.scan(paths, threads: FileSystem.processorCount) { HistoryVisitor() }
    var places: [(id: FossilID, location: History.Location)] = []
    for visitor in visitors {
      result.diagnostics += visitor.diagnostics
      places += visitor.builder.rows.map { ($0.id, $0.location) }
    }
    places.sort { a, b in
      a.id == b.id
        ? (a.location.file, a.location.offset) < (b.location.file, b.location.offset) : a.id < b.id
    }
    var first = 0
    for index in places.indices {
      if index == 0 || places[index].id != places[first].id {
        first = index
        result.fossils += 1
        continue
      }
      result.repeated += 1
      if !haveSameContent(places[first].location, places[index].location, paths) {
        let location = places[index].location
        result.diagnostics.append(
          StoreDiagnostic(
            problem: .conflictingCopies(places[index].id), path: paths[Int(location.file)],
            line: Int(location.line)))
      }
    }
    result.diagnostics.sort { $0.precedes($1) }
    return result
  }

  private func haveSameContent(
    _ a: History.Location, _ b: History.Location, _ paths: [String]
  ) -> Bool {
    var history = History()
    history.files = paths
    guard let first = try? fossil(at: a, in: history), let second = try? fossil(at: b, in: history)
    else { return false }
    return first == second
  }
}
