internal import PerfTrace

/// JMH's `-rf json`.
enum JMHImporter: Importer {
  static let name = "jmh"
  static let title = "JMH JSON"

  static func recognizes(_ shape: ImportShape) -> Bool {
    shape.json?[0]?["primaryMetric"] != nil
  }

  static func read(_ shape: ImportShape, into draft: inout ImportDraft) throws(ImportError) {
    guard let results = shape.json?.elements else {
      throw ImportError(
        .unexpected(what: "an array of results", found: shape.json?.kind ?? "several values"),
        in: shape.source)
    }
    for node in results { add(node, to: &draft) }
  }

  private static func add(_ node: JSONNode, to draft: inout ImportDraft) {
    guard let name = node["benchmark"]?.string else {
      return draft.warn(
        .unexpected(what: "a \"benchmark\"", found: node["benchmark"]?.kind ?? "nothing"),
        at: node.offset)
    }
    guard let primary = node["primaryMetric"],
      let reading = reading(primary, fallback: draft.options.better, &draft)
    else {
      draft.valuesLeftOut += 1
      return draft.warn(
        .unexpected(what: "a number as \"score\"", found: node["primaryMetric"]?.kind ?? "nothing"),
        at: node.offset)
    }
    var result = ImportedResult(name: name, offset: node.offset)
    for parameter in node["params"]?.members ?? [] {
      result.fossil.tags[parameter.key.withoutControlCharacters] =
        parameter.value.text?.withoutControlCharacters
    }
    result.host("java_version", node["jdkVersion"]?.string)
    result.host("java_vm", node["vmName"]?.string)
    result.set(reading)
    for secondary in node["secondaryMetrics"]?.members ?? [] {
      // The names begin with a middle dot so that they sort last.
      let key = secondary.key.drop { $0 == "·" }
      if let reading = self.reading(secondary.value, fallback: nil, &draft) {
        result.set(reading, metric: String(key))
      }
    }
    result.detail("mode", node["mode"]?.string)
    result.detail("threads", node["threads"]?.number)
    result.detail("forks", node["forks"]?.number)
    draft.add(result)
  }

  private static func reading(
    _ metric: JSONNode, fallback: Polarity?, _ draft: inout ImportDraft
  ) -> ImportedReading? {
    guard let score = metric["score"]?.number else { return nil }
    var samples: [Double] = []
    if let raw = metric["rawData"] {
      samples = draft.samples((raw.elements ?? []).flatMap(\.numbers), at: raw)
    }
    return ImportedReading(
      score, unit: metric["scoreUnit"]?.string ?? "", spread: metric["scoreError"]?.number,
      samples: samples, fallback: fallback)
  }
}
