/// A row of one of several builders.
struct HistoryRowReference: Sendable {
  var builder: Int32
  var row: Int32
}

/// The order of a history: by timestamp, then id, each id once.
enum HistoryOrder {
  /// All rows of all builders in order; of several with one id the one stays that stands first in the store's files.
  static func references(_ builders: [HistoryBuilder]) -> [HistoryRowReference] {
    var references = inFileOrder(builders)
    sort(&references, builders)
    removeRepeatedIDs(&references, builders)
    return references
  }

  /// Rows by file, then place in it: files are named by time, so this is nearly the final order.
  private static func inFileOrder(_ builders: [HistoryBuilder]) -> [HistoryRowReference] {
    var segments: [(file: Int32, builder: Int, rows: Range<Int>)] = []
    for (builder, rows) in builders.lazy.map(\.rows).enumerated() {
      var start = 0
      for index in rows.indices {
        guard index + 1 == rows.count || rows[index + 1].location.file != rows[index].location.file
        else { continue }
        segments.append((rows[index].location.file, builder, start..<(index + 1)))
        start = index + 1
      }
    }
    segments.sort {
      ($0.file, $0.builder, $0.rows.lowerBound) < ($1.file, $1.builder, $1.rows.lowerBound)
    }
    var references: [HistoryRowReference] = []
    references.reserveCapacity(builders.reduce(0) { $0 + $1.rows.count })
    for segment in segments {
      for row in segment.rows {
        references.append(HistoryRowReference(builder: Int32(segment.builder), row: Int32(row)))
      }
    }
    return references
  }

  /// Natural merge sort: the ascending runs that are there already are merged pairwise, O(n log runs), stable.
  private static func sort(_ references: inout [HistoryRowReference], _ builders: [HistoryBuilder])
  {
    func precedes(_ a: HistoryRowReference, _ b: HistoryRowReference) -> Bool {
      let (a, b) = (
        builders[Int(a.builder)].rows[Int(a.row)], builders[Int(b.builder)].rows[Int(b.row)]
      )
      return a.timestamp == b.timestamp ? a.id < b.id : a.timestamp < b.timestamp
    }
    var starts = [0]
    for index in references.indices.dropFirst()
    where precedes(references[index], references[index - 1]) {
      starts.append(index)
    }
    var target = references
    while starts.count > 1 {
      var merged: [Int] = []
      for pair in stride(from: 0, to: starts.count, by: 2) {
        let start = starts[pair]
        let middle = pair + 1 < starts.count ? starts[pair + 1] : references.count
        let end = pair + 2 < starts.count ? starts[pair + 2] : references.count
        merged.append(start)
        var (left, right) = (start, middle)
        for place in start..<end {
          let takesRight =
            left == middle || (right < end && precedes(references[right], references[left]))
          target[place] = references[takesRight ? right : left]
          if takesRight { right += 1 } else { left += 1 }
        }
      }
      swap(&references, &target)
      starts = merged
    }
  }

  private static func removeRepeatedIDs(
    _ references: inout [HistoryRowReference], _ builders: [HistoryBuilder]
  ) {
    func row(_ index: Int) -> HistoryBuilder.Row {
      builders[Int(references[index].builder)].rows[Int(references[index].row)]
    }
    var size = 16
    while size < references.count * 2 { size *= 2 }
    var slots = [Int32](repeating: -1, count: size)
    var removed: Set<Int> = []
    for index in references.indices {
      let id = row(index).id
      let hash = (id.low ^ id.high) &* 0x9E37_79B9_7F4A_7C15
      var slot = Int(truncatingIfNeeded: hash >> 20) & (size - 1)
      while slots[slot] >= 0, row(Int(slots[slot])).id != id { slot = (slot + 1) & (size - 1) }
      let other = Int(slots[slot])
      if other < 0 {
        slots[slot] = Int32(index)
      } else if builders.content(references[index]).precedes(builders.content(references[other])) {
        slots[slot] = Int32(index)
        removed.insert(other)
      } else {
        removed.insert(index)
      }
    }
    guard !removed.isEmpty else { return }
    references = references.indices.lazy.filter { !removed.contains($0) }.map { references[$0] }
  }
}

/// All that a history holds of an execution except its place, in a form that can be ordered.
private struct HistoryRowContent {
  var numbers: [UInt64]
  var texts: [[UInt8]]

  func precedes(_ other: Self) -> Bool {
    if numbers != other.numbers { return numbers.lexicographicallyPrecedes(other.numbers) }
    for (a, b) in zip(texts, other.texts) where a != b { return a.lexicographicallyPrecedes(b) }
    return texts.count < other.texts.count
  }
}

extension [HistoryBuilder] {
  fileprivate func content(_ reference: HistoryRowReference) -> HistoryRowContent {
    let builder = self[Int(reference.builder)]
    let index = Int(reference.row)
    let row = builder.rows[index]
    var numbers = [
      UInt64(bitPattern: row.timestamp.milliseconds), UInt64(bitPattern: Int64(row.exitCode)),
      UInt64(row.flags.rawValue), UInt64(bitPattern: Int64(row.pullRequest)),
    ]
    for column in builder.dense {
      numbers.append(index < column.count ? column[index].bitPattern : Double.nan.bitPattern)
    }
    var texts: [[UInt8]] = []
    for (interner, number) in [
      (builder.scripts, row.script), (builder.branches, row.branch), (builder.commits, row.commit),
      (builder.environments, row.environment), (builder.tagSets, row.tagSet),
      (builder.recorders, row.recorder), (builder.batches, row.batch),
    ] {
      texts.append(number < 0 ? [] : [UInt8](interner.bytes(number)))
    }
    let customs = builder.sparse.indices.compactMap { metric -> (name: [UInt8], bits: UInt64)? in
      let column = builder.sparse[metric]
      guard let place = column.rows.firstIndex(of: reference.row) else { return nil }
      return ([UInt8](builder.customMetrics.bytes(Int32(metric))), column.values[place].bitPattern)
    }
    for custom in customs.sorted(by: { $0.name.lexicographicallyPrecedes($1.name) }) {
      texts.append(custom.name)
      numbers.append(custom.bits)
    }
    return HistoryRowContent(numbers: numbers, texts: texts)
  }
}
