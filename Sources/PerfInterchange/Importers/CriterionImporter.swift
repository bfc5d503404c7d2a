internal import PerfTrace

/// Criterion.rs: an `estimates.json`, or the messages of `cargo criterion --message-format=json`.
///
/// An `estimates.json` has no name in it: it comes from `benchmark.json` beside it, else from the folders of its path.
/// The samples come from `sample.json` beside it.
enum CriterionImporter: Importer {
  static let name = "criterion"
  static let title = "Criterion.rs estimates.json, and cargo-criterion messages"

  static func holdsResults(_ path: String) -> Bool { path.hasSuffix("/new/estimates.json") }

  static func recognizes(_ shape: ImportShape) -> Bool {
    shape.nodes.contains { $0["reason"]?.string == "benchmark-complete" }
      || estimate("mean", in: shape.json)?["point_estimate"] != nil
  }

  static func read(_ shape: ImportShape, into draft: inout ImportDraft) throws(ImportError) {
    for error in shape.damage { draft.warn(error) }
    if let json = shape.json, json["reason"] == nil {
      guard estimate("mean", in: json) != nil else {
        throw draft.error(
          .unexpected(what: "an object with \"mean\"", found: json.kind), at: json.offset)
      }
      return addEstimates(json, to: &draft)
    }
    for node in shape.nodes where node["reason"]?.string == "benchmark-complete" {
      addMessage(node, to: &draft)
    }
  }

  private static func addMessage(_ node: JSONNode, to draft: inout ImportDraft) {
    guard let name = node["id"]?.string else { return draft.warn(.emptyName, at: node.offset) }
    let typical = node["typical"] ?? node["mean"]
    guard let value = typical?["estimate"]?.number else {
      draft.valuesLeftOut += 1
      return draft.warn(
        .unexpected(what: "a number as \"estimate\"", found: typical?.kind ?? "nothing"),
        at: node.offset)
    }
    var result = ImportedResult(name: name, offset: node.offset)
    let unit = typical?["unit"]?.string ?? node["unit"]?.string ?? "ns"
    let samples = perIteration(
      node["measured_values"]?.numbers ?? [], node["iteration_count"]?.numbers ?? [])
    result.set(
      ImportedReading(
        value, unit: unit, spread: node["median_abs_dev"]?["estimate"]?.number,
        samples: draft.samples(samples, at: node), fallback: draft.options.better))
    for (key, field) in [("lower_bound", "lower_bound"), ("upper_bound", "upper_bound")] {
      result.detail(key, typical?[field]?.number)
    }
    for element in node["throughput"]?.elements ?? [] {
      guard let count = element["per_iteration"]?.number, count > 0,
        case .time(let perSecond) = MeasurementUnit(unit).kind, value > 0
      else { continue }
      result.set(
        ImportedReading(
          count * perSecond / value, unit: (element["unit"]?.string ?? "items") + "/s"),
        metric: "throughput")
    }
    draft.add(result)
  }

  private static func addEstimates(_ json: JSONNode, to draft: inout ImportDraft) {
    let slope = estimate("slope", in: json)
    let typical = slope?["point_estimate"] == nil ? estimate("mean", in: json) : slope
    guard let value = typical?["point_estimate"]?.number else {
      draft.valuesLeftOut += 1
      return draft.warn(
        .unexpected(what: "a number as \"point_estimate\"", found: typical?.kind ?? "nothing"),
        at: json.offset)
    }
    let description = neighbour("benchmark.json", draft.source)
    let name = description?["full_id"]?.string ?? nameFromPath(draft.source)
    var result = ImportedResult(name: name, offset: json.offset)
    var samples: [Double] = []
    if let raw = neighbour("sample.json", draft.source) {
      samples = perIteration(raw["times"]?.numbers ?? [], raw["iters"]?.numbers ?? [])
    }
    result.set(
      ImportedReading(
        value, unit: "ns", spread: estimate("std_dev", in: json)?["point_estimate"]?.number,
        samples: draft.samples(samples, at: json)))
    let interval = typical?["confidence_interval"]
    result.detail("lower_bound", interval?["lower_bound"]?.number)
    result.detail("upper_bound", interval?["upper_bound"]?.number)
    draft.add(result)
  }

  /// An estimate by its name; Criterion 0.2 began them with capitals.
  private static func estimate(_ key: String, in json: JSONNode?) -> JSONNode? {
    json?[key] ?? json?[key.prefix(1).uppercased() + key.dropFirst()]
  }

  private static func perIteration(_ totals: [Double], _ counts: [Double]) -> [Double] {
    guard totals.count == counts.count else { return [] }
    return zip(totals, counts).compactMap { $1 > 0 ? $0 / $1 : nil }
  }

  private static func neighbour(_ file: String, _ source: ImportSource) -> JSONNode? {
    guard let bytes = source.neighbour(file) else { return nil }
    return try? JSONNode.parse(ImportSource(name: file, bytes: bytes, modified: source.modified))
  }

  /// `group/function/value` of `…/criterion/group/function/value/new/estimates.json`.
  private static func nameFromPath(_ source: ImportSource) -> String {
    var folders = source.pathComponents.dropLast()
    if ["new", "base", "change"].contains(folders.last) { folders = folders.dropLast() }
    if let start = folders.lastIndex(of: "criterion"), start + 1 < folders.endIndex {
      folders = folders[(start + 1)...]
    } else {
      folders = folders.suffix(1)
    }
    return folders.isEmpty ? "criterion" : folders.joined(separator: "/")
  }
}
