internal import PerfTrace

/// Comma-separated values whose first line names the columns.
///
/// `script` (or `name`, `benchmark`) is the only column that must be there. Built-in metrics have their JSON keys,
/// `value` with `unit` is a value of any unit, `metric.NAME [UNIT]` a custom metric, `tag.NAME` a tag and `host.NAME` a fact
/// of the machine. The separator may be a comma, a semicolon or a tab, whichever the first line has most of.
enum CSVImporter: Importer {
  static let name = "csv"
  static let title = "CSV with named columns"

  static func holdsResults(_ path: String) -> Bool { path.hasSuffix(".csv") }

  static func recognizes(_ shape: ImportShape) -> Bool {
    guard case .text = shape.content else { return false }
    var reader = CSVReader(shape.source)
    guard let header = try? reader.next(), header.fields.count > 1 else { return false }
    let columns = header.fields.map { Column($0) }
    return columns.contains(.script) && columns.contains { $0.isValue }
  }

  static func read(_ shape: ImportShape, into draft: inout ImportDraft) throws(ImportError) {
    var reader = CSVReader(shape.source)
    guard let header = try reader.next() else {
      throw ImportError(.noResults(format: name), in: shape.source)
    }
    let columns = header.fields.map { Column($0) }
    guard columns.contains(.script) else {
      throw ImportError(.missingColumn("script"), at: shape.source.location(of: header.offset))
    }
    for (column, title) in zip(columns, header.fields) where column == .unknown && !title.isEmpty {
      draft.warn(.unknownColumn(title), at: header.offset)
    }
    while let row = try reader.next() {
      if row.fields.count == 1 && row.fields[0].isEmpty { continue }
      guard row.fields.count == columns.count else {
        draft.warn(.wrongFieldCount(row.fields.count, expected: columns.count), at: row.offset)
        continue
      }
      add(row, columns, to: &draft)
    }
  }

  private static func add(_ row: CSVReader.Row, _ columns: [Column], to draft: inout ImportDraft) {
    var result = ImportedResult(name: "", offset: row.offset)
    var value: (number: Double, unit: String, spread: Double?, better: Polarity?)?
    var (unit, spread, better) = ("", nil as Double?, nil as Polarity?)
    var hasValue = false
    for (column, text) in zip(columns, row.fields) where !text.isEmpty {
      var number: Double? {
        guard let number = Double(text), number.isFinite else { return nil }
        return number
      }
      switch column {
      case .id:
        if let id = FossilID(text) {
          result.fossil.id = id
          result.keepsID = true
        }
      case .script: result.fossil.script = text
      case .timestamp:
        let timestamp = timestamp(text)
        if timestamp == nil { draft.warn(.malformedDate(text), at: row.offset) }
        result.measured(at: timestamp)
      case .sha:
        if !result.commit(text) { draft.warn(.malformedCommit(text), at: row.offset) }
      case .branch: result.fossil.gitBranch = text.withoutControlCharacters
      case .subject: result.commitDetails(committedAt: nil, message: text, author: nil)
      case .author: result.commitDetails(committedAt: nil, message: nil, author: text)
      case .committedAt:
        result.commitDetails(committedAt: timestamp(text), message: nil, author: nil)
      case .unit: unit = text
      case .better: better = Polarity(rawValue: text)
      case .recorder: result.fossil.recorder = text.withoutControlCharacters
      case .tag(let key): result.fossil.tags[key] = text.withoutControlCharacters
      case .host(let key): result.host(key, text)
      case .unknown: break
      case .exitCode:
        result.fossil.exitCode = number.flatMap { Int(exactly: $0) }
        if result.fossil.exitCode == nil { draft.warn(.malformedNumber(text), at: row.offset) }
      case .value, .spread, .builtIn, .metric:
        guard let number else {
          draft.valuesLeftOut += 1
          draft.warn(.malformedNumber(text), at: row.offset)
          continue
        }
        switch column {
        case .value: value = (number, "", nil, nil)
        case .spread: spread = number
        case .builtIn("execution_time"): result.fossil.executionTime = number
        case .builtIn("memory_usage_mb"): result.fossil.memoryUsage = number
        case .builtIn(let key): result.fossil.additionalMetrics[key] = number
        case .metric(let key, let unit):
          result.set(
            ImportedReading(number, unit: unit, fallback: draft.options.better), metric: key)
        default: break
        }
        if column != .spread { hasValue = true }
      }
    }
    if let value {
      result.set(
        ImportedReading(
          value.number, unit: unit, spread: spread, better: better, fallback: draft.options.better))
    }
    // A line without a value still says that something ran and how it ended.
    guard hasValue || result.fossil.exitCode != nil else { return }
    draft.add(result)
  }

  /// A date, or a whole number of milliseconds (13 digits) or seconds (10 digits) since 1970.
  private static func timestamp(_ text: String) -> Timestamp? {
    if let number = Int64(text) {
      switch text.utf8.count {
      case 10: return Timestamp(javaScript: Double(number) * 1000)
      case 13: return Timestamp(javaScript: Double(number))
      default: return nil
      }
    }
    return Timestamp(foreign: text)
  }

  /// What a column holds, by its title.
  private enum Column: Hashable {
    case id, script, timestamp, sha, branch, subject, author, committedAt
    case exitCode, value, unit, spread, better, recorder, unknown
    case builtIn(String)
    case metric(String, unit: String)
    case tag(String)
    case host(String)

    var isValue: Bool {
      switch self {
      case .value, .builtIn, .metric, .exitCode: true
      default: false
      }
    }

    init(_ title: String) {
      let key = title.trimmed
      switch key.lowercased() {
      case "id": self = .id
      case "script", "name", "benchmark": self = .script
      case "timestamp", "date", "time": self = .timestamp
      case "git_sha", "sha", "commit", "revision": self = .sha
      case "git_branch", "branch": self = .branch
      case "subject": self = .subject
      case "author": self = .author
      case "committed_at": self = .committedAt
      case "exit_code": self = .exitCode
      case "value": self = .value
      case "unit": self = .unit
      case "spread", "stddev": self = .spread
      case "better": self = .better
      case "recorder": self = .recorder
      case let lower where Metric.builtIn.contains { $0.id == lower }: self = .builtIn(lower)
      default: self = Self(prefixed: key.withoutControlCharacters)
      }
    }

    private init(prefixed key: String) {
      if key.hasPrefix("tag."), key.utf8.count > 4 {
        self = .tag(String(key.dropFirst(4)))
      } else if key.hasPrefix("host."), key.utf8.count > 5 {
        self = .host(String(key.dropFirst(5)))
      } else if key.hasPrefix("metric."), key.utf8.count > 7 {
        let name = String(key.dropFirst(7))
        if name.hasSuffix("]"), let bracket = name.lastIndex(of: "[") {
          self = .metric(
            String(name[..<bracket]).trimmed,
            unit: String(name[name.index(after: bracket)...].dropLast()))
        } else {
          self = .metric(name, unit: "")
        }
      } else {
        self = .unknown
      }
    }
  }
}
