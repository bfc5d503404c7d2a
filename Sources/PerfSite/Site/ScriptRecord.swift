internal import PerfTrace

/// What a build leaves of a script for the next one, so that a script without new executions is neither laid out nor
/// assessed again.
///
/// A format of this version of the program for itself: the length of the summary as JSON in four bytes, the summary, and
/// the entries in forty bytes each, numbers with their low byte first. A record that does not read back is made anew.
struct ScriptRecord: Sendable {
  /// Digest of all that the script's pages are made of, as the manifest tells it of them.
  var inputs: String
  var summary: ScriptSummary
  var entries: [CommitEntry]

  /// Where a script's record is kept, below the site's folder.
  static func path(ofSlug slug: String) -> String {
    "\(SiteFolder.privateFolder)/scripts/\(slug)"
  }

  /// The record's file; `firstRows` are those of the first executions that the entries tell of, `rows` all of the script's,
  /// ascending.
  func file(firstRows: [Int32], rows: ArraySlice<Int32>) -> RenderedFile {
    var json: [UInt8] = []
    json.append(json: .array([.string(inputs), Self.value(summary)]))
    var bytes: [UInt8] = []
    bytes.reserveCapacity(4 + json.count + entries.count * Self.entrySize)
    bytes.append(littleEndian: UInt32(json.count))
    bytes += json
    for (entry, row) in zip(entries, firstRows) {
      // The place among the script's executions outlives the build; the row does not.
      bytes.append(littleEndian: UInt32(rows.partitioningIndex { $0 >= row } - rows.startIndex))
      bytes.append(littleEndian: UInt32(entry.executions))
      bytes.append(littleEndian: UInt32(entry.failures))
      bytes.append(littleEndian: UInt32(entry.standing.rawValue) << 1 | (entry.metric >= 0 ? 1 : 0))
      bytes.append(littleEndian: entry.median.bitPattern)
      bytes.append(littleEndian: entry.usual.bitPattern)
      bytes.append(littleEndian: entry.memory.bitPattern)
    }
    return RenderedFile(path: Self.path(ofSlug: summary.slug), bytes: bytes)
  }

  /// Reads a record of `script` back from the bytes of its file; `nil` if they make no sense.
  ///
  /// Only to be asked for the entries of a script whose executions are those that it was made of.
  static func read(_ bytes: [UInt8], script: Int, plan: SitePlan) -> ScriptRecord? {
    guard bytes.count >= 4 else { return nil }
    let end = 4 + Int(bytes.littleEndian(at: 0, as: UInt32.self))
    guard end <= bytes.count, (bytes.count - end).isMultiple(of: entrySize),
      let (inputs, summary) = head(bytes.span.extracting(4..<end))
    else { return nil }
    var record = ScriptRecord(inputs: inputs, summary: summary, entries: [])
    let (history, collection) = (plan.history, plan.collection)
    let rows = collection.rows(ofScript: script)
    let metric = summary.headline.flatMap { history.metrics.firstIndex(of: $0.metric) } ?? -1
    record.entries.reserveCapacity((bytes.count - end) / entrySize)
    for offset in stride(from: end, to: bytes.count, by: entrySize) {
      let place = Int(bytes.littleEndian(at: offset, as: UInt32.self))
      let state = bytes.littleEndian(at: offset + 12, as: UInt32.self)
      guard place < rows.count,
        let standing = CommitEntry.Standing(rawValue: UInt8(truncatingIfNeeded: state >> 1))
      else { return nil }
      let row = rows[rows.startIndex + place]
      let number = { (place: Int) in
        Double(bitPattern: bytes.littleEndian(at: offset + place, as: UInt64.self))
      }
      guard history.commit[Int(row)] >= 0 else { return nil }
      record.entries.append(
        CommitEntry(
          script: Int32(script), commit: history.commit[Int(row)],
          hostClass: Int32(collection.hostClass(ofRow: Int(row))),
          tagSet: max(history.tagSet[Int(row)], 0), metric: state & 1 == 1 ? Int32(metric) : -1,
          executions: Int32(
            truncatingIfNeeded: bytes.littleEndian(at: offset + 4, as: UInt32.self)),
          failures: Int32(truncatingIfNeeded: bytes.littleEndian(at: offset + 8, as: UInt32.self)),
          standing: standing, median: number(16), usual: number(24), memory: number(32)))
    }
    return record
  }

  private static let entrySize = 40
}

extension [UInt8] {
  fileprivate mutating func append<Value: FixedWidthInteger>(littleEndian value: Value) {
    for shift in stride(from: 0, to: Value.bitWidth, by: 8) {
      append(UInt8(truncatingIfNeeded: value >> shift))
    }
  }

  fileprivate func littleEndian<Value: FixedWidthInteger>(
    at offset: Int, as type: Value.Type
  ) -> Value {
    precondition(offset + Value.bitWidth / 8 <= count)
    return unsafe withUnsafeBytes {
      Value(littleEndian: unsafe $0.loadUnaligned(fromByteOffset: offset, as: Value.self))
    }
  }
}

extension ArraySlice<Int32> {
  /// The first index whose element, like all after it, `belongs` to the second part.
  fileprivate func partitioningIndex(where belongs: (Int32) -> Bool) -> Int {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = (low + high) / 2
      if belongs(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
