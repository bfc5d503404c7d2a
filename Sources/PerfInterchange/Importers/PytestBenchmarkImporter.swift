internal import PerfTrace

/// pytest-benchmark's `--benchmark-json`.
enum PytestBenchmarkImporter: Importer {
  static let name = "pytest-benchmark"
  static let title = "pytest-benchmark JSON"

  static func recognizes(_ shape: ImportShape) -> Bool {
    shape.json?["benchmarks"]?[0]?["stats"] != nil
      || (shape.json?["benchmarks"] != nil && shape.json?["machine_info"] != nil)
  }

  static func read(_ shape: ImportShape, into draft: inout ImportDraft) throws(ImportError) {
    guard let json = shape.json, let benchmarks = json["benchmarks"]?.elements else {
      throw ImportError(
        .unexpected(
          what: "an object with \"benchmarks\"", found: shape.json?.kind ?? "several values"),
        in: shape.source)
    }
    let template = self.template(json, &draft)
    for node in benchmarks { add(node, template, to: &draft) }
  }

  private static func template(_ json: JSONNode, _ draft: inout ImportDraft) -> ImportedResult {
    var template = ImportedResult(name: "", offset: json.offset)
    if let date = json["datetime"]?.string {
      let timestamp = Timestamp(foreign: date)
      if timestamp == nil { draft.warn(.malformedDate(date), at: json["datetime"]?.offset ?? 0) }
      template.measured(at: timestamp)
    }
    let machine = json["machine_info"]
    template.hostSystem(machine?["system"]?.string)
    template.hostArchitecture(machine?["machine"]?.string)
    template.host("kernel", machine?["release"]?.string)
    template.host("machine", machine?["node"]?.string)
    template.host("python_version", machine?["python_version"]?.string)
    let cpu = machine?["cpu"]
    template.host(
      "cpu_model", ["brand_raw", "brand"].lazy.compactMap { cpu?[$0]?.string }.first)
    template.host("cpu_cores", cpu?["count"]?.text)
    let commit = json["commit_info"]
    if let id = commit?["id"]?.string {
      // Outside a repository it is "unversioned".
      if template.commit(id) {
        template.commitDetails(
          committedAt: commit?["time"]?.string.flatMap(Timestamp.init(foreign:)), message: nil,
          author: nil)
        template.fossil.git?.dirty = commit?["dirty"]?.bool
      } else if id != "unversioned" {
        draft.warn(.malformedCommit(id), at: commit?.offset ?? 0)
      }
    }
    if let branch = commit?["branch"]?.string, !branch.hasPrefix("("), branch != "unversioned" {
      template.fossil.gitBranch = branch.withoutControlCharacters
    }
    return template
  }

  private static func add(
    _ node: JSONNode, _ template: ImportedResult, to draft: inout ImportDraft
  ) {
    guard let name = node["fullname"]?.string ?? node["name"]?.string else {
      return draft.warn(.emptyName, at: node.offset)
    }
    let stats = node["stats"]
    guard let mean = stats?["mean"]?.number else {
      draft.valuesLeftOut += 1
      return draft.warn(
        .unexpected(what: "a number as \"mean\"", found: stats?["mean"]?.kind ?? "nothing"),
        at: node.offset)
    }
    var result = template
    result.fossil.script = name
    result.offset = node.offset
    var samples: [Double] = []
    if let recorded = stats?["data"] { samples = draft.samples(recorded.numbers, at: recorded) }
    result.set(
      ImportedReading(mean, unit: "s", spread: stats?["stddev"]?.number, samples: samples))
    for (key, unit) in [("median", "s"), ("min", "s"), ("max", "s")] {
      if let value = stats?[key]?.number {
        result.detail(key, value)
        result.detail("unit", unit)
      }
    }
    result.detail("rounds", stats?["rounds"]?.number)
    result.detail("iterations", stats?["iterations"]?.number)
    result.detail("group", node["group"]?.string)
    let parameters = (node["params"]?.members ?? []).compactMap { member in
      member.value.text.map { (member.key, JSONValue.string($0)) }
    }
    if !parameters.isEmpty {
      var fields: OrderedFields<JSONValue> = [:]
      for (key, value) in parameters { fields[key] = value }
      result.detail("parameters", JSONValue.object(fields))
    }
    for member in node["extra_info"]?.members ?? [] {
      guard let value = member.value.number else { continue }
      result.set(
        ImportedReading(value, unit: "", fallback: draft.options.better), metric: member.key)
    }
    draft.add(result)
  }
}
