internal import PerfTrace

/// Writes summaries down for the next build, so that a script without new executions is not assessed again.
///
/// A format of this version of the program for itself: a summary that does not read back is made anew.
enum SummaryCache {
  static let name = "summaries"

  /// Lines of slug, inputs and summary by slug.
  static func lines(_ bytes: [UInt8]) -> [String: (inputs: String, json: ArraySlice<UInt8>)] {
    var result: [String: (inputs: String, json: ArraySlice<UInt8>)] = [:]
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      let fields = line.split(separator: UInt8(ascii: "\t"), maxSplits: 2)
      guard fields.count == 3 else { continue }
      result[String(decoding: fields[0], as: UTF8.self)] = (
        String(decoding: fields[1], as: UTF8.self), fields[2]
      )
    }
    return result
  }

  /// A script's line.
  static func line(_ summary: ScriptSummary, inputs: String) -> [UInt8] {
    var json: [UInt8] = []
    json.append(json: value(summary))
    return line(slug: summary.slug, inputs: inputs, json: json[...])
  }

  /// A line of a summary that was written before.
  static func line(slug: String, inputs: String, json: ArraySlice<UInt8>) -> [UInt8] {
    Array("\(slug)\t\(inputs)\t".utf8) + json + [UInt8(ascii: "\n")]
  }
}
