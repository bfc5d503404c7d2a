internal import PerfTrace

/// The report of GNU `time -v`, perhaps several and perhaps between other output.
enum GNUTimeImporter: Importer {
  static let name = "gnu-time"
  static let title = "GNU time -v text"

  private static let opening = "Command being timed:"
  private static let elapsed = "Elapsed (wall clock) time (h:mm:ss or m:ss):"

  static func holdsResults(_ path: String) -> Bool { path.hasSuffix(".txt") }

  static func recognizes(_ shape: ImportShape) -> Bool {
    guard case .text = shape.content else { return false }
    return shape.source.bytes.contains(Array(opening.utf8))
  }

  static func read(_ shape: ImportShape, into draft: inout ImportDraft) throws(ImportError) {
    var current: ImportedResult?
    var signal: Int?
    var lines = SourceLines(shape.source.bytes)
    while let line = lines.next() {
      let text = line.text.trimmed
      if text.hasPrefix("Command terminated by signal ") {
        // This line stands in front of the report that it belongs to.
        signal = Int(text.dropFirst("Command terminated by signal ".count))
      } else if text.hasPrefix(opening) {
        finish(&current, &draft)
        let name = text.dropFirst(opening.count).trimmed
        let isQuoted = name.utf8.count >= 2 && name.hasPrefix("\"") && name.hasSuffix("\"")
        current = ImportedResult(
          name: isQuoted ? String(name.dropFirst().dropLast()) : name, offset: line.offset)
        current?.fossil.outcome.signal = signal
        signal = nil
      } else if var result = current {
        take(text, at: line.offset, into: &result, &draft)
        current = result
      }
    }
    finish(&current, &draft)
  }

  private static func finish(_ current: inout ImportedResult?, _ draft: inout ImportDraft) {
    if let result = current {
      if result.fossil.executionTime == nil {
        draft.valuesLeftOut += 1
        draft.warn(
          .unexpected(what: "a report with the elapsed time", found: "none"), at: result.offset)
      } else {
        draft.add(result)
      }
    }
    current = nil
  }

  private static func take(
    _ text: String, at offset: Int, into result: inout ImportedResult, _ draft: inout ImportDraft
  ) {
    if text.hasPrefix(elapsed) {
      let value = text.dropFirst(elapsed.count).trimmed
      guard let seconds = seconds(value) else {
        return draft.warn(.malformedNumber(value), at: offset)
      }
      result.fossil.executionTime = seconds
      return
    }
    guard let colon = text.lastIndex(of: ":") else { return }
    let value = text[text.index(after: colon)...].trimmed
    let label = String(text[..<colon])
    guard label == "Exit status" || fields[label] != nil || label == maximumMemory else { return }
    guard let number = Double(value.filter { $0 != "%" }), number.isFinite else {
      return draft.warn(.malformedNumber(value), at: offset)
    }
    if label == "Exit status" {
      result.fossil.exitCode = Int(exactly: number)
      if let signal = result.fossil.outcome.signal { result.fossil.exitCode = 128 + signal }
    } else if label == maximumMemory {
      result.fossil.memoryUsage = number / 1024
    } else if let key = fields[label] {
      result.fossil.additionalMetrics[key] = number
    }
  }

  private static let maximumMemory = "Maximum resident set size (kbytes)"

  private static let fields: [String: String] = [
    "User time (seconds)": "user_time",
    "System time (seconds)": "sys_time",
    "Percent of CPU this job got": "cpu_percent",
    "Minor (reclaiming a frame) page faults": "minor_page_faults",
    "Major (requiring I/O) page faults": "major_page_faults",
    "Voluntary context switches": "voluntary_context_switches",
    "Involuntary context switches": "involuntary_context_switches",
    "File system inputs": "block_input_ops",
    "File system outputs": "block_output_ops",
  ]

  /// Seconds of "1:02:03" or "0:01.23".
  static func seconds(_ text: String) -> Double? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count) else { return nil }
    var total = 0.0
    for part in parts {
      guard let value = Double(part), value.isFinite, value >= 0 else { return nil }
      total = total * 60 + value
    }
    return total
  }
}
