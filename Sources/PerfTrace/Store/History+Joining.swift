extension History {
  /// A history of fossils that stand in no file, for tests and imports.
  package init(fossils: [Fossil]) {
    var builder = HistoryBuilder()
    for (index, fossil) in fossils.enumerated() {
      builder.add(
        fossil, at: Location(file: -1, line: Int32(index + 1), offset: 0))
    }
    self.init(joining: [builder], files: [])
  }

  /// One history of what several threads have read; the same whatever the split.
  init(joining parts: consuming [HistoryBuilder], files: [String]) {
    self.init()
    var builders = consume parts
    self.files = files
    let references = HistoryOrder.references(builders)
    let names = joinDictionaries(builders, UsedNames(builders, references))
    fillColumns(builders, references, names)
    joinMetrics(&builders, references)
  }

  /// For each builder, the numbers of this history by the builder's own.
  private struct Numbering {
    var scripts: [[Int32]]
    var branches: [[Int32]]
    var recorders: [[Int32]]
    var batches: [[Int32]]
    var commits: [[Int32]]
    var environments: [[Int32]]
    var tagSets: [[Int32]]
  }

  private mutating func joinDictionaries(
    _ builders: [HistoryBuilder], _ used: UsedNames
  ) -> Numbering {
    let scripts = Self.join(builders.map(\.scripts), used.scripts)
    let branches = Self.join(builders.map(\.branches), used.branches)
    let recorders = Self.join(builders.map(\.recorders), used.recorders)
    let batches = Self.join(builders.map(\.batches), used.batches)
    let environments = Self.join(builders.map(\.environments), used.environments)
    let tagSets = Self.join(
      builders.map(\.tagSets), used.tagSets, first: Array("{}".utf8))
    let commits = Self.join(builders.map(\.commits), used.commits)
    self.scripts = scripts.names.map { String(decoding: $0, as: UTF8.self) }
    self.branches = branches.names.map { String(decoding: $0, as: UTF8.self) }
    self.recorders = recorders.names.map { String(decoding: $0, as: UTF8.self) }
    self.environments = environments.names.map { Environment(values: Self.texts($0)) }
    self.tagSets = tagSets.names.map(Self.texts)
    // An execution of which no environment is known has the empty one, and with it a host class.
    if used.isEnvironmentUnknown {
      self.environments.append(Environment())
    }
    joinHostClasses()
    joinCommits(commits.names, builders, commits.numbers)
    return Numbering(
      scripts: scripts.numbers, branches: branches.numbers, recorders: recorders.numbers,
      batches: batches.numbers, commits: commits.numbers, environments: environments.numbers,
      tagSets: tagSets.numbers)
  }

  /// All distinct byte strings in byte order, `first` before all others, and each interner's numbers in that order.
  ///
  /// Names that are not `used` are left out, and -1 is their number.
  private static func join(
    _ interners: [ByteInterner], _ used: [[Bool]], first: [UInt8]? = nil
  ) -> (names: [[UInt8]], numbers: [[Int32]]) {
    let all = zip(interners, used).map { interner, used in
      (0..<Int32(interner.count)).map { used[Int($0)] ? Array(interner.bytes($0)) : nil }
    }
    let names = Set(all.joined().compactMap(\.self)).sorted { a, b in
      a == first || b == first ? a == first && b != first : a.lexicographicallyPrecedes(b)
    }
    let places = Dictionary(
      uniqueKeysWithValues: zip(names, names.indices.lazy.map { Int32($0) }))
    return (names, all.map { $0.map { $0.flatMap { places[$0] } ?? -1 } })
  }

  /// The texts of canonical bytes, which `HistoryBuilder` wrote itself.
  private static func texts(_ canonical: [UInt8]) -> OrderedFields<String> {
    let fields = (try? JSONValue.parse(canonical))?.fields ?? [:]
    return OrderedFields(fields.map { ($0.key, $0.value.text ?? "") })
  }

  private mutating func joinHostClasses() {
    let classes = environments.map(\.hostClass)
    hostClasses = Set(classes).sorted()
    let places = Dictionary(
      uniqueKeysWithValues: zip(hostClasses, hostClasses.indices.lazy.map { Int32($0) }))
    hostClassOfEnvironment = classes.map { places[$0] ?? -1 }
  }

  private mutating func joinCommits(
    _ shas: [[UInt8]], _ builders: [HistoryBuilder], _ numbers: [[Int32]]
  ) {
    var records = [CommitRecord](repeating: CommitRecord(), count: shas.count)
    for (builder, numbers) in zip(builders, numbers) {
      for (record, number) in zip(builder.commitRecords, numbers) where number >= 0 {
        records[Int(number)].merge(record)
      }
    }
    let names = shas.map { String(decoding: $0, as: UTF8.self) }
    let places = Dictionary(
      uniqueKeysWithValues: zip(names, names.indices.lazy.map { Int32($0) }))
    commits = zip(names, records).map { sha, record in
      Commit(
        sha: sha, parents: record.parents.compactMap { places[$0] }, parentSHAs: record.parents,
        committedAt: record.committedAt, subject: record.subject, author: record.author)
    }
  }

  private mutating func fillColumns(
    _ builders: [HistoryBuilder], _ references: [HistoryRowReference], _ numbering: Numbering
  ) {
    func column<Value>(
      _ value: (borrowing HistoryBuilder.Row, Int) -> Value
    ) -> [Value] {
      references.map { value(builders[Int($0.builder)].rows[Int($0.row)], Int($0.builder)) }
    }
    func number(_ local: Int32, _ numbers: [Int32]) -> Int32 {
      local < 0 ? -1 : numbers[Int(local)]
    }
    ids = column { row, _ in row.id }
    timestamp = column { row, _ in row.timestamp }
    location = column { row, _ in row.location }
    pullRequest = column { row, _ in row.pullRequest }
    exitCode = column { row, _ in row.exitCode }
    flags = column { row, _ in row.flags }
    script = column { row, builder in number(row.script, numbering.scripts[builder]) }
    branch = column { row, builder in number(row.branch, numbering.branches[builder]) }
    commit = column { row, builder in number(row.commit, numbering.commits[builder]) }
    let unknown = Int32(environments.count - 1)
    environment = column { row, builder in
      row.environment < 0 ? unknown : number(row.environment, numbering.environments[builder])
    }
    batch = column { row, builder in number(row.batch, numbering.batches[builder]) }
    tagSet = column { row, builder in number(row.tagSet, numbering.tagSets[builder]) }
    recorder = column { row, builder in number(row.recorder, numbering.recorders[builder]) }
  }

  private mutating func joinMetrics(
    _ builders: inout [HistoryBuilder], _ references: [HistoryRowReference]
  ) {
    for builder in builders.indices { builders[builder].rows = [] }
    for metric in Metric.builtIn.indices
    where builders.contains(where: { !$0.dense[metric].isEmpty }) {
      metrics.append(Metric.builtIn[metric])
      let parts = builders.map { $0.dense[metric] }
      columns.append(
        .dense(
          references.map { reference in
            let part = parts[Int(reference.builder)]
            let row = Int(reference.row)
            return row < part.count ? part[row] : .nan
          }))
      for builder in builders.indices { builders[builder].dense[metric] = [] }
    }
    guard builders.contains(where: { !$0.sparse.isEmpty }) else { return }
    joinCustomMetrics(builders, references)
  }

  private mutating func joinCustomMetrics(
    _ builders: [HistoryBuilder], _ references: [HistoryRowReference]
  ) {
    // From a builder's row to its place in the history.
    var places = builders.map { _ in [Int32: Int32]() }
    let wanted = builders.map { Set($0.sparse.lazy.flatMap(\.rows)) }
    for (place, reference) in references.enumerated()
    where wanted[Int(reference.builder)].contains(reference.row) {
      places[Int(reference.builder)][reference.row] = Int32(place)
    }
    let used = zip(builders, places).map { builder, places in
      builder.sparse.map { $0.rows.contains { places[$0] != nil } }
    }
    let joined = Self.join(builders.map(\.customMetrics), used)
    // The canonical bytes begin with the id, so their order is that of the ids but for escaped characters.
    let described = joined.names.map(Self.metric)
    let order = described.indices.sorted { a, b in
      let (first, second) = (described[a].id, described[b].id)
      return first.utf8.elementsEqual(second.utf8)
        ? a < b : first.utf8.lexicographicallyPrecedes(second.utf8)
    }
    for index in order {
      var entries: [(row: Int32, value: Double)] = []
      for (builder, numbers) in joined.numbers.enumerated() {
        guard let local = numbers.firstIndex(of: Int32(index)) else { continue }
        let column = builders[builder].sparse[local]
        for (row, value) in zip(column.rows, column.values) {
          if let place = places[builder][row] { entries.append((place, value)) }
        }
      }
      entries.sort { $0.row < $1.row }
      metrics.append(described[index])
      columns.append(.sparse(rows: entries.map(\.row), values: entries.map(\.value)))
    }
  }

  private static func metric(_ canonical: [UInt8]) -> Metric {
    let parts = (try? JSONValue.parse(canonical))?.elements?.compactMap(\.text) ?? []
    guard parts.count == 3 else { return Metric(id: "", title: "", unit: .other("")) }
    return Metric(
      id: parts[0], title: parts[0], unit: .other(parts[1]),
      polarity: Polarity(rawValue: parts[2]) ?? .lower)
  }
}

/// Which names of each builder occur in the rows that a history has: damaged lines may have left others.
private struct UsedNames {
  var scripts: [[Bool]]
  var branches: [[Bool]]
  var recorders: [[Bool]]
  var batches: [[Bool]]
  var commits: [[Bool]]
  var environments: [[Bool]]
  var tagSets: [[Bool]]
  /// Whether a row has no environment at all.
  var isEnvironmentUnknown = false

  init(_ builders: [HistoryBuilder], _ references: [HistoryRowReference]) {
    func none(_ interner: ByteInterner) -> [Bool] { Array(repeating: false, count: interner.count) }
    scripts = builders.map { none($0.scripts) }
    branches = builders.map { none($0.branches) }
    recorders = builders.map { none($0.recorders) }
    batches = builders.map { none($0.batches) }
    commits = builders.map { none($0.commits) }
    environments = builders.map { none($0.environments) }
    tagSets = builders.map { none($0.tagSets) }
    for builder in builders.indices {
      // The empty set of tags has its number whether it occurs or not.
      tagSets[builder][0] = true
    }
    for reference in references {
      let builder = Int(reference.builder)
      let row = builders[builder].rows[Int(reference.row)]
      scripts[builder][Int(row.script)] = true
      tagSets[builder][Int(row.tagSet)] = true
      if row.branch >= 0 { branches[builder][Int(row.branch)] = true }
      if row.recorder >= 0 { recorders[builder][Int(row.recorder)] = true }
      if row.commit >= 0 { commits[builder][Int(row.commit)] = true }
      if row.batch >= 0 { batches[builder][Int(row.batch)] = true }
      if row.environment >= 0 {
        environments[builder][Int(row.environment)] = true
      } else {
        isEnvironmentUnknown = true
      }
    }
  }
}

extension HostClass: Comparable {
  /// Field by field in byte order.
  package static func < (a: Self, b: Self) -> Bool {
    for (x, y) in [
      (a.os, b.os), (a.arch, b.arch), (a.cpuModel, b.cpuModel), (a.cpuCores, b.cpuCores),
      (a.runner, b.runner),
    ] where x != y {
      return x.utf8.lexicographicallyPrecedes(y.utf8)
    }
    return false
  }
}
