internal import PerfTrace

/// asv (airspeed velocity): a result file of version 1 or 2.
///
/// Names and units of parameters are in `benchmarks.json` one folder up; without it they are "param1" and so on, and
/// the unit follows from the kind of benchmark that its name tells (`time_`, `mem_`, `peakmem_`).
enum AirspeedVelocityImporter: Importer {
  static let name = "asv"
  static let title = "asv results, version 1 and 2"

  static func holdsResults(_ path: String) -> Bool {
    path.hasSuffix(".json") && !path.hasSuffix("/machine.json")
      && !path.hasSuffix("/benchmarks.json")
  }

  static func recognizes(_ shape: ImportShape) -> Bool {
    guard let json = shape.json else { return false }
    return json["results"]?.members != nil && json["commit_hash"] != nil && json["params"] != nil
  }

  static func read(_ shape: ImportShape, into draft: inout ImportDraft) throws(ImportError) {
    guard let json = shape.json, let results = json["results"]?.members else {
      throw ImportError(
        .unexpected(
          what: "an object with \"results\"", found: shape.json?.kind ?? "several values"),
        in: shape.source)
    }
    let columns = json["result_columns"]?.elements?.map { $0.string ?? "" }
    if columns == nil, json["version"]?.integer ?? 1 > 1 {
      throw draft.error(
        .unexpected(what: "\"result_columns\"", found: "nothing"), at: json.offset)
    }
    let file = ResultFile(json, source: shape.source, draft: &draft)
    for member in results {
      guard let row = Row(member, columns: columns, file: json) else {
        draft.warn(
          .unexpected(what: "a result", found: member.value.kind), at: member.value.offset)
        continue
      }
      add(row, file, to: &draft)
    }
  }

  /// What all results of a file share.
  private struct ResultFile {
    var template: ImportedResult
    var committedAt: Timestamp?
    var benchmarks: JSONNode?

    init(_ json: JSONNode, source: ImportSource, draft: inout ImportDraft) {
      template = ImportedResult(name: "", offset: json.offset)
      let hash = json["commit_hash"]?.string ?? ""
      if !template.commit(hash) {
        draft.warn(.malformedCommit(hash), at: json["commit_hash"]?.offset ?? json.offset)
      }
      committedAt = json["date"].flatMap(AirspeedVelocityImporter.timestamp)
      if template.fossil.gitSHA != nil {
        template.commitDetails(committedAt: committedAt, message: nil, author: nil)
      }
      let host = json["params"]
      template.hostSystem(host?["os"]?.string)
      template.hostArchitecture(host?["arch"]?.string)
      template.host("cpu_model", host?["cpu"]?.string)
      template.host("cpu_cores", host?["num_cpu"]?.text)
      template.host("machine", host?["machine"]?.string)
      template.host("python_version", json["python"]?.string)
      let kibibytes = host?["ram"]?.text.flatMap({ Double($0) })
      template.host("memory_total", kibibytes.flatMap(MemoryText.gibibytes(fromKibibytes:)))
      if let name = json["env_name"]?.string, !name.isEmpty {
        template.fossil.tags["env"] = name.withoutControlCharacters
      }
      for path in ["../benchmarks.json", "benchmarks.json"] where benchmarks == nil {
        guard let bytes = source.neighbour(path) else { continue }
        let neighbour = ImportSource(name: path, bytes: bytes, modified: source.modified)
        do throws(ImportError) {
          benchmarks = try JSONNode.parse(neighbour)
        } catch {
          draft.warn(error)
        }
      }
    }
  }

  /// The results of one benchmark over its grid of parameters, whatever the version of the file.
  private struct Row {
    var name: String
    var offset: Int
    var values: [JSONNode]
    var grid: [[String]]
    var columns: [String: JSONNode]
    var startedAt: Timestamp?

    init?(_ member: JSONNode.Member, columns names: [String]?, file: JSONNode) {
      (name, offset) = (member.key, member.value.offset)
      columns = [:]
      if let names {
        guard let cells = member.value.elements else { return nil }
        for (key, cell) in zip(names, cells) { columns[key] = cell }
      } else if let members = member.value.members {
        for field in members { columns[field.key] = field.value }
      } else {
        columns["result"] = member.value
      }
      if names == nil {
        columns["started_at"] = file["started_at"]?[name]
        columns["version"] = file["benchmark_version"]?[name]
      }
      guard let result = columns["result"] else {
        values = []
        grid = []
        return
      }
      values = result.elements ?? [result]
      grid = columns["params"]?.elements?.map { ($0.elements ?? []).map { $0.text ?? "" } } ?? []
      startedAt = columns["started_at"].flatMap(AirspeedVelocityImporter.timestamp)
    }

    /// The values of the parameters of one result: the last one varies fastest.
    func parameters(at index: Int) -> [String] {
      var (rest, chosen) = (index, [String]())
      for values in grid.reversed() where !values.isEmpty {
        chosen.append(values[rest % values.count])
        rest /= values.count
      }
      return chosen.reversed()
    }

    /// A number of the statistics, as version 2 has them in columns and version 1 in objects.
    func statistic(_ key: String, at index: Int) -> Double? {
      if let column = columns["stats_\(key)"] { return column[index]?.number }
      let stats = columns["stats"]
      return (stats?[index] ?? (stats?.members == nil ? nil : stats))?[key]?.number
    }
  }

  private static func add(_ row: Row, _ file: ResultFile, to draft: inout ImportDraft) {
    let description = file.benchmarks?[row.name]
    let parameterNames = description?["param_names"]?.elements?.map { $0.string ?? "" } ?? []
    let (kind, unit) = kindAndUnit(of: row.name, description)
    if row.values.isEmpty { draft.valuesLeftOut += 1 }
    for (index, node) in row.values.enumerated() {
      guard let value = node.number else {
        if !node.isMissing {
          draft.warn(.unexpected(what: "a number", found: node.kind), at: node.offset)
        }
        draft.valuesLeftOut += 1
        continue
      }
      var result = file.template
      result.fossil.script = row.name
      result.offset = node.offset
      result.measured(at: row.startedAt ?? file.committedAt)
      for (position, value) in row.parameters(at: index).enumerated() {
        let name =
          parameterNames.indices.contains(position) && !parameterNames[position].isEmpty
          ? parameterNames[position] : "param\(position + 1)"
        result.fossil.tags[name.withoutControlCharacters] = unquoted(value)
      }
      let quartiles = (row.statistic("q_25", at: index), row.statistic("q_75", at: index))
      var spread: Double?
      if let low = quartiles.0, let high = quartiles.1 { spread = (high - low) / 2 }
      var samples: [Double] = []
      if let recorded = row.columns["samples"] {
        let own = recorded[index]?.elements == nil && row.values.count == 1
        samples = draft.samples(
          own ? recorded.numbers : recorded[index]?.numbers ?? [], at: recorded)
      }
      let reading = ImportedReading(
        value, unit: unit, spread: spread, samples: samples, fallback: draft.options.better)
      if kind == .peakMemory {
        result.fossil.memoryUsage = value / 1_048_576
      } else {
        result.set(reading, metric: kind == .memory ? "memory" : nil)
      }
      result.detail("number", row.statistic("number", at: index))
      result.detail("repeat", row.statistic("repeat", at: index))
      result.detail("version", row.columns["version"]?.string)
      draft.add(result)
    }
  }

  private enum Kind { case time, memory, peakMemory, other }

  /// What a benchmark measures, by its description or by asv's rules for names.
  private static func kindAndUnit(of name: String, _ description: JSONNode?) -> (Kind, String) {
    let last = name.split(separator: ".").last.map(String.init) ?? name
    let type =
      description?["type"]?.string
      ?? ["timeraw", "time", "peakmem", "mem", "track"].first { last.hasPrefix($0 + "_") }
    let unit = description?["unit"]?.string
    switch type {
    case "time", "timeraw": return (.time, unit ?? "seconds")
    case "peakmemory", "peakmem": return (.peakMemory, "bytes")
    case "memory", "mem": return (.memory, unit ?? "bytes")
    default: return (.other, unit ?? "")
    }
  }

  private static func timestamp(_ node: JSONNode) -> Timestamp? {
    Timestamp(javaScript: node.number)
  }

  /// A plain Python string without its quotes; all else as it is.
  private static func unquoted(_ text: String) -> String {
    let text = text.withoutControlCharacters
    guard text.utf8.count >= 2, let quote = text.first, quote == "'" || quote == "\"",
      text.last == quote
    else { return text }
    let inner = text.dropFirst().dropLast()
    return inner.contains(quote) || inner.contains("\\") ? text : String(inner)
  }
}
