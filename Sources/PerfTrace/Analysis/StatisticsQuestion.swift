internal import PerfBytes
package import PerfStatistics

/// What `perftrace changepoints` and `perftrace judge` answer to each line of their input.
package enum StatisticsQuestion: Sendable {
  /// Where the level of `values` changes.
  case changePoints(ChangePointDetector)
  /// Whether `head` is greater than `base`, where `scripts` are gated together.
  case judgement(TwoSampleJudgement.Limits, scripts: Int)

  /// Appends the answer to one line of input, with a line end.
  ///
  /// - Parameters:
  ///   - bytes: The line, with or without its line end.
  ///   - output: Where the answer is appended.
  /// - Throws: `JSONError` with the offset in the line, after which nothing was appended.
  package func answer(_ bytes: Span<UInt8>, into output: inout [UInt8]) throws(JSONError) {
    let line = try StatisticsLine(bytes)
    switch self {
    case .changePoints(let detector):
      guard let values = line.values else { throw JSONError(offset: 0, problem: "no \"values\"") }
      Self.append(detector.analyze(values), name: line.name, to: &output)
    case .judgement(var limits, let scripts):
      guard let base = line.base else { throw JSONError(offset: 0, problem: "no \"base\"") }
      guard let head = line.head else { throw JSONError(offset: 0, problem: "no \"head\"") }
      if line.stage == 2, scripts > 20 {
        limits.significance = min(limits.significance, 0.001)
      }
      let judgement = TwoSampleJudgement.judge(base: base, head: head, limits: limits)
      let difference = line.jobs.flatMap(JobDifference.init(medians:))
      Self.append(
        judgement, limits: limits, leastOfJobs: difference?.leastEffect, line: line, to: &output)
    }
  }

  private static func append(
    _ analysis: SeriesAnalysis, name: String, to output: inout [UInt8]
  ) {
    output.append(contentsOf: "{\"name\":".utf8)
    output.append(jsonString: name)
    output.append(contentsOf: ",\"change_points\":".utf8)
    output.append(jsonArray: analysis.changePoints) { $0.append($1) }
    output.append(contentsOf: ",\"spikes\":".utf8)
    output.append(jsonArray: analysis.spikes) { $0.append($1) }
    output.append(key: "noise", analysis.noise.spread)
    output.append(key: "autocorrelation", analysis.noise.autocorrelation)
    output.append(key: "smallest_step", analysis.smallestStep)
    output.append(contentsOf: "}\n".utf8)
  }

  private static func append(
    _ judgement: TwoSampleJudgement, limits: TwoSampleJudgement.Limits, leastOfJobs: Double?,
    line: StatisticsLine, to output: inout [UInt8]
  ) {
    let isChange = judgement.verdict == .regressed || judgement.verdict == .improved
    let standsOut = leastOfJobs.map(judgement.standsOut) ?? true
    let verdict = isChange && !standsOut ? .inconclusive : judgement.verdict
    output.append(contentsOf: "{\"name\":".utf8)
    output.append(jsonString: line.name)
    output.append(contentsOf: ",\"verdict\":".utf8)
    output.append(jsonString: verdict.rawValue)
    if verdict != judgement.verdict, let reason = Verdict.inconclusive(runsNeeded: nil).explanation
    {
      output.append(contentsOf: ",\"reason\":".utf8)
      output.append(jsonString: reason)
    }
    if let effect = judgement.effect {
      output.append(key: "effect", effect)
    } else {
      output.append(contentsOf: ",\"effect\":null".utf8)
    }
    if let bounds = judgement.bounds {
      output.append(key: "interval", lower: bounds.lowerBound, upper: bounds.upperBound)
      output.append(key: "bound_level", 1 - limits.significance)
    }
    output.append(key: "p", judgement.probabilityGreater)
    output.append(key: "p_less", judgement.probabilityLess)
    if let visible = judgement.smallestVisibleEffect {
      output.append(key: "smallest_visible", visible)
    }
    if let runs = judgement.runsNeeded { output.append(key: "runs_needed", Double(runs)) }
    if line.jobs != nil {
      output.append(key: "least_effect", max(limits.leastEffect, leastOfJobs ?? 0))
    }
    if line.stage == 1 {
      output.append(contentsOf: ",\"suspect\":".utf8)
      output.append(json: judgement.isSuspect)
    }
    output.append(contentsOf: "}\n".utf8)
  }
}

extension [UInt8] {
  fileprivate mutating func append(_ point: ChangePoint) {
    append(contentsOf: "{\"index\":".utf8)
    append(integer: Int64(point.index))
    append(contentsOf: ",\"kind\":".utf8)
    append(jsonString: point.kind.rawValue)
    if point.end != point.index {
      append(contentsOf: ",\"end\":".utf8)
      append(integer: Int64(point.end))
    }
    append(key: "effect", point.effect)
    if let interval = point.interval {
      append(key: "interval", lower: interval.lower, upper: interval.upper)
    }
    if point.kind != .spike { append(key: "confidence", point.confidence) }
    append(key: "strength", point.strength)
    append(key: "before", point.levelBefore)
    append(key: "after", point.levelAfter)
    append(UInt8(ascii: "}"))
  }

  private mutating func append(key: StaticString) {
    append(contentsOf: ",\"".utf8)
    append(contentsOf: key.description.utf8)
    append(contentsOf: "\":".utf8)
  }

  fileprivate mutating func append(key: StaticString, _ value: Double) {
    append(key: key)
    append(rounded: value)
  }

  fileprivate mutating func append(key: StaticString, lower: Double, upper: Double) {
    append(key: key)
    append(UInt8(ascii: "["))
    append(rounded: lower)
    append(UInt8(ascii: ","))
    append(rounded: upper)
    append(UInt8(ascii: "]"))
  }

  /// Nine significant digits: more are noise of the arithmetic.
  private mutating func append(rounded value: Double) {
    guard value != 0, value.isFinite, value.magnitude < 1e15, value.magnitude >= 1e-5 else {
      return append(jsonNumber: value)
    }
    var scale = 1.0
    while value.magnitude * scale < 1e8 { scale *= 10 }
    append(jsonNumber: (value * scale).rounded() / scale)
  }
}
