/// Samples of one side of a comparison, from a file of any tool.
package enum SampleFile {
  /// Larger files hold no samples that anybody measured.
  static let mostBytes = 64 << 20

  /// Samples of one benchmark, in seconds where the file says so.
  package struct Samples: Sendable, Equatable {
    package var name: String
    package var values: [Double]
  }

  /// Reads numbers between blanks and commas (lines that begin with "#" are left out), or hyperfine's JSON.
  ///
  /// - Throws: `SampleError` if the file cannot be read, holds no samples, or something that is no finite number.
  package static func read(_ path: String) throws(SampleError) -> [Samples] {
    let bytes: [UInt8]
    do {
      bytes = try FileSystem.contents(of: path, limit: mostBytes)
    } catch {
      throw .unreadable(path, cause: "\(error)")
    }
    let first = bytes.first { $0 != 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }
    if first == UInt8(ascii: "{") { return try hyperfine(bytes, path) }
    return [Samples(name: "samples", values: try numbers(bytes, path))]
  }

  private static func numbers(_ bytes: [UInt8], _ path: String) throws(SampleError) -> [Double] {
    var values: [Double] = []
    let text = String(decoding: bytes, as: UTF8.self)
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      if line.first == "#" { continue }
      for word in line.split(whereSeparator: { $0.isWhitespace || $0 == "," || $0 == ";" }) {
        guard let value = Double(word), value.isFinite else {
          throw .notANumber(String(word), at: SourceLocation(file: path, line: index + 1))
        }
        values.append(value)
      }
    }
    guard !values.isEmpty else { throw .empty(path) }
    return values
  }

  /// `results[].times` of hyperfine's `--export-json`.
  private static func hyperfine(
    _ bytes: [UInt8], _ path: String
  ) throws(SampleError) -> [Samples] {
    let root: JSONValue
    do {
      root = try JSONValue.parse(bytes)
    } catch {
      throw .damaged(
        error.problem, at: SourceLocation(file: path, offset: error.offset, in: bytes))
    }
    let results = root["results"]?.elements ?? []
    let samples = results.compactMap { result -> Samples? in
      let values = (result["times"]?.elements ?? []).compactMap(\.double).filter(\.isFinite)
      return values.isEmpty
        ? nil : Samples(name: result["command"]?.text ?? "samples", values: values)
    }
    guard !samples.isEmpty else { throw .empty(path) }
    return samples
  }

  /// A history of both sides, told apart by the tag `side`.
  ///
  /// Two files of one benchmark each are compared whatever the benchmarks are called.
  package static func history(base: [Samples], head: [Samples]) -> History {
    var fossils: [Fossil] = []
    let isPair = base.count == 1 && head.count == 1
    for (side, samples) in [("base", base), ("head", head)] {
      for sample in samples {
        let name = isPair ? head[0].name : sample.name
        for value in sample.values {
          let index = fossils.count
          var fossil = Fossil(
            id: FossilID(high: 0, low: UInt64(index)), script: name,
            timestamp: Timestamp(milliseconds: Int64(index)))
          fossil.executionTime = value
          fossil.tags["side"] = side
          // Who gives two files says that they may be compared.
          fossil.run = RunPosition(id: "samples", index: index, count: nil)
          fossils.append(fossil)
        }
      }
    }
    return History(fossils: fossils)
  }
}

/// Why a file gives no samples.
package enum SampleError: Diagnosis {
  case unreadable(String, cause: String)
  case empty(String)
  case notANumber(String, at: SourceLocation)
  /// A file that begins as hyperfine's JSON does, and is none.
  case damaged(String, at: SourceLocation)

  package var summary: String {
    switch self {
    case .unreadable(let path, _): "cannot read \"\(path)\""
    case .empty(let path): "no samples in \"\(path)\""
    case .notANumber(let word, _): "\"\(word)\" is no finite number"
    case .damaged(let problem, _): problem
    }
  }

  package var reason: String? {
    if case .unreadable(_, let cause) = self { cause } else { nil }
  }

  package var location: SourceLocation? {
    switch self {
    case .notANumber(_, let place), .damaged(_, let place): place
    case .unreadable, .empty: nil
    }
  }

  package var hint: String? {
    switch self {
    case .unreadable: nil
    case .empty, .notANumber, .damaged:
      "write numbers, one a line, or give hyperfine's --export-json"
    }
  }
}
