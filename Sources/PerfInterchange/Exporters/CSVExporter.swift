internal import PerfTrace

/// CSV as RFC 4180 describes it, one fossil a line, with the column names that `CSVImporter` knows.
///
/// Warm-ups and executions that were broken off have no line: nothing in it could tell them from measurements.
/// The columns depend on which metrics, tags and facts of machines occur, so all is kept until the end. A text that a
/// spreadsheet would take for a formula gets an apostrophe in front, which the importer takes off again.
struct CSVExporter: Exporter {
  static let name = "csv"
  static let title = "CSV, one execution a line"
  static let takesWarmups = false

  /// First characters that make a spreadsheet compute a text.
  static let formulaSigns: Set<UInt8> = Set("=+-@\t\r'".utf8)

  private var fossils: [Fossil] = []
  private var additional: Set<String> = []
  private var custom: Set<CustomColumn> = []
  private var tags: Set<String> = []
  private var hosts: Set<String> = []

  private struct CustomColumn: Hashable, Comparable {
    var id: String
    var unit: String

    var title: String { unit.isEmpty ? "metric.\(id)" : "metric.\(id) [\(unit)]" }

    static func < (a: Self, b: Self) -> Bool { (a.id, a.unit) < (b.id, b.unit) }
  }

  mutating func append(_ fossil: Fossil, to output: inout [UInt8]) {
    guard Self.takes(fossil) else { return }
    fossils.append(fossil)
    additional.formUnion(fossil.additionalMetrics.keys)
    tags.formUnion(fossil.tags.keys)
    hosts.formUnion(fossil.environment.values.keys)
    for (id, metric) in fossil.metrics {
      custom.insert(CustomColumn(id: id, unit: metric.unit ?? ""))
    }
  }

  mutating func finish(to output: inout [UInt8]) {
    let known = Metric.builtIn.map(\.id).filter(additional.contains)
    let (custom, tags, hosts) = (custom.sorted(), tags.sorted(), hosts.sorted())
    let fixed = [
      "id", "script", "timestamp", "git_sha", "git_branch", "committed_at", "subject", "author",
      "exit_code", "execution_time", "memory_usage_mb",
    ]
    var row = CSVRow()
    for title in fixed + known { row.add(title) }
    for column in custom { row.add(column.title) }
    for tag in tags { row.add("tag." + tag) }
    for host in hosts { row.add("host." + host) }
    row.add("recorder")
    row.end(&output)
    for fossil in fossils {
      row.add(fossil.id.description)
      row.add(fossil.script)
      row.add(fossil.timestamp.iso8601)
      row.add(fossil.gitSHA)
      row.add(fossil.gitBranch)
      row.add(fossil.git?.committedAt?.iso8601)
      row.add(fossil.git?.subject)
      row.add(fossil.git?.author)
      row.add(number: fossil.exitCode.map(Double.init))
      row.add(number: fossil.executionTime)
      row.add(number: fossil.memoryUsage)
      for key in known { row.add(number: fossil.additionalMetrics[key]) }
      for column in custom {
        let metric = fossil.metrics[column.id]
        row.add(number: metric?.unit ?? "" == column.unit ? metric?.value : nil)
      }
      for tag in tags { row.add(fossil.tags[tag]) }
      for host in hosts { row.add(fossil.environment.values[host]) }
      row.add(fossil.recorder)
      row.end(&output)
    }
    fossils = []
  }
}

/// One line of CSV while it is written.
private struct CSVRow {
  private var bytes: [UInt8] = []
  private var isEmpty = true

  mutating func add(_ text: String?) {
    separate()
    guard var text, !text.isEmpty else { return }
    if let first = text.utf8.first, CSVExporter.formulaSigns.contains(first) { text = "'" + text }
    guard text.utf8.contains(where: { $0 == 0x22 || $0 == 0x2C || $0 == 0x3B || $0 < 0x20 }) else {
      return bytes.append(contentsOf: text.utf8)
    }
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "\""))
  }

  mutating func add(number: Double?) {
    separate()
    if let number, number.isFinite { bytes.append(jsonNumber: number) }
  }

  mutating func end(_ output: inout [UInt8]) {
    output.append(contentsOf: bytes)
    output.append(contentsOf: "\r\n".utf8)
    bytes.removeAll(keepingCapacity: true)
    isEmpty = true
  }

  private mutating func separate() {
    if !isEmpty { bytes.append(UInt8(ascii: ",")) }
    isEmpty = false
  }
}
