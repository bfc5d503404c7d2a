extension Fossil {
  /// Reads a fossil from the bytes of its line.
  ///
  /// Entries of the original's granular log are read as they are: numbers may be strings, and an entry without an id gets the
  /// deterministic one of its content.
  ///
  /// - Throws: `FossilError` if the bytes are not JSON, or a field is missing or of the wrong kind.
  package init(line: [UInt8]) throws(FossilError) {
    try self.init(line: line.span)
  }

  /// Reads a fossil from the bytes of its line; see `init(line: [UInt8])`.
  package init(line bytes: Span<UInt8>) throws(FossilError) {
    var reader = JSONReader()
    let fossil = try Fossil(next: &reader, in: bytes)
    reader.skipWhitespace(bytes)
    guard reader.position == bytes.count else {
      throw .malformed(reader.expected("the end of the line", bytes))
    }
    self = fossil
  }

  /// Reads the fossil at the reader's position and moves behind it.
  package init(next reader: inout JSONReader, in bytes: Span<UInt8>) throws(FossilError) {
    let value: JSONValue
    do {
      reader.rejectsDuplicateKeys = true
      value = try reader.value(bytes)
    } catch {
      throw .malformed(error)
    }
    try self.init(json: value)
  }

  /// Makes a fossil of a JSON object.
  package init(json value: JSONValue) throws(FossilError) {
    guard case .object(let fields) = value else {
      throw .unexpected(key: "fossil", expected: "an object", found: value.kind)
    }
    let decoder = FossilDecoder(fields: fields)
    if let schema = try decoder.integer("schema"), schema != Self.currentSchema {
      throw .unknownSchema(schema)
    }
    guard let script = try decoder.string("script"), !script.isEmpty else {
      throw .missing(key: "script")
    }
    guard let timestamp = try decoder.timestamp("timestamp") else {
      throw .missing(key: "timestamp")
    }
    let id = try decoder.id("id")
    self.init(id: id ?? FossilID(high: 0, low: 0), script: script, timestamp: timestamp)
    try decodeMeasurements(decoder)
    try decodeContext(decoder)
    for (key, value) in fields where !Self.knownKeys.contains(key) { unknown[key] = value }
    if id == nil {
      var content: [UInt8] = []
      append(to: &content)
      self.id = FossilID(contentOf: content)
    }
  }

  /// A fossil that has nothing but the value of one key, read as in a whole one.
  init(part key: String, _ value: JSONValue) throws(FossilError) {
    self.init(id: FossilID(high: 0, low: 0), script: "", timestamp: Timestamp(milliseconds: 0))
    let decoder = FossilDecoder(fields: [key: value])
    try decodeMeasurements(decoder)
    try decodeContext(decoder)
  }

  static let knownKeys: Set<String> = [
    "schema", "id", "script", "command", "execution_time", "memory_usage_mb", "exit_code",
    "timestamp", "git_sha", "git_branch", "additional_metrics", "memory_profile", "environment",
    "git", "run", "outcome", "ci", "metrics", "tags", "recorder",
  ]

  private mutating func decodeMeasurements(_ decoder: FossilDecoder) throws(FossilError) {
    executionTime = try decoder.number("execution_time")
    memoryUsage = try decoder.number("memory_usage_mb")
    exitCode = try decoder.integer("exit_code")
    for (key, _) in try decoder.object("additional_metrics")?.fields ?? [:] {
      additionalMetrics[key] = try decoder.object("additional_metrics")?.number(key)
    }
    for element in try decoder.array("memory_profile") ?? [] {
      guard let pair = element.elements, pair.count == 2, let seconds = pair[0].double,
        let mebibytes = pair[1].double
      else {
        throw .unexpected(
          key: "memory_profile", expected: "pairs of numbers", found: element.kind)
      }
      memoryProfile.append(MemorySample(seconds: seconds, mebibytes: mebibytes))
    }
    if let outcome = try decoder.object("outcome") {
      self.outcome.signal = try outcome.integer("signal")
      self.outcome.timedOut = try outcome.boolean("timed_out") ?? false
      self.outcome.interrupted = try outcome.boolean("interrupted") ?? false
      self.outcome.failure = try outcome.string("failure")
    }
    guard let metrics = try decoder.object("metrics") else { return }
    for (key, _) in metrics.fields {
      self.metrics[key] = try metrics.object(key)?.customMetric()
    }
  }

  private mutating func decodeContext(_ decoder: FossilDecoder) throws(FossilError) {
    command = try decoder.strings("command") ?? []
    gitSHA = try decoder.hash("git_sha")
    gitBranch = try decoder.known("git_branch")
    recorder = try decoder.string("recorder")
    environment = Environment(values: try decoder.texts("environment"))
    tags = try decoder.texts("tags")
    if let git = try decoder.object("git") {
      var record = GitRecord()
      record.parents = try git.hashes("parents")
      record.committedAt = try git.timestamp("committed_at")
      record.subject = try git.string("subject")
      record.author = try git.string("author")
      record.dirty = try git.boolean("dirty")
      self.git = record
    }
    if let run = try decoder.object("run") {
      self.run = RunPosition(
        id: try run.string("id") ?? "", index: try run.integer("index") ?? 0,
        count: try run.integer("count"), warmup: try run.boolean("warmup") ?? false,
        batch: try run.string("batch"))
    }
    if let ci = try decoder.object("ci") {
      var record = CIRecord(provider: try ci.string("provider") ?? "")
      record.runURL = try ci.string("run_url")
      record.pullRequest = try ci.integer("pull_request")
      self.ci = record
    }
  }
}
