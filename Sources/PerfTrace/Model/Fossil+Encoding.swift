internal import PerfBytes

extension Fossil {
  /// Appends the fossil as one line of JSON with its line end.
  package func appendLine(to bytes: inout [UInt8]) {
    append(to: &bytes)
    bytes.append(UInt8(ascii: "\n"))
  }

  /// Appends the fossil as one JSON object without blanks; absent values have no key.
  package func append(to bytes: inout [UInt8]) {
    var writer = FieldWriter(taking: &bytes)
    writer.field("schema") { $0.append(integer: Int64(schema)) }
    writer.field("id") { $0.append(quoted: id) }
    writer.field("script", script)
    if !command.isEmpty {
      writer.field("command") { $0.append(jsonArray: command) { $0.append(jsonString: $1) } }
    }
    writer.field("execution_time", executionTime)
    writer.field("memory_usage_mb", memoryUsage)
    writer.field("exit_code", exitCode)
    writer.field("timestamp") { $0.append(quoted: timestamp, omitsZeroFraction: false) }
    writer.field("git_sha", gitSHA)
    writer.field("git_branch", gitBranch)
    let measured = OrderedFields(additionalMetrics.filter { $0.value.isFinite })
    if !measured.isEmpty {
      writer.field("additional_metrics") {
        $0.append(jsonObject: measured) { $0.append(jsonNumber: $1) }
      }
    }
    if !memoryProfile.isEmpty {
      writer.field("memory_profile") {
        $0.append(jsonArray: memoryProfile) {
          $0.append(jsonArray: [$1.seconds, $1.mebibytes]) { $0.append(jsonNumber: $1) }
        }
      }
    }
    writer.field("environment", texts: environment.values)
    if let git { writer.field("git") { git.append(to: &$0) } }
    if let run { writer.field("run") { run.append(to: &$0) } }
    if outcome != Outcome() || exitCode != nil {
      writer.field("outcome") { outcome.append(to: &$0) }
    }
    if let ci { writer.field("ci") { ci.append(to: &$0) } }
    let reported = OrderedFields(metrics.filter { $0.value.value.isFinite })
    if !reported.isEmpty {
      writer.field("metrics") { $0.append(jsonObject: reported) { $1.append(to: &$0) } }
    }
    writer.field("tags", texts: tags)
    writer.field("recorder", recorder)
    for (key, value) in unknown { writer.field(key) { $0.append(json: value) } }
    bytes = writer.finish()
  }
}

extension GitRecord {
  fileprivate func append(to bytes: inout [UInt8]) {
    var writer = FieldWriter(taking: &bytes)
    writer.field("parents") { $0.append(jsonArray: parents) { $0.append(jsonString: $1) } }
    if let committedAt {
      writer.field("committed_at") { $0.append(quoted: committedAt, omitsZeroFraction: true) }
    }
    writer.field("subject", subject)
    writer.field("author", author)
    if let dirty { writer.field("dirty") { $0.append(json: dirty) } }
    bytes = writer.finish()
  }
}

extension RunPosition {
  fileprivate func append(to bytes: inout [UInt8]) {
    var writer = FieldWriter(taking: &bytes)
    writer.field("id", id)
    writer.field("index", index)
    writer.field("count", count)
    writer.field("warmup") { $0.append(json: warmup) }
    writer.field("batch", batch)
    bytes = writer.finish()
  }
}

extension Outcome {
  fileprivate func append(to bytes: inout [UInt8]) {
    var writer = FieldWriter(taking: &bytes)
    writer.field("signal") { bytes in
      if let signal {
        bytes.append(integer: Int64(signal))
      } else {
        bytes.append(contentsOf: "null".utf8)
      }
    }
    writer.field("timed_out") { $0.append(json: timedOut) }
    if interrupted { writer.field("interrupted") { $0.append(json: true) } }
    writer.field("failure", failure)
    bytes = writer.finish()
  }
}

extension CIRecord {
  fileprivate func append(to bytes: inout [UInt8]) {
    var writer = FieldWriter(taking: &bytes)
    writer.field("provider", provider)
    writer.field("run_url", runURL)
    writer.field("pull_request", pullRequest)
    bytes = writer.finish()
  }
}

extension CustomMetric {
  fileprivate func append(to bytes: inout [UInt8]) {
    var writer = FieldWriter(taking: &bytes)
    writer.field("value", value)
    writer.field("unit", unit)
    writer.field("better", better.rawValue)
    writer.field("spread", spread)
    if !samples.isEmpty {
      writer.field("samples") {
        $0.append(jsonArray: samples.filter(\.isFinite)) { $0.append(jsonNumber: $1) }
      }
    }
    bytes = writer.finish()
  }
}

/// Appends the fields of one JSON object; `nil` leaves a field out.
///
/// It cannot be copied: a second holder of the bytes would make every `finish` copy all lines before it.
private struct FieldWriter: ~Copyable {
  private var bytes: [UInt8] = []
  private var separates = false

  /// Takes the bytes over without a copy; `finish` gives them back.
  init(taking bytes: inout [UInt8]) {
    swap(&self.bytes, &bytes)
    self.bytes.append(UInt8(ascii: "{"))
  }

  mutating func field(_ key: String, write: (inout [UInt8]) -> Void) {
    if separates { bytes.append(UInt8(ascii: ",")) }
    separates = true
    bytes.append(jsonString: key)
    bytes.append(UInt8(ascii: ":"))
    write(&bytes)
  }

  mutating func field(_ key: String, _ text: String?) {
    if let text { field(key) { $0.append(jsonString: text) } }
  }

  /// A value that is no number is left out: it was not measured.
  mutating func field(_ key: String, _ number: Double?) {
    if let number, number.isFinite { field(key) { $0.append(jsonNumber: number) } }
  }

  mutating func field(_ key: String, _ number: Int?) {
    if let number { field(key) { $0.append(integer: Int64(number)) } }
  }

  mutating func field(_ key: String, texts: OrderedFields<String>) {
    guard !texts.isEmpty else { return }
    field(key) { $0.append(jsonObject: texts) { $0.append(jsonString: $1) } }
  }

  consuming func finish() -> [UInt8] {
    bytes.append(UInt8(ascii: "}"))
    return bytes
  }
}

extension [UInt8] {
  fileprivate mutating func append(quoted id: FossilID) {
    append(UInt8(ascii: "\""))
    append(id)
    append(UInt8(ascii: "\""))
  }

  fileprivate mutating func append(quoted timestamp: Timestamp, omitsZeroFraction: Bool) {
    append(UInt8(ascii: "\""))
    append(iso8601: timestamp, omitsZeroFraction: omitsZeroFraction)
    append(UInt8(ascii: "\""))
  }
}
