/// The executions that one thread has read, with names interned by that thread.
///
/// `History(joining:files:)` makes one history of several.
struct HistoryBuilder: Sendable {
  /// What one execution has in any case; the fields are as in `History`.
  struct Row: Sendable {
    var id = FossilID(high: 0, low: 0)
    var timestamp = Timestamp(milliseconds: 0)
    var location = History.Location(file: -1, line: 0, offset: 0)
    var script: Int32 = -1
    var branch: Int32 = -1
    var commit: Int32 = -1
    var environment: Int32 = -1
    var tagSet: Int32 = 0
    var recorder: Int32 = -1
    var batch: Int32 = -1
    var pullRequest: Int32 = -1
    var exitCode = Int16.min
    var flags: History.Flags = []
  }

  /// Values of one custom metric.
  struct SparseColumn: Sendable {
    var rows: [Int32] = []
    var values: [Double] = []
  }

  var rows: [Row] = []
  var scripts = ByteInterner()
  var branches = ByteInterner()
  var recorders = ByteInterner()
  /// Ids of batches, or of runs that belong to none.
  var batches = ByteInterner()
  var commits = ByteInterner()
  /// What is known of each of `commits`.
  var commitRecords: [CommitRecord] = []
  /// Environments and sets of tags by their canonical bytes.
  var environments = ByteInterner()
  var tagSets = ByteInterner()
  /// One column a built-in metric, shorter than `rows` where the last rows have no value.
  var dense: [[Double]] = Array(repeating: [], count: Metric.builtIn.count)
  /// Custom metrics by the canonical bytes of id, unit and polarity.
  var customMetrics = ByteInterner()
  var sparse: [SparseColumn] = []

  init() {
    _ = tagSets.intern("{}")
  }

  /// Adds a fossil that was read or made whole.
  mutating func add(_ fossil: Fossil, at location: History.Location) {
    var row = Row()
    row.id = fossil.id
    row.timestamp = fossil.timestamp
    row.location = location
    row.script = scripts.intern(fossil.script)
    if let branch = fossil.gitBranch { row.branch = branches.intern(branch) }
    if let recorder = fossil.recorder { row.recorder = recorders.intern(recorder) }
    if let run = fossil.run { row.batch = batches.intern(run.batch ?? run.id) }
    if let sha = fossil.gitSHA {
      row.commit = internCommit(Array(sha.utf8).span)
      if let git = fossil.git { commitRecords[Int(row.commit)].merge(CommitRecord(git)) }
    }
    if !fossil.environment.values.isEmpty {
      row.environment = environments.intern(Self.canonical(fossil.environment.values).span)
    }
    row.tagSet = tagSets.intern(Self.canonical(fossil.tags).span)
    if let pullRequest = fossil.ci?.pullRequest {
      row.pullRequest = Int32(exactly: pullRequest) ?? -1
    }
    if let exitCode = fossil.exitCode { row.exitCode = Self.exitCode(exitCode) }
    row.flags = Self.flags(of: fossil)
    set(fossil.executionTime, metric: 0)
    set(fossil.memoryUsage, metric: 1)
    for (key, value) in fossil.additionalMetrics where value.isFinite {
      switch AdditionalMetric(Array(key.utf8).span) {
      case .builtIn(let metric): set(value, metric: metric)
      case .ignored: break
      case .other:
        add(value, custom: Metric(id: key, title: key, unit: .other("")))
      }
    }
    for (key, metric) in fossil.metrics {
      add(metric.value, custom: Metric(key, metric))
    }
    rows.append(row)
  }

  /// Sets a built-in metric of the row that is added next.
  @inline(__always)
  mutating func set(_ value: Double?, metric: Int) {
    guard let value else { return }
    let missing = rows.count - dense[metric].count
    if missing > 0 { dense[metric].append(contentsOf: repeatElement(.nan, count: missing)) }
    dense[metric].append(value)
  }

  /// Sets a custom metric of the row that is added next.
  mutating func add(_ value: Double, custom metric: Metric) {
    let index = Int(customMetrics.intern(Self.canonical(metric).span))
    if index == sparse.count { sparse.append(SparseColumn()) }
    sparse[index].rows.append(Int32(rows.count))
    sparse[index].values.append(value)
  }

  mutating func internCommit(_ sha: Span<UInt8>) -> Int32 {
    let index = commits.intern(sha)
    if Int(index) == commitRecords.count { commitRecords.append(CommitRecord()) }
    return index
  }

  static func exitCode(_ code: Int) -> Int16 {
    Int16(clamping: max(code, Int(Int16.min) + 1))
  }

  static func flags(of fossil: Fossil) -> History.Flags {
    var flags: History.Flags = []
    let outcome = fossil.outcome
    if (fossil.exitCode ?? 0) != 0 || outcome.signal != nil || outcome.timedOut
      || outcome.failure != nil
    {
      flags.insert(.failed)
    }
    if outcome.timedOut { flags.insert(.timedOut) }
    if outcome.interrupted { flags.insert(.interrupted) }
    if fossil.run?.warmup == true { flags.insert(.warmup) }
    if fossil.git?.dirty == true { flags.insert(.dirty) }
    if !fossil.memoryProfile.isEmpty { flags.insert(.hasMemoryProfile) }
    return flags
  }

  /// Texts as JSON with keys in byte order, so that equal sets have equal bytes.
  static func canonical(_ texts: OrderedFields<String>) -> [UInt8] {
    var bytes: [UInt8] = []
    let sorted = texts.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    bytes.append(jsonObject: OrderedFields(sorted)) { $0.append(jsonString: $1) }
    return bytes
  }

  /// Id, unit and polarity as JSON.
  private static func canonical(_ metric: Metric) -> [UInt8] {
    var unit = ""
    if case .other(let text) = metric.unit { unit = text }
    var bytes: [UInt8] = []
    bytes.append(jsonArray: [metric.id, unit, metric.polarity.rawValue]) {
      $0.append(jsonString: $1)
    }
    return bytes
  }
}

extension Metric {
  /// A metric that the measured program or another tool reported under an id.
  init(_ id: String, _ custom: CustomMetric) {
    self.init(id: id, title: id, unit: .other(custom.unit ?? ""), polarity: custom.better)
  }
}

/// What a key of `additional_metrics` means for the history.
enum AdditionalMetric: Sendable {
  /// Index into `Metric.builtIn`.
  case builtIn(Int)
  /// A repetition of another value, or a fact about the measuring.
  case ignored
  case other

  init(_ key: Span<UInt8>) {
    for (bytes, meaning) in Self.keys where key.equalsWhole(bytes.span) {
      self = meaning
      return
    }
    self = .other
  }

  var isOther: Bool {
    if case .other = self { true } else { false }
  }

  /// The first two built-in metrics are no keys of `additional_metrics`.
  static let known: [(key: String, meaning: AdditionalMetric)] =
    Metric.builtIn.indices.dropFirst(2).map { (Metric.builtIn[$0].id, .builtIn($0)) }
    + [
      "real_time", "max_memory_mb", "memory_floor_mb", "memory_samples", "load_average",
      "orphaned_processes", "leftover_processes",
    ].map { ($0, .ignored) }

  private static let keys: [(bytes: [UInt8], meaning: AdditionalMetric)] =
    known.map { (Array($0.key.utf8), $0.meaning) }
}
