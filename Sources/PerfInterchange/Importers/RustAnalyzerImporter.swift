internal import PerfTrace

/// rust-analyzer's metrics: one object a line with host, timestamp, revision and `name: [value, unit]`.
///
/// "analysis-stats/self/total time" is the wall time of the script "analysis-stats/self", whose other values are custom
/// metrics of it; any other time is the wall time of a script of its own name.
enum RustAnalyzerImporter: Importer {
  static let name = "rust-analyzer"
  static let title = "rust-analyzer metrics, one JSON object a line"

  static func holdsResults(_ path: String) -> Bool {
    path.hasSuffix(".json") || path.hasSuffix(".jsonl")
  }

  static func recognizes(_ shape: ImportShape) -> Bool {
    guard let first = shape.nodes.first else { return false }
    return first["revision"] != nil && first["metrics"]?.members != nil
  }

  static func read(_ shape: ImportShape, into draft: inout ImportDraft) throws(ImportError) {
    for error in shape.damage { draft.warn(error) }
    for node in shape.nodes {
      guard let metrics = node["metrics"]?.members else {
        draft.warn(
          .unexpected(what: "\"metrics\"", found: node["metrics"]?.kind ?? "nothing"),
          at: node.offset)
        continue
      }
      add(metrics, of: node, to: &draft)
    }
  }

  private static func add(
    _ metrics: [JSONNode.Member], of node: JSONNode, to draft: inout ImportDraft
  ) {
    let template = self.template(node, &draft)
    var order: [String] = []
    var results: [String: ImportedResult] = [:]
    for metric in metrics {
      let unit = metric.value[1]?.string ?? ""
      guard let value = metric.value[0]?.number else {
        draft.valuesLeftOut += 1
        draft.warn(
          .unexpected(what: "[number, unit]", found: metric.value.kind), at: metric.value.offset)
        continue
      }
      let (script, leaf) = split(metric.key)
      let reading = ImportedReading(value, unit: unit, fallback: draft.options.better)
      var isTime = false
      if case .time = reading.unit.kind { isTime = true }
      let isOwn = leaf == nil || (isTime && leaf != "total time")
      let name = isOwn ? metric.key : script
      if results[name] == nil { order.append(name) }
      var result = results[name] ?? template
      result.fossil.script = name
      if isTime {
        result.set(reading)
      } else {
        result.set(reading, metric: leaf ?? metric.key)
      }
      results[name] = result
    }
    for name in order {
      if let result = results[name] { draft.add(result) }
    }
  }

  private static func template(_ node: JSONNode, _ draft: inout ImportDraft) -> ImportedResult {
    var template = ImportedResult(name: "", offset: node.offset)
    let timestamp = Timestamp(javaScript: node["timestamp"]?.number.map { $0 * 1000 })
    template.measured(at: timestamp)
    if timestamp == nil {
      draft.warn(
        .unexpected(
          what: "a \"timestamp\" in seconds", found: node["timestamp"]?.kind ?? "nothing"),
        at: node.offset)
    }
    let revision = node["revision"]?.string ?? ""
    if !template.commit(revision) { draft.warn(.malformedCommit(revision), at: node.offset) }
    let host = node["host"]
    template.hostSystem(host?["os"]?.string)
    template.host("cpu_model", host?["cpu"]?.string)
    let memory = host?["mem"]?.string?.split(separator: " ").first.flatMap { Double($0) }
    template.host("memory_total", memory.flatMap(MemoryText.gibibytes(fromKibibytes:)))
    template.detail("perf_revision", node["perf_revision"]?.string)
    return template
  }

  /// The name before the last slash, and the part after it; no part if there is no slash.
  private static func split(_ name: String) -> (String, String?) {
    guard let slash = name.lastIndex(of: "/"), slash > name.startIndex else { return (name, nil) }
    let leaf = String(name[name.index(after: slash)...])
    return leaf.isEmpty ? (name, nil) : (String(name[..<slash]), leaf)
  }
}
