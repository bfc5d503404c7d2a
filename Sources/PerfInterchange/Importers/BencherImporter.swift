internal import PerfTrace

/// The Bencher Metric Format: benchmark -> measure -> `value`, `lower_value`, `upper_value`.
enum BencherImporter: Importer {
  static let name = "bencher"
  static let title = "Bencher Metric Format"

  static func recognizes(_ shape: ImportShape) -> Bool {
    guard let benchmarks = shape.json?.members, !benchmarks.isEmpty else { return false }
    return benchmarks.allSatisfy { benchmark in
      benchmark.value.members?.allSatisfy { $0.value["value"] != nil } ?? false
    }
  }

  static func read(_ shape: ImportShape, into draft: inout ImportDraft) throws(ImportError) {
    guard let benchmarks = shape.json?.members else {
      throw ImportError(
        .unexpected(what: "an object of benchmarks", found: shape.json?.kind ?? "several values"),
        in: shape.source)
    }
    for benchmark in benchmarks {
      guard let measures = benchmark.value.members else {
        draft.warn(
          .unexpected(what: "an object of measures", found: benchmark.value.kind),
          at: benchmark.value.offset)
        continue
      }
      add(measures, of: benchmark, to: &draft)
    }
  }

  private static func add(
    _ measures: [JSONNode.Member], of benchmark: JSONNode.Member, to draft: inout ImportDraft
  ) {
    var result = ImportedResult(name: benchmark.key, offset: benchmark.value.offset)
    var isEmpty = true
    var bounds: OrderedFields<JSONValue> = [:]
    for measure in measures {
      guard let value = measure.value["value"]?.number else {
        draft.valuesLeftOut += 1
        draft.warn(
          .unexpected(what: "a number as \"value\"", found: measure.value.kind),
          at: measure.value.offset)
        continue
      }
      isEmpty = false
      let (low, high) = (
        measure.value["lower_value"]?.number, measure.value["upper_value"]?.number
      )
      var spread: Double?
      if let low, let high { spread = (high - low) / 2 }
      let unit = Self.units[measure.key] ?? ""
      let reading = ImportedReading(
        value, unit: unit, spread: spread, fallback: draft.options.better)
      let isTime = measure.key == "latency" || measure.key == "build-time" && measures.count == 1
      result.set(reading, metric: isTime ? nil : measure.key)
      if isTime { result.detail("measure", measure.key) }
      if let low, let high { bounds[measure.key] = .array([.number(low), .number(high)]) }
    }
    if !bounds.isEmpty { result.detail("bounds", .object(bounds)) }
    if !isEmpty { draft.add(result) }
  }

  /// The measures that Bencher knows, with their units.
  private static let units: [String: String] = [
    "latency": "ns", "throughput": "ops/s", "build-time": "s", "file-size": "bytes",
    "instructions": "instructions",
  ]
}
