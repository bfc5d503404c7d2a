/// How much a store holds.
package struct StoreStatistics: Sendable, Equatable {
  package var fossils = 0
  /// Files of single invocations, and of finished months.
  package var traceFiles = 0
  package var archiveFiles = 0
  package var bytes: Int64 = 0
  package var scripts = 0
  package var commits = 0
  package var branches = 0
  package var hostClasses = 0
  package var damaged = 0
  /// Times of the oldest and the newest fossil; `nil` in an empty store.
  package var first: Timestamp?
  package var last: Timestamp?

  /// Mean bytes a fossil; `nil` in an empty store.
  package var bytesPerFossil: Double? {
    fossils > 0 ? Double(bytes) / Double(fossils) : nil
  }
}

extension FossilStore {
  /// Counts and sizes of all that is stored.
  ///
  /// - Throws: `StoreError.noStore` if there is no such folder.
  package func statistics() async throws(StoreError) -> (StoreStatistics, [StoreDiagnostic]) {
    let (history, diagnostics) = try await loadHistory()
    var statistics = StoreStatistics()
    statistics.fossils = history.count
    for path in history.files {
      statistics.bytes += (try? FileStatus.following(path))?.size ?? 0
      if path.hasPrefix(archiveFolder + "/") {
        statistics.archiveFiles += 1
      } else {
        statistics.traceFiles += 1
      }
    }
    statistics.scripts = history.scripts.count
    statistics.commits = history.commits.count
    statistics.branches = history.branches.count
    statistics.hostClasses = history.hostClasses.count
    statistics.damaged = diagnostics.count(where: \.isDamage)
    statistics.first = history.timestamp.first
    statistics.last = history.timestamp.last
    return (statistics, diagnostics)
  }
}

extension StoreStatistics {
  /// The statistics in words, one a line.
  package var lines: [String] {
    var lines = [
      "fossils       \(Quantity.count(fossils))",
      "files         \(Quantity.count(traceFiles)) of invocations, "
        + "\(Quantity.count(archiveFiles)) of months",
      "size          \(Quantity(Double(bytes), .bytes).text)",
    ]
    if let bytesPerFossil {
      lines[2] += ", \(Quantity(bytesPerFossil, .bytes).text) a fossil"
    }
    if let first, let last {
      lines.append("time          \(first.iso8601.prefix(10)) to \(last.iso8601.prefix(10))")
    }
    lines += [
      "scripts       \(Quantity.count(scripts))", "commits       \(Quantity.count(commits))",
      "branches      \(Quantity.count(branches))", "host classes  \(Quantity.count(hostClasses))",
    ]
    if damaged > 0 { lines.append("damaged       \(Quantity.count(damaged))") }
    return lines
  }

  /// The same facts as JSON.
  package var json: JSONValue {
    func count(_ value: Int) -> JSONValue { .number(Double(value)) }
    return .object([
      "fossils": count(fossils), "trace_files": count(traceFiles),
      "archive_files": count(archiveFiles), "bytes": .number(Double(bytes)),
      "bytes_per_fossil": bytesPerFossil.map { .number($0) } ?? .null,
      "first": first.map { .string($0.iso8601) } ?? .null,
      "last": last.map { .string($0.iso8601) } ?? .null, "scripts": count(scripts),
      "commits": count(commits), "branches": count(branches), "host_classes": count(hostClasses),
      "damaged": count(damaged),
    ])
  }
}
