extension FossilStore {
  /// Reads whole fossils, in order of time and then id, each id once, and says what could not be used.
  ///
  /// - Throws: `StoreError.noStore` if there is no such folder, `StoreError.cannotRead` if it may not be read.
  package func loadFossils(
    where isWanted: @escaping @Sendable (Fossil) -> Bool
  ) async throws(StoreError) -> ([Fossil], [StoreDiagnostic]) {
    try requireReadable()
    let (paths, found) = files()
    let visitors = await Self.scan(paths, threads: FileSystem.processorCount) {
      WholeFossilVisitor(isWanted: isWanted)
    }
    var (fossils, diagnostics) = ([Fossil](), found)
    for visitor in visitors {
      fossils += visitor.fossils
      diagnostics += visitor.diagnostics
    }
    diagnostics.sort { $0.precedes($1) }
    fossils.sort { ($0.timestamp, $0.id) < ($1.timestamp, $1.id) }
    var seen: Set<FossilID> = []
    return (fossils.filter { seen.insert($0.id).inserted }, diagnostics)
  }
}

/// Collects whole fossils.
private struct WholeFossilVisitor: FossilVisitor, Sendable {
  let isWanted: @Sendable (Fossil) -> Bool
  var fossils: [Fossil] = []
  var diagnostics: [StoreDiagnostic] = []

  mutating func visit(
    _ reader: inout JSONReader, in bytes: Span<UInt8>, at location: History.Location
  ) throws(FossilError) {
    let fossil = try Fossil(next: &reader, in: bytes)
    if isWanted(fossil) { fossils.append(fossil) }
  }

  mutating func report(_ diagnostic: StoreDiagnostic) {
    diagnostics.append(diagnostic)
  }
}
