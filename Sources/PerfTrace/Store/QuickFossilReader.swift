/// Reads fossils as this program writes them straight into a history's columns.
///
/// It takes a fossil only if `Fossil(next:in:)` would read the same from it; whatever is unusual (numbers as strings, escapes in
/// names, unknown keys, damage) it leaves to that. Checked against it in tests by mutated fossils.
struct QuickFossilReader: Sendable {
  /// The values of the row at hand.
  private var row = HistoryBuilder.Row()
  private var values = [Double](repeating: .nan, count: Metric.builtIn.count)
  /// Bit n: `values[n]` is one of the row at hand.
  private var present: UInt64 = 0
  private var customs: [(value: Double, metric: Metric)] = []
  private var seen: UInt32 = 0

  private var keys = KeyPredictor(Field.allCases.map(\.rawValue))
  private var metricKeys = KeyPredictor(Self.additional.map(\.key))
  private var runKeys = KeyPredictor(["id", "index", "count", "warmup", "batch"])

  private var script = RepeatedValue<Int32>(-1)
  private var branch = RepeatedValue<Int32>(-1)
  private var commit = RepeatedValue<Int32>(-1)
  private var recorder = RepeatedValue<Int32>(-1)
  private var batch = RepeatedValue<Int32>(-1)
  private var environment = RepeatedValue<Int32>(-1)
  private var tagSet = RepeatedValue<Int32>(0)
  private var pullRequest = RepeatedValue<Int32>(-1)
  private var outcome = RepeatedValue<History.Flags>([])
  private var git = RepeatedValue<GitFacts>(GitFacts())
  private var rawEnvironments = ByteInterner()
  private var environmentNumbers: [Int32] = []

  private struct GitFacts: Sendable {
    var record = CommitRecord()
    var isDirty = false
    /// The commit that `record` was merged into; -1 before that.
    var mergedInto: Int32 = -1
  }

  /// The keys of a fossil in the order in which they are written.
  private enum Field: String, CaseIterable {
    case schema, id, script, command
    case executionTime = "execution_time"
    case memoryUsage = "memory_usage_mb"
    case exitCode = "exit_code"
    case timestamp
    case gitSHA = "git_sha"
    case gitBranch = "git_branch"
    case additionalMetrics = "additional_metrics"
    case memoryProfile = "memory_profile"
    case environment, git, run, outcome, ci, metrics, tags, recorder
  }

  private static let fields = Field.allCases

  /// Index into `Metric.builtIn`, or -1 for what a history leaves out.
  private static let additional: [(key: String, metric: Int)] = AdditionalMetric.known.map {
    if case .builtIn(let metric) = $0.meaning { ($0.key, metric) } else { ($0.key, -1) }
  }

  /// What is thrown where the other reader has to look.
  private static let unusual = JSONError(offset: 0, problem: "")

  /// Adds the fossil at the reader's position to `builder`; `false` leaves the reader where it was and adds nothing.
  mutating func read(
    _ reader: inout JSONReader, in bytes: Span<UInt8>, at location: History.Location,
    into builder: inout HistoryBuilder
  ) -> Bool {
    let start = reader.position
    row = HistoryBuilder.Row()
    row.location = location
    (present, seen) = (0, 0)
    if !customs.isEmpty { customs.removeAll() }
    do throws(JSONError) {
      try fields(&reader, bytes, &builder)
    } catch {
      reader.position = start
      return false
    }
    let required = Self.bit(.id) | Self.bit(.script) | Self.bit(.timestamp)
    guard seen & required == required else {
      reader.position = start
      return false
    }
    finish(&builder)
    return true
  }

  private static func bit(_ field: Field) -> UInt32 {
    1 << UInt32(fields.firstIndex(of: field) ?? 0)
  }

  private mutating func finish(_ builder: inout HistoryBuilder) {
    if row.commit >= 0, seen & Self.gitBit != 0 {
      if git.meaning.mergedInto != row.commit {
        builder.commitRecords[Int(row.commit)].merge(git.meaning.record)
        git.meaning.mergedInto = row.commit
      }
    }
    var rest = present
    while rest != 0 {
      let metric = rest.trailingZeroBitCount
      builder.set(values[metric], metric: metric)
      rest &= rest - 1
    }
    for custom in customs { builder.add(custom.value, custom: custom.metric) }
    builder.rows.append(row)
  }

  private static let gitBit = bit(.git)

  private mutating func fields(
    _ reader: inout JSONReader, _ bytes: Span<UInt8>, _ builder: inout HistoryBuilder
  ) throws(JSONError) {
    guard reader.consume(UInt8(ascii: "{"), bytes) else { throw Self.unusual }
    var ordinal = 0
    repeat {
      reader.skipWhitespace(bytes)
      guard let index = keys.next(ordinal, &reader, bytes), seen & 1 << UInt32(index) == 0 else {
        throw Self.unusual
      }
      seen |= 1 << UInt32(index)
      ordinal += 1
      reader.skipWhitespace(bytes)
      try value(of: Self.fields[index], &reader, bytes, &builder)
    } while try reader.continues(closing: UInt8(ascii: "}"), bytes)
  }

  private mutating func value(
    of field: Field, _ reader: inout JSONReader, _ bytes: Span<UInt8>,
    _ builder: inout HistoryBuilder
  ) throws(JSONError) {
    switch field {
    case .schema:
      guard try reader.number(bytes) == Double(Fossil.currentSchema) else { throw Self.unusual }
    case .id:
      guard let id = FossilID(bytes.extracting(try plainString(&reader, bytes))) else {
        throw Self.unusual
      }
      row.id = id
    case .timestamp:
      let range = try plainString(&reader, bytes)
      guard let timestamp = Timestamp(iso8601: bytes.extracting(range)) else { throw Self.unusual }
      row.timestamp = timestamp
    case .executionTime: try measurement(0, &reader, bytes)
    case .memoryUsage: try measurement(1, &reader, bytes)
    case .exitCode:
      if try isNull(&reader, bytes) { return }
      guard let code = Int(exactly: try reader.number(bytes)) else { throw Self.unusual }
      row.exitCode = HistoryBuilder.exitCode(code)
      if code != 0 { row.flags.insert(.failed) }
    case .script:
      row.script = try name(&script, &reader, bytes) { builder.scripts.intern($0) }
    case .gitBranch:
      if try isNull(&reader, bytes) { return }
      row.branch = try name(&branch, &reader, bytes) { builder.branches.intern($0) }
    case .recorder:
      if try isNull(&reader, bytes) { return }
      row.recorder = try name(&recorder, &reader, bytes) { builder.recorders.intern($0) }
    case .gitSHA:
      if try isNull(&reader, bytes) { return }
      row.commit = try name(&commit, &reader, bytes) { sha in
        Self.isLowerCaseHash(sha) ? builder.internCommit(sha) : nil
      }
    case .command: try command(&reader, bytes)
    case .additionalMetrics: try additionalMetrics(&reader, bytes)
    case .memoryProfile: try memoryProfile(&reader, bytes)
    case .run: try run(&reader, bytes, &builder)
    case .environment, .git, .outcome, .ci, .metrics, .tags:
      try object(field, &reader, bytes, &builder)
    }
  }

  // MARK: Strings

  /// The contents of a string without escapes.
  private func plainString(
    _ reader: inout JSONReader, _ bytes: Span<UInt8>
  ) throws(JSONError) -> Range<Int> {
    let contents = try reader.scanString(bytes)
    guard !contents.hasEscapes else { throw Self.unusual }
    return contents.range
  }

  private func isNull(
    _ reader: inout JSONReader, _ bytes: Span<UInt8>
  ) throws(JSONError) -> Bool {
    guard reader.peek(bytes) == UInt8(ascii: "n") else { return false }
    guard reader.consume(literal: "null", bytes) else { throw Self.unusual }
    return true
  }

  /// The number of a name; `intern` says `nil` to a name that is unusual.
  @inline(__always)
  private func name(
    _ last: inout RepeatedValue<Int32>, _ reader: inout JSONReader, _ bytes: Span<UInt8>,
    intern: (Span<UInt8>) -> Int32?
  ) throws(JSONError) -> Int32 {
    if last.isNext(&reader, bytes) { return last.meaning }
    let start = reader.position
    let contents = bytes.extracting(try plainString(&reader, bytes))
    guard !contents.isEmpty, !contents.equalsWhole(Self.unknown.span),
      let number = intern(contents)
    else { throw Self.unusual }
    last.remember(number, start..<reader.position, of: bytes)
    return number
  }

  private static let unknown = Array("unknown".utf8)

  private static func isLowerCaseHash(_ sha: Span<UInt8>) -> Bool {
    guard (4...64).contains(sha.count) else { return false }
    for index in sha.indices {
      switch sha[index] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"): continue
      default: return false
      }
    }
    return true
  }

  // MARK: Numbers

  private mutating func measurement(
    _ metric: Int, _ reader: inout JSONReader, _ bytes: Span<UInt8>
  ) throws(JSONError) {
    if try isNull(&reader, bytes) {
      present &= ~(1 << UInt64(metric))
    } else {
      values[metric] = try reader.number(bytes)
      present |= 1 << UInt64(metric)
    }
  }

  private mutating func additionalMetrics(
    _ reader: inout JSONReader, _ bytes: Span<UInt8>
  ) throws(JSONError) {
    guard reader.consume(UInt8(ascii: "{"), bytes) else { throw Self.unusual }
    reader.skipWhitespace(bytes)
    if reader.consume(UInt8(ascii: "}"), bytes) { return }
    var ordinal = 0
    repeat {
      reader.skipWhitespace(bytes)
      let key = metricKeys.next(ordinal, &reader, bytes)
      ordinal += 1
      if let key {
        reader.skipWhitespace(bytes)
        let metric = Self.additional[key].metric
        if metric >= 0 {
          try measurement(metric, &reader, bytes)
        } else if try !isNull(&reader, bytes) {
          _ = try reader.number(bytes)
        }
      } else {
        let name = try reader.key(bytes)
        reader.skipWhitespace(bytes)
        let value = try reader.number(bytes)
        let metric = Metric(id: name, title: name, unit: .other(""))
        guard AdditionalMetric(Array(name.utf8).span).isOther,
          !customs.contains(where: { $0.metric.id == name })
        else { throw Self.unusual }
        customs.append((value, metric))
      }
    } while try reader.continues(closing: UInt8(ascii: "}"), bytes)
  }

  // MARK: Arrays and objects

  private func command(_ reader: inout JSONReader, _ bytes: Span<UInt8>) throws(JSONError) {
    guard reader.consume(UInt8(ascii: "["), bytes) else { throw Self.unusual }
    reader.skipWhitespace(bytes)
    if reader.consume(UInt8(ascii: "]"), bytes) { return }
    repeat {
      reader.skipWhitespace(bytes)
      try reader.skipString(bytes)
    } while try reader.continues(closing: UInt8(ascii: "]"), bytes)
  }

  private mutating func memoryProfile(
    _ reader: inout JSONReader, _ bytes: Span<UInt8>
  ) throws(JSONError) {
    guard reader.consume(UInt8(ascii: "["), bytes) else { throw Self.unusual }
    reader.skipWhitespace(bytes)
    if reader.consume(UInt8(ascii: "]"), bytes) { return }
    repeat {
      reader.skipWhitespace(bytes)
      guard reader.consume(UInt8(ascii: "["), bytes) else { throw Self.unusual }
      reader.skipWhitespace(bytes)
      _ = try reader.number(bytes)
      guard try reader.continues(closing: UInt8(ascii: "]"), bytes) else { throw Self.unusual }
      reader.skipWhitespace(bytes)
      _ = try reader.number(bytes)
      guard try !reader.continues(closing: UInt8(ascii: "]"), bytes) else { throw Self.unusual }
    } while try reader.continues(closing: UInt8(ascii: "]"), bytes)
    row.flags.insert(.hasMemoryProfile)
  }

  private mutating func run(
    _ reader: inout JSONReader, _ bytes: Span<UInt8>, _ builder: inout HistoryBuilder
  ) throws(JSONError) {
    guard reader.consume(UInt8(ascii: "{"), bytes) else { throw Self.unusual }
    var (ordinal, isWarmup) = (0, false)
    var (id, batch): (Range<Int>?, Range<Int>?)
    repeat {
      reader.skipWhitespace(bytes)
      let key = runKeys.next(ordinal, &reader, bytes)
      ordinal += 1
      reader.skipWhitespace(bytes)
      switch key {
      case 0: id = try isNull(&reader, bytes) ? nil : plainString(&reader, bytes)
      case 1, 2:
        if try !isNull(&reader, bytes) {
          guard Int(exactly: try reader.number(bytes)) != nil else { throw Self.unusual }
        }
      case 3:
        isWarmup = reader.consume(literal: "true", bytes)
        guard isWarmup || reader.consume(literal: "false", bytes) else { throw Self.unusual }
      case 4: batch = try isNull(&reader, bytes) ? nil : plainString(&reader, bytes)
      default: throw Self.unusual
      }
    } while try reader.continues(closing: UInt8(ascii: "}"), bytes)
    if isWarmup { row.flags.insert(.warmup) }
    let name = bytes.extracting(batch ?? id ?? 0..<0)
    if !self.batch.isSame(name) {
      self.batch.remember(builder.batches.intern(name), name.indices, of: name)
    }
    row.batch = self.batch.meaning
  }

  /// The objects that neighbouring fossils repeat; one that is new is decoded as a whole fossil's would be.
  private mutating func object(
    _ field: Field, _ reader: inout JSONReader, _ bytes: Span<UInt8>,
    _ builder: inout HistoryBuilder
  ) throws(JSONError) {
    let start = reader.position
    do {
      switch field {
      case .environment:
        if !environment.isNext(&reader, bytes) {
          let number = try readEnvironment(&reader, bytes, &builder)
          environment.remember(number, start..<reader.position, of: bytes)
        }
        row.environment = environment.meaning
      case .git:
        if !git.isNext(&reader, bytes) {
          let record = try part(field, &reader, bytes).git ?? GitRecord()
          git.remember(
            GitFacts(record: CommitRecord(record), isDirty: record.dirty == true),
            start..<reader.position, of: bytes)
        }
        if git.meaning.isDirty { row.flags.insert(.dirty) }
      case .outcome:
        if !outcome.isNext(&reader, bytes) {
          let flags = HistoryBuilder.flags(of: try part(field, &reader, bytes))
          outcome.remember(flags, start..<reader.position, of: bytes)
        }
        row.flags.formUnion(outcome.meaning)
      case .ci:
        if !pullRequest.isNext(&reader, bytes) {
          let number = try part(field, &reader, bytes).ci?.pullRequest.flatMap(Int32.init(exactly:))
          pullRequest.remember(number ?? -1, start..<reader.position, of: bytes)
        }
        row.pullRequest = pullRequest.meaning
      case .tags:
        if !tagSet.isNext(&reader, bytes) {
          let tags = try part(field, &reader, bytes).tags
          let number = builder.tagSets.intern(HistoryBuilder.canonical(tags).span)
          tagSet.remember(number, start..<reader.position, of: bytes)
        }
        row.tagSet = tagSet.meaning
      default:
        for (key, metric) in try part(field, &reader, bytes).metrics {
          customs.append((metric.value, Metric(key, metric)))
        }
      }
    } catch {
      throw Self.unusual
    }
  }

  /// A fossil that has nothing but this one object, which must be an object.
  private func part(
    _ field: Field, _ reader: inout JSONReader, _ bytes: Span<UInt8>
  ) throws -> Fossil {
    guard reader.peek(bytes) == UInt8(ascii: "{") else { throw Self.unusual }
    return try Fossil(part: field.rawValue, try reader.value(bytes))
  }

  private mutating func readEnvironment(
    _ reader: inout JSONReader, _ bytes: Span<UInt8>, _ builder: inout HistoryBuilder
  ) throws -> Int32 {
    let start = reader.position
    try reader.skipValue(bytes)
    let range = start..<reader.position
    if let known = rawEnvironments.find(bytes.extracting(range)) {
      return environmentNumbers[Int(known)]
    }
    reader.position = start
    let values = try part(.environment, &reader, bytes).environment.values
    let number =
      values.isEmpty ? -1 : builder.environments.intern(HistoryBuilder.canonical(values).span)
    _ = rawEnvironments.intern(bytes.extracting(range))
    environmentNumbers.append(number)
    return number
  }
}
