internal import PerfTrace

/// Google Benchmark's `--benchmark_format=json`.
///
/// Repetitions become fossils of one run; aggregates are taken only where the repetitions are not in the file.
enum GoogleBenchmarkImporter: Importer {
  static let name = "google-benchmark"
  static let title = "Google Benchmark JSON"

  static func recognizes(_ shape: ImportShape) -> Bool {
    guard let json = shape.json, let first = json["benchmarks"]?[0] else { return false }
    return first["name"] != nil && first["stats"] == nil
      && (first["real_time"] != nil || first["error_occurred"] != nil || json["context"] != nil)
  }

  static func read(_ shape: ImportShape, into draft: inout ImportDraft) throws(ImportError) {
    guard let json = shape.json, let benchmarks = json["benchmarks"]?.elements else {
      throw ImportError(
        .unexpected(
          what: "an object with \"benchmarks\"", found: shape.json?.kind ?? "several values"),
        in: shape.source)
    }
    let template = self.template(json["context"], &draft)
    var measured: Set<String> = []
    for node in benchmarks where node["run_type"]?.string != "aggregate" {
      measured.insert(runName(node))
    }
    for node in benchmarks {
      if node["run_type"]?.string == "aggregate" {
        guard !measured.contains(runName(node)), node["aggregate_name"]?.string == "mean" else {
          continue
        }
        let deviation = benchmarks.first {
          runName($0) == runName(node) && $0["aggregate_name"]?.string == "stddev"
        }
        add(node, template, spread: deviation?["real_time"]?.number, to: &draft)
      } else {
        add(node, template, spread: nil, to: &draft)
      }
    }
  }

  private static func runName(_ node: JSONNode) -> String {
    node["run_name"]?.string ?? node["name"]?.string ?? ""
  }

  private static func template(_ context: JSONNode?, _ draft: inout ImportDraft) -> ImportedResult {
    var template = ImportedResult(name: "", offset: context?.offset ?? 0)
    if let date = context?["date"]?.string {
      let timestamp = Timestamp(foreign: date)
      if timestamp == nil { draft.warn(.malformedDate(date), at: context?["date"]?.offset ?? 0) }
      template.measured(at: timestamp)
    }
    template.host("machine", context?["host_name"]?.string)
    template.host("cpu_cores", context?["num_cpus"]?.text)
    template.detail("executable", context?["executable"]?.string)
    template.detail("library_build_type", context?["library_build_type"]?.string)
    return template
  }

  private static func add(
    _ node: JSONNode, _ template: ImportedResult, spread: Double?, to draft: inout ImportDraft
  ) {
    let name = runName(node)
    if node["error_occurred"]?.bool == true {
      draft.valuesLeftOut += 1
      return draft.warn(
        .failedBenchmark(node["error_message"]?.string ?? ""), at: node.offset)
    }
    guard let time = node["real_time"]?.number else {
      // The rows of a complexity analysis have coefficients in place of times.
      if node["rms"] == nil, node["real_coefficient"] == nil {
        draft.warn(
          .unexpected(
            what: "a number as \"real_time\"", found: node["real_time"]?.kind ?? "nothing"),
          at: node.offset)
      }
      return
    }
    var result = template
    result.fossil.script = name
    result.offset = node.offset
    let unit = node["time_unit"]?.string ?? "ns"
    result.set(ImportedReading(time, unit: unit, spread: spread))
    if let cpu = node["cpu_time"]?.number {
      result.set(ImportedReading(cpu, unit: unit), metric: "cpu_time")
    }
    for member in node.members ?? [] where !Self.knownKeys.contains(member.key) {
      guard let value = member.value.number else { continue }
      let unit =
        switch member.key {
        case "bytes_per_second": "bytes/s"
        case "items_per_second": "items/s"
        default: ""
        }
      result.set(
        ImportedReading(value, unit: unit, fallback: draft.options.better), metric: member.key)
    }
    result.detail("iterations", node["iterations"]?.number)
    result.detail("label", node["label"]?.string)
    if let count = node["repetitions"]?.integer, count > 1,
      let index = node["repetition_index"]?.integer, index >= 0
    {
      result.fossil.run = RunPosition(id: draft.runID(name, 0), index: index, count: count)
    }
    draft.add(result)
  }

  /// Keys that are not counters of the user's own.
  private static let knownKeys: Set<String> = [
    "name", "family_index", "per_family_instance_index", "run_name", "run_type", "repetitions",
    "repetition_index", "threads", "iterations", "real_time", "cpu_time", "time_unit", "label",
    "aggregate_name", "aggregate_unit", "error_occurred", "error_message",
  ]
}
