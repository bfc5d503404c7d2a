/// What a compaction did.
package struct StoreCompaction: Sendable {
  /// The archives that were written, and how many fossils each holds.
  package var archives: [(path: String, fossils: Int)] = []
  package var removedFiles = 0
  /// Files of finished months that stay because something in them is damaged, newer than this program, or still written.
  package var keptFiles: [String] = []
  package var diagnostics: [StoreDiagnostic] = []
}

extension FossilStore {
  /// Rolls the files of finished months up into one archive a month, sorted and each fossil once.
  ///
  /// The archive of a month holds the fossils of that month, whatever file they stood in, so it is the same bytes
  /// whoever compacts. A month is finished a day after its end. Old files go only when every archive is on the disk and
  /// was read back; a crash before that leaves the fossils twice, which reading sees through.
  ///
  /// - Throws: `StoreError`.
  package func compact(now: Timestamp) throws(StoreError) -> StoreCompaction {
    guard exists else { throw .noStore(path: root) }
    do throws(SystemError) {
      try FileSystem.makeFolder(archiveFolder)
      let lock = try OpenFile.reading(archiveFolder)
      lock.waitForLock()
      let yesterday = Timestamp(milliseconds: now.milliseconds - 86_400_000)
      try removeLeftovers(before: yesterday)
      return try compactLocked(before: yesterday)
    } catch {
      throw .cannotWrite(path: archiveFolder, cause: error)
    }
  }

  /// Removes what crashed compactions were writing.
  private func removeLeftovers(before end: Timestamp) throws(SystemError) {
    for name in try FileSystem.names(in: archiveFolder) where name.hasSuffix(".tmp") {
      let path = archiveFolder + "/" + name
      if try FileStatus.following(path).modifiedAt < end { try FileSystem.remove(path) }
    }
  }

  private func compactLocked(before end: Timestamp) throws(SystemError) -> StoreCompaction {
    var result = StoreCompaction()
    let current = Self.month(of: end)
    var finished: [String] = []
    var byMonth: [String: [FossilText]] = [:]
    var buffer: [UInt8] = []
    for path in files().paths where path.hasPrefix(tracesFolder + "/") {
      // traces/<yyyy>/<mm>/<file>
      let parts = path.dropFirst(tracesFolder.count + 1).split(separator: "/")
      guard parts.count == 3, "\(parts[0])-\(parts[1])" < current else { continue }
      let file = try OpenFile.reading(path)
      var visitor = FossilTextVisitor()
      FossilFile(path: path, index: 0).scan(&visitor, buffer: &buffer)
      result.diagnostics += visitor.diagnostics
      guard file.lock(), visitor.diagnostics.isEmpty else {
        result.keptFiles.append(path)
        continue
      }
      finished.append(path)
      for fossil in visitor.fossils {
        byMonth[Self.month(of: fossil.timestamp), default: []].append(fossil)
      }
    }
    for (month, fossils) in byMonth.sorted(by: { $0.key < $1.key }) {
      try write(month: month, fossils, &result, &buffer)
    }
    guard result.archives.count == byMonth.count else {
      // An archive is damaged and was not touched, so nothing that belongs into it may go.
      result.keptFiles += finished
      return result
    }
    for path in finished {
      try FileSystem.remove(path)
      result.removedFiles += 1
      let folder = FileSystem.parent(of: path)
      if FileSystem.removeEmptyFolder(folder) {
        FileSystem.removeEmptyFolder(FileSystem.parent(of: folder))
      }
    }
    return result
  }

  private func write(
    month: String, _ fossils: [FossilText], _ result: inout StoreCompaction,
    _ buffer: inout [UInt8]
  ) throws(SystemError) {
    let path = "\(archiveFolder)/\(month).jsonl"
    var visitor = FossilTextVisitor()
    if (try? FileStatus.following(path)) != nil {
      FossilFile(path: path, index: 0).scan(&visitor, buffer: &buffer)
    }
    result.diagnostics += visitor.diagnostics
    guard visitor.diagnostics.isEmpty else { return }
    let lines = FossilTextVisitor.lines(of: visitor.fossils + fossils)
    try FileSystem.replace(path, with: lines)
    guard try FileSystem.contents(of: path, limit: lines.count) == lines else {
      throw .inputOutput
    }
    result.archives.append((path, lines.count { $0 == UInt8(ascii: "\n") }))
  }

  /// `2025-07` of a time.
  static func month(of timestamp: Timestamp) -> String {
    String(timestamp.iso8601.prefix(7))
  }
}
