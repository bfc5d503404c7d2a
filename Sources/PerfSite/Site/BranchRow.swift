internal import PerfBytes
internal import PerfStatistics
package import PerfTrace

/// How one script on one branch compares with the default branch in one metric on one host class.
package struct BranchRow: Sendable, Equatable {
  package var branch: String
  package var metric: Metric
  package var host: String
  /// Tags as "key=value", joined by ", "; empty where there are none.
  package var tags: String
  package var verdict: Verdict
  /// The branch over the default branch, less 1; `nil` if a side has no value.
  package var effect: Double?
  /// The 95 % interval of `effect`; `nil` if the runs are too few for one.
  package var interval: ClosedRange<Double>?
  package var failures: Int
  /// Runs that were compared.
  package var baseRuns: Int
  package var headRuns: Int
  /// Medians in the metric's unit; `nil` for a side without values.
  package var baseMedian: Double?
  package var headMedian: Double?
  /// The values that were compared, where they are worth a picture; else empty.
  package var base: [Double]
  package var head: [Double]
}

extension ScriptStage {
  /// Runs of the default branch that a branch is compared with.
  private static let baseRuns = 30
  private static let headRuns = 40

  /// Compares every branch of a script with the default branch just before it.
  func branchRows(_ assessment: ScriptAssessment) -> [BranchRow] {
    guard assessment.hasMainline else { return [] }
    let history = plan.history
    var rows: [BranchRow] = []
    for item in assessment.items where !item.isMainline {
      guard LimitRules.standard(.regression, metric: item.metric).action != .off,
        item.series.key.branch >= 0
      else { continue }
      let key = item.series.key
      let base = assessment.items.first {
        $0.isMainline && $0.metric == item.metric && $0.series.key.hostClass == key.hostClass
          && $0.series.key.tagSet == key.tagSet
      }
      let window = base.map { self.window(of: $0, before: item.series) } ?? 0..<0
      var baseSide = Comparison.Side()
      if let series = base?.series, !window.isEmpty {
        let range = series.range(ofPoints: window)
        baseSide = Comparison.Side(
          rows: Array(series.rows[range]), values: Array(series.values[range]))
      }
      let headSide = Comparison.Side(
        rows: item.series.rows.suffix(Self.headRuns),
        values: item.series.values.suffix(Self.headRuns),
        failures: item.series.failures.count)
      let limit = LimitRules.standard(.regression, metric: item.metric)
      var question = Comparison.Question(leastEffect: limit.value, polarity: item.metric.polarity)
      question.baseJobs = max(window.count, 1)
      question.jobSpread = JobSpread(
        medians: base.map { Array($0.series.medians[window]) } ?? [],
        hostClass: history.hostClasses[Int(key.hostClass)])
      var comparison = Comparison(
        script: key.script, metric: key.metric, hostClass: key.hostClass, tagSet: key.tagSet,
        base: baseSide, head: headSide, question: question)
      if comparison.verdict == .notComparable(.noBaseline),
        assessment.items.contains(where: { $0.isMainline && $0.metric == item.metric })
      {
        comparison.verdict = .notComparable(.otherHost)
      }
      let isWorthAPicture = comparison.verdict == .regressed || comparison.verdict == .improved
      func picture(_ side: Comparison.Side) -> [Double] {
        isWorthAPicture
          ? side.values.map { $0.rounded(significantDigits: Self.pictureDigits) } : []
      }
      rows.append(
        BranchRow(
          branch: history.branches[Int(key.branch)], metric: item.metric,
          host: plan.hostNames[Int(key.hostClass)].short, tags: plan.words(ofTagSet: key.tagSet),
          verdict: comparison.verdict,
          effect: comparison.effect?.rounded(significantDigits: Self.effectDigits),
          interval: comparison.interval.map { interval in
            let lower = interval.lower.rounded(significantDigits: Self.effectDigits)
            return lower...max(lower, interval.upper.rounded(significantDigits: Self.effectDigits))
          },
          failures: headSide.failures, baseRuns: baseSide.values.count,
          headRuns: headSide.values.count, baseMedian: baseSide.median,
          headMedian: headSide.median, base: picture(baseSide), head: picture(headSide)))
    }
    return rows
  }

  /// The newest points of the default branch at or before a branch's first commit that have one level.
  private func window(of base: ScriptAssessment.Item, before head: Series) -> Range<Int> {
    let positions = plan.collection.order.positions
    let series = base.series
    var end = series.count
    if let first = head.commits.first, first >= 0 {
      let known = series.commits.firstIndex {
        $0 >= 0 && positions[Int($0)] > positions[Int(first)]
      }
      if let known, known > 0 { end = known }
    }
    let level = base.assessment?.levels.last { $0.points.lowerBound < end }
    var start = end
    var runs = 0
    while start > level?.points.lowerBound ?? 0 && runs < Self.baseRuns {
      start -= 1
      runs += series.range(ofPoint: start).count
    }
    return start..<end
  }
}
