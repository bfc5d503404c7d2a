internal import PerfTrace

/// hyperfine's `--export-json`.
///
/// Every run becomes a fossil of its own, for each was an execution; without `times` the mean stands for all.
enum HyperfineImporter: Importer {
  static let name = "hyperfine"
  static let title = "hyperfine JSON"

  static func recognizes(_ shape: ImportShape) -> Bool {
    let first = shape.json?["results"]?[0]
    return first?["command"] != nil && first?["mean"] != nil
  }

  static func read(_ shape: ImportShape, into draft: inout ImportDraft) throws(ImportError) {
    guard let results = shape.json?["results"]?.elements else {
      throw ImportError(
        .unexpected(
          what: "an object with \"results\"", found: shape.json?.kind ?? "several values"),
        in: shape.source)
    }
    for node in results { add(node, to: &draft) }
  }

  private static func add(_ node: JSONNode, to draft: inout ImportDraft) {
    guard let command = node["command"]?.string else {
      return draft.warn(
        .unexpected(what: "a \"command\"", found: node["command"]?.kind ?? "nothing"),
        at: node.offset)
    }
    var template = ImportedResult(name: command, offset: node.offset)
    for parameter in node["parameters"]?.members ?? [] {
      template.fossil.tags[parameter.key.withoutControlCharacters] =
        parameter.value.text?.withoutControlCharacters
    }
    let times = node["times"]?.elements ?? []
    guard !times.isEmpty else {
      guard let mean = node["mean"]?.number else {
        return draft.warn(
          .unexpected(what: "\"times\" or a \"mean\"", found: "nothing"), at: node.offset)
      }
      template.set(ImportedReading(mean, unit: "s", spread: node["stddev"]?.number))
      for (key, metric) in [("user", "user_time"), ("system", "sys_time")] {
        template.fossil.additionalMetrics[metric] = node[key]?.number
      }
      return draft.add(template)
    }
    for (index, time) in times.enumerated() {
      guard let seconds = time.number else {
        draft.valuesLeftOut += 1
        draft.warn(.unexpected(what: "a number", found: time.kind), at: time.offset)
        continue
      }
      var result = template
      result.offset = time.offset
      result.fossil.executionTime = seconds
      result.fossil.exitCode = node["exit_codes"]?[index]?.integer
      result.fossil.memoryUsage = node["memory_usage_byte"]?[index]?.number.map { $0 / 1_048_576 }
      if times.count == 1 {
        result.fossil.additionalMetrics["user_time"] = node["user"]?.number
        result.fossil.additionalMetrics["sys_time"] = node["system"]?.number
      } else {
        // Means over all runs: no run can be said to have had them.
        result.detail("mean_user_time", node["user"]?.number)
        result.detail("mean_system_time", node["system"]?.number)
      }
      result.fossil.run = RunPosition(
        id: draft.runID(command, node.offset), index: index, count: times.count)
      draft.add(result)
    }
  }
}
