internal import PerfBytes
package import PerfTrace

/// What was read from one source: fossils, and what had to be left out.
package struct ImportDraft: Sendable {
  /// Warnings that are kept word for word; further ones are only counted.
  package static let warningLimit = 50
  /// Raw samples that one fossil keeps, so that it stays under 64 KiB.
  package static let sampleLimit = 2000

  package let source: ImportSource
  package let format: String
  package let options: ImportOptions
  /// Finished fossils, in the order of the source.
  package private(set) var fossils: [Fossil] = []
  package private(set) var warnings: [ImportError] = []
  package private(set) var warningCount = 0
  /// Values that the source gives as not measured, or whose benchmark failed.
  package var valuesLeftOut = 0
  /// Measured values among the fossils: wall times, memory, CPU times and custom metrics.
  package private(set) var valueCount = 0
  /// Whether a result names no branch, and neither do the options.
  package private(set) var lacksBranch = false
  /// Whether a result names no commit, and neither do the options.
  package private(set) var lacksCommit = false

  private var identities: [FossilID: Int] = [:]
  /// Identity of the whole source; made when a result first needs it.
  private(set) lazy var digest = FossilID(contentOf: source.bytes)

  package init(source: ImportSource, format: String, options: ImportOptions) {
    self.source = source
    self.format = format
    self.options = options
  }

  /// Notes a problem at a byte of the source.
  mutating func warn(_ kind: ImportError.Kind, at offset: Int) {
    warningCount += 1
    guard warnings.count < Self.warningLimit else { return }
    warnings.append(ImportError(kind, at: source.location(of: offset)))
  }

  /// Notes a problem whose place is already known.
  mutating func warn(_ error: ImportError) {
    warningCount += 1
    if warnings.count < Self.warningLimit { warnings.append(error) }
  }

  /// An error at a byte of the source.
  func error(_ kind: ImportError.Kind, at offset: Int) -> ImportError {
    ImportError(kind, at: source.location(of: offset))
  }

  /// Completes a result with the options and an id, and keeps it.
  mutating func add(_ result: ImportedResult) {
    guard !result.fossil.script.isEmpty else { return warn(.emptyName, at: result.offset) }
    if let time = result.fossil.executionTime, !(time >= 0 && time.isFinite) {
      valuesLeftOut += 1
      return warn(
        .unexpected(what: "a time of at least 0", found: "\(time) s"), at: result.offset)
    }
    var fossil = complete(result)
    if !result.keepsID {
      let content = identity(of: fossil, isDated: result.isDated)
      var id = FossilID(contentOf: content)
      let repeats = identities[id, default: 0]
      identities[id] = repeats + 1
      if repeats > 0 { id = FossilID(contentOf: content + Array("#\(repeats)".utf8)) }
      fossil.id = id
    }
    lacksBranch = lacksBranch || fossil.gitBranch == nil
    lacksCommit = lacksCommit || fossil.gitSHA == nil
    valueCount +=
      (fossil.executionTime == nil ? 0 : 1) + (fossil.memoryUsage == nil ? 0 : 1)
      + fossil.additionalMetrics.count + fossil.metrics.count
    fossils.append(fossil)
  }

  /// Leaves out what a store would refuse.
  mutating func dropOversized() {
    var line: [UInt8] = []
    let all = fossils
    fossils.removeAll(keepingCapacity: true)
    for fossil in all {
      line.removeAll(keepingCapacity: true)
      fossil.append(to: &line)
      if line.count <= Fossil.lineLimit {
        fossils.append(fossil)
      } else {
        valuesLeftOut += 1
        let script = String(fossil.script.prefix(60))
        warn(ImportError(.tooLarge(script: script, bytes: line.count), in: source))
      }
    }
  }

  private func complete(_ result: ImportedResult) -> Fossil {
    var fossil = result.fossil
    fossil.script = options.prefix + fossil.script.withoutControlCharacters
    if !result.isDated { fossil.timestamp = options.date ?? source.modified }
    fossil.gitSHA = fossil.gitSHA ?? options.commit
    fossil.gitBranch = fossil.gitBranch ?? options.branch
    if !result.keepsID { fossil.recorder = fossil.recorder ?? format }
    for (key, value) in options.host { fossil.environment.values[key] = value }
    for (key, value) in options.tags { fossil.tags[key] = value }
    return fossil
  }
}

extension ImportDraft {
  /// The bytes that decide a fossil's id.
  ///
  /// A result that carries its own date is identified by what it says, so that a history that grows adds only what is
  /// new. One that does not is identified by the whole source as well: two nightly outputs may well
  /// hold the same number. The branch, and words about the commit, are not part of it.
  private mutating func identity(of fossil: Fossil, isDated: Bool) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(256)
    func add(_ text: String) {
      bytes.append(digits: UInt64(text.utf8.count), minimumCount: 1)
      bytes.append(UInt8(ascii: ":"))
      bytes.append(contentsOf: text.utf8)
    }
    func add(_ key: String, _ value: Double) {
      add(key)
      bytes.append(digits: value.bitPattern, minimumCount: 1)
      bytes.append(UInt8(ascii: ";"))
    }
    add(format)
    add(fossil.script)
    add(fossil.gitSHA ?? "")
    if isDated {
      bytes.append(integer: fossil.timestamp.milliseconds)
    } else {
      let digest = digest
      bytes.append(digits: digest.high, minimumCount: 20)
      bytes.append(digits: digest.low, minimumCount: 20)
      if let date = options.date { bytes.append(integer: date.milliseconds) }
    }
    for (key, value) in fossil.environment.values {
      add(key)
      add(value)
    }
    add("tags")
    for (key, value) in fossil.tags {
      add(key)
      add(value)
    }
    if let run = fossil.run { bytes.append(integer: Int64(run.index)) }
    if let code = fossil.exitCode { add("exit_code", Double(code)) }
    if let time = fossil.executionTime { add("execution_time", time) }
    if let memory = fossil.memoryUsage { add("memory_usage_mb", memory) }
    for (key, value) in fossil.additionalMetrics { add(key, value) }
    for (key, metric) in fossil.metrics { add(key, metric.value) }
    return bytes
  }
}

extension String {
  /// The text with line ends, tabs and other control characters as spaces.
  var withoutControlCharacters: String {
    guard utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { return self }
    return String(
      decoding: utf8.map { $0 < 0x20 || $0 == 0x7F ? 0x20 : $0 }, as: UTF8.self)
  }
}
