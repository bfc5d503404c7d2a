internal import PerfTrace

/// The text of `go test -bench`: lines of name, iterations, and pairs of value and unit.
enum GoBenchImporter: Importer {
  static let name = "go"
  static let title = "go test -bench text"

  static func holdsResults(_ path: String) -> Bool { path.hasSuffix(".txt") }

  static func recognizes(_ shape: ImportShape) -> Bool {
    guard case .text = shape.content else { return false }
    var lines = SourceLines(shape.source.bytes)
    while let line = lines.next() {
      if fields(line.text).map({ isResult($0) }) == true { return true }
    }
    return false
  }

  static func read(_ shape: ImportShape, into draft: inout ImportDraft) throws(ImportError) {
    var host = ImportedResult(name: "", offset: 0)
    var package = ""
    var lines = SourceLines(shape.source.bytes)
    while let line = lines.next() {
      let text = line.text
      if let colon = text.firstIndex(of: ":"), !text.hasPrefix("Benchmark") {
        let value = text[text.index(after: colon)...].trimmed
        switch text[..<colon] {
        case "goos": host.hostSystem(value)
        case "goarch": host.hostArchitecture(value)
        case "cpu": host.host("cpu_model", value)
        case "pkg": package = value
        default: break
        }
        continue
      }
      guard let fields = fields(text) else { continue }
      guard isResult(fields) else {
        // "BenchmarkX" alone is the announcement of -v.
        if fields.count > 1, fields[1].first.map({ $0.isNumber }) == true {
          draft.warn(
            .unexpected(
              what: "iterations and pairs of value and unit", found: "\"\(text.trimmed)\""),
            at: line.offset)
        }
        continue
      }
      add(fields, at: line.offset, package: package, host: host, to: &draft)
    }
  }

  private static func fields(_ line: String) -> [String]? {
    guard line.hasPrefix("Benchmark") else { return nil }
    return line.split(whereSeparator: { $0 == " " || $0 == "\t" || $0 == "\r" }).map(String.init)
  }

  private static func isResult(_ fields: [String]) -> Bool {
    fields.count >= 4 && Int(fields[1]) != nil && Double(fields[2])?.isFinite == true
  }

  private static func add(
    _ fields: [String], at offset: Int, package: String, host: ImportedResult,
    to draft: inout ImportDraft
  ) {
    var (name, processes) = (fields[0], nil as Int?)
    if let dash = name.lastIndex(of: "-"), let count = Int(name[name.index(after: dash)...]),
      count > 0
    {
      (name, processes) = (String(name[..<dash]), count)
    }
    var result = host
    result.fossil.script = package.isEmpty ? name : "\(package)/\(name)"
    result.offset = offset
    if let processes {
      result.host("cpu_cores", String(processes))
    }
    var index = 2
    while index + 1 < fields.count {
      guard let value = Double(fields[index]), value.isFinite else {
        draft.warn(.malformedNumber(fields[index]), at: offset)
        break
      }
      let reading = ImportedReading(value, unit: fields[index + 1], fallback: draft.options.better)
      if fields[index + 1] == "ns/op" {
        result.set(reading)
      } else {
        let name = reading.unit.metricName
        result.set(reading, metric: name == "value" ? fields[index + 1] : name)
      }
      index += 2
    }
    result.detail("iterations", Double(fields[1]))
    draft.add(result)
  }
}
