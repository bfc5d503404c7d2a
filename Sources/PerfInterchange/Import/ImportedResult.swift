internal import PerfTrace

/// One result on its way from a foreign format to a fossil.
struct ImportedResult: Sendable {
  /// The fossil so far; its id is set later, and its timestamp too unless `isDated`.
  var fossil: Fossil
  /// Where in the source the result stands.
  var offset: Int
  /// Whether the source tells when this was measured.
  private(set) var isDated = false
  /// Whether the fossil has its final id: it was one of ours before it was exported.
  var keepsID = false
  /// What the source says of the wall time and has no field of its own; becomes `source` of the fossil.
  private var details: OrderedFields<JSONValue> = [:]

  init(name: String, offset: Int) {
    fossil = Fossil(
      id: FossilID(high: 0, low: 0), script: name, timestamp: Timestamp(milliseconds: 0))
    self.offset = offset
  }

  /// Sets the time of the measurement; one that is `nil` or not in the years 1 to 9999 leaves it open.
  mutating func measured(at timestamp: Timestamp?) {
    guard let timestamp, timestamp.isWritable else { return }
    fossil.timestamp = timestamp
    isDated = true
  }

  /// Sets a value by its unit: a time becomes the wall time in seconds, all else the custom metric `metric`.
  mutating func set(_ reading: ImportedReading, metric: String? = nil) {
    if case .time(let count) = reading.unit.kind, metric == nil, reading.better == .lower {
      fossil.executionTime = reading.value / count
      detail("value", .number(reading.value))
      detail("unit", .string(reading.unit.text))
      if let spread = reading.spread { detail("spread", .number(spread)) }
      if !reading.samples.isEmpty {
        detail("samples", .array(reading.samples.map { .number($0) }))
      }
    } else {
      var id = (metric ?? reading.unit.metricName).withoutControlCharacters
      if Self.builtInIDs.contains(id) { id = "reported_" + id }
      fossil.metrics[id] = CustomMetric(
        value: reading.value, unit: reading.unit.text.isEmpty ? nil : reading.unit.text,
        better: reading.better, spread: reading.spread, samples: reading.samples)
    }
  }

  /// Ids that a custom metric must not take: the same id with another unit would spoil a chart.
  private static let builtInIDs = Set(Metric.builtIn.map(\.id))

  /// Keeps a fact of the source under `source`, as it is.
  mutating func detail(_ key: String, _ value: JSONValue?) {
    guard let value else { return }
    details[key] = value
    fossil.unknown["source"] = .object(details)
  }

  mutating func detail(_ key: String, _ text: String?) {
    detail(key, text.map { JSONValue.string($0) })
  }

  mutating func detail(_ key: String, _ number: Double?) {
    detail(key, number.map { JSONValue.number($0) })
  }

  /// Sets a fact of the machine; an empty one is unknown.
  mutating func host(_ key: String, _ value: String?) {
    guard let value, !value.isEmpty else { return }
    fossil.environment.values[key] = value.withoutControlCharacters
  }

  /// Sets the operating system from words such as "Ubuntu 18.04.5 LTS" or "Linux 3.16.0-4-amd64".
  ///
  /// The family becomes `os`, which decides what is comparable; the words are kept as `os_version`.
  mutating func hostSystem(_ words: String?) {
    guard let words, !words.isEmpty else { return }
    let lower = words.lowercased()
    let linux = [
      "linux", "ubuntu", "debian", "fedora", "centos", "red hat", "alpine", "suse", "arch",
    ]
    let family =
      if linux.contains(where: lower.contains) {
        "linux"
      } else if lower.contains("darwin") || lower.contains("macos") || lower.contains("mac os") {
        "darwin"
      } else if lower.contains("windows") {
        "windows"
      } else {
        lower
      }
    host("os", family)
    if lower != family { host("os_version", words) }
  }

  /// Sets the processor architecture under the name that `uname -m` gives it on the system already set.
  mutating func hostArchitecture(_ name: String?) {
    let os = fossil.environment.values["os"]
    switch name {
    case "amd64", "AMD64", "x86-64": host("arch", "x86_64")
    case "arm64" where os == "linux": host("arch", "aarch64")
    case "aarch64" where os == "darwin": host("arch", "arm64")
    default: host("arch", name)
    }
  }

  /// Sets the commit, if `sha` is one; says whether it is.
  @discardableResult
  mutating func commit(_ sha: String?) -> Bool {
    guard let sha = sha?.lowercased(), sha.isCommitHash else { return false }
    fossil.gitSHA = sha
    return true
  }

  /// Keeps what the source knows of the commit; the subject is the message's first line.
  mutating func commitDetails(committedAt: Timestamp?, message: String?, author: String?) {
    var git = fossil.git ?? GitRecord()
    if let committedAt, committedAt.isWritable { git.committedAt = committedAt }
    git.subject =
      message?.split(whereSeparator: \.isNewline).first.map { String($0).withoutControlCharacters }
      ?? git.subject
    git.author = author?.withoutControlCharacters ?? git.author
    fossil.git = git
  }
}

extension String {
  /// Whether this could be a commit's hash, perhaps shortened: 7 to 64 lower-case hexadecimal digits.
  package var isCommitHash: Bool {
    (7...64).contains(utf8.count)
      && utf8.allSatisfy {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
          || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
      }
  }
}
