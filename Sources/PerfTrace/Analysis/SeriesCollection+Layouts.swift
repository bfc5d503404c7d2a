extension SeriesCollection {
  /// One execution as it is sorted: by group, then place in the group, then time.
  private struct Entry {
    var group: UInt64
    var place: UInt64
    var row: Int32

    /// Whether it stands before another of its group.
    static func < (a: Self, b: Self) -> Bool {
      a.place != b.place ? a.place < b.place : a.row < b.row
    }
  }

  /// Groups a script's executions by line, host class and tags, and each group into points in commit order.
  ///
  /// Warm-up, interrupted and excluded executions are left out. The default branch's layouts come first.
  ///
  /// - Complexity: O(n log n) in the script's executions.
  package func layouts(ofScript script: Int) -> [SeriesLayout] {
    let history = self.history
    let hostCount = UInt64(max(history.hostClasses.count, 1))
    let tagCount = UInt64(max(history.tagSets.count, 1))
    var entries: [Entry] = []
    let rows = rows(ofScript: script)
    entries.reserveCapacity(rows.count)
    for row in rows {
      let index = Int(row)
      let flags = history.flags[index]
      guard flags.isCounted else { continue }
      let commit = history.commit[index]
      let line = lines.line(branch: history.branch[index], commit: commit)
      let rank = line == lines.defaultBranch ? 0 : UInt64(line) + 1
      let group =
        (rank * hostCount + UInt64(hostClass(ofRow: index))) * tagCount
        + UInt64(max(history.tagSet[index], 0))
      // Executions without a commit go last here and are merged in by time below.
      let position =
        commit < 0 ? UInt64(history.commits.count) : UInt64(order.positions[Int(commit)])
      let dirty: UInt64 = flags.contains(.dirty) ? 1 : 0
      let place = position << 32 | dirty << 31 | UInt64(method(ofRow: index) + 1)
      entries.append(Entry(group: group, place: place, row: row))
    }
    return Self.grouped(entries).map { layout(script: script, entries: $0) }
  }

  /// Entries by group, each group in the order of places, then of rows.
  ///
  /// Groups are few and rows come by time, which is mostly the order of places too: most groups need no sorting.
  private static func grouped(_ entries: [Entry]) -> [[Entry]] {
    var groups: [(number: UInt64, entries: [Entry])] = []
    var places: [UInt64: Int] = [:]
    var latest = 0
    for entry in entries {
      if groups.isEmpty || groups[latest].number != entry.group {
        if let place = places[entry.group] {
          latest = place
        } else {
          latest = groups.count
          places[entry.group] = latest
          groups.append((entry.group, []))
        }
      }
      groups[latest].entries.append(entry)
    }
    groups.sort { $0.number < $1.number }
    return groups.map { group in
      let entries = group.entries
      let isSorted = entries.indices.dropFirst().allSatisfy { !(entries[$0] < entries[$0 - 1]) }
      return isSorted ? entries : entries.sorted(by: <)
    }
  }

  private func layout(script: Int, entries: [Entry]) -> SeriesLayout {
    let first = Int(entries.first?.row ?? 0)
    var layout = SeriesLayout(
      script: Int32(script), hostClass: Int32(hostClass(ofRow: first)),
      tagSet: max(history.tagSet[first], 0),
      branch: lines.line(branch: history.branch[first], commit: history.commit[first]))
    layout.rows.reserveCapacity(entries.count)
    let entries = mergedByTime(entries)
    var index = 0
    while index < entries.count {
      var end = index + 1
      while end < entries.count && areOnePoint(entries[index], entries[end]) { end += 1 }
      let point = Int32(layout.count)
      for entry in entries[index..<end] {
        if history.flags[Int(entry.row)].contains(.failed) {
          layout.failures.append(SeriesLayout.Failure(row: entry.row, point: point))
        } else {
          layout.rows.append(entry.row)
        }
      }
      if layout.rows.count > Int(layout.starts[layout.count]) {
        layout.starts.append(Int32(layout.rows.count))
        layout.commits.append(history.commit[Int(entries[index].row)])
        layout.methods.append(method(ofRow: Int(entries[index].row)))
      }
      index = end
    }
    return layout
  }

  /// Puts entries without a commit where their time belongs among those that have one.
  private func mergedByTime(_ entries: [Entry]) -> [Entry] {
    guard let split = entries.firstIndex(where: { history.commit[Int($0.row)] < 0 }), split > 0
    else {
      return entries
    }
    var merged: [Entry] = []
    merged.reserveCapacity(entries.count)
    var index = 0
    // By time alone: the places of those without a commit are sorted by method first.
    let loose = entries[split...].sorted { $0.row < $1.row }
    for entry in loose {
      while index < split
        && history.timestamp[Int(entries[index].row)] <= history.timestamp[Int(entry.row)]
      {
        let point = index
        repeat {
          merged.append(entries[index]); index += 1
        } while index < split && entries[index].place == entries[point].place
      }
      merged.append(entry)
    }
    merged.append(contentsOf: entries[index..<split])
    return merged
  }

  private func areOnePoint(_ a: Entry, _ b: Entry) -> Bool {
    guard a.place == b.place else { return false }
    if history.commit[Int(a.row)] >= 0 { return true }
    guard !history.batch.isEmpty else { return false }
    let batch = history.batch[Int(a.row)]
    return batch >= 0 && batch == history.batch[Int(b.row)]
  }

  /// Host class of an execution, an index into `History.hostClasses`.
  package func hostClass(ofRow row: Int) -> Int {
    let environment = Int(history.environment[row])
    return environment < 0 ? 0 : Int(history.hostClassOfEnvironment[environment])
  }

  /// Measuring method of an execution; -1 where the recorder is unknown.
  func method(ofRow row: Int) -> Int32 {
    let recorder = Int(history.recorder[row])
    return recorder < 0 ? -1 : methods[recorder]
  }
}
