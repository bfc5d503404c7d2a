internal import PerfBytes
internal import PerfStatistics
package import PerfTrace

/// How one script on one branch compares with the default branch in one metric on one host class.
///
/// A class, for pages of branches and of the whole site pass thousands of them around.
package final class BranchRow: Sendable {
  package let branch: String
  package let metric: Metric
  package let host: String
  /// Tags as "key=value", joined by ", "; empty where there are none.
  package let tags: String
  package let verdict: Verdict
  /// The branch over the default branch, less 1; `nil` if a side has no value.
  package let effect: Double?
  /// The 95 % interval of `effect`; `nil` if the runs are too few for one.
  package let interval: ClosedRange<Double>?
  package let failures: Int
  /// Runs that were compared.
  package let baseRuns: Int
  package let headRuns: Int
  /// Medians in the metric's unit; `nil` for a side without values.
  package let baseMedian: Double?
  package let headMedian: Double?
  /// The values that were compared, where they are worth a picture; else empty.
  package let base: [Double]
  package let head: [Double]

  package init(
    branch: String,
    metric: Metric,
    host: String,
    tags: String,
    verdict: Verdict,
    effect: Double?,
    interval: ClosedRange<Double>?,
    failures: Int,
    baseRuns: Int,
    headRuns: Int,
    baseMedian: Double?,
    headMedian: Double?,
    base: [Double],
    head: [Double]
  ) {
    self.branch = branch
    self.metric = metric
    self.host = host
    self.tags = tags
    self.verdict = verdict
    self.effect = effect
    self.interval = interval
    self.failures = failures
    self.baseRuns = baseRuns
    self.headRuns = headRuns
    self.baseMedian = baseMedian
    self.headMedian = headMedian
    self.base = base
    self.head = head
  }
}

extension ScriptStage {
  /// Compares every branch of a script with the default branch, as `perftrace compare` does.
  func branchRows(_ assessment: ScriptAssessment) -> [BranchRow] {
    guard assessment.hasMainline else { return [] }
    let layouts = assessment.slice.layouts
    var places: [Int32: [Int]] = [:]
    for (place, layout) in layouts.enumerated() where layout.branch != plan.defaultBranch {
      places[layout.branch, default: []].append(place)
    }
    let branches = places.keys.filter { plan.comparators[$0] != nil }.sorted()
    guard !branches.isEmpty else { return [] }
    let metrics = assessment.slice.shownMetrics.filter { plan.isCompared(layouts[0].script, $0) }
    let known = Dictionary(
      assessment.items.map { (Int($0.series.key.metric) * layouts.count + $0.layout, $0) },
      uniquingKeysWith: { first, _ in first })
    var found: [Int32: [Comparison]] = [:]
    for metric in metrics {
      func source(_ place: Int) -> Comparator.Source {
        let item = known[metric * layouts.count + place]
        return Comparator.Source(
          layouts[place], item?.series, levels: item?.assessment?.levels)
      }
      let base = layouts.indices.filter { layouts[$0].branch == plan.defaultBranch }.map(source)
      for branch in branches {
        guard let comparator = plan.comparators[branch] else { continue }
        found[branch, default: []] += comparator.compare(
          script: assessment.slice.script, metric: metric,
          sources: base + (places[branch] ?? []).map(source))
      }
    }
    // What only the default branch has is nothing that the branch was measured with.
    return branches.flatMap { branch in
      (found[branch] ?? []).forPeople.filter { $0.verdict != .notComparable(.noCandidate) }
        .map { row($0, branch: branch) }
    }
  }

  private func row(_ comparison: Comparison, branch: Int32) -> BranchRow {
    let isWorthAPicture = comparison.verdict == .regressed || comparison.verdict == .improved
    func picture(_ side: Comparison.Side) -> [Double] {
      isWorthAPicture ? side.values.map { $0.rounded(significantDigits: Self.pictureDigits) } : []
    }
    return BranchRow(
      branch: plan.history.branches[Int(branch)],
      metric: plan.history.metrics[Int(comparison.metric)],
      host: plan.hostNames[Int(comparison.hostClass)].short,
      tags: plan.words(ofTagSet: comparison.tagSet), verdict: comparison.verdict,
      effect: comparison.effect?.rounded(significantDigits: Self.effectDigits),
      interval: comparison.interval.map { interval in
        let lower = interval.lower.rounded(significantDigits: Self.effectDigits)
        return lower...max(lower, interval.upper.rounded(significantDigits: Self.effectDigits))
      },
      failures: comparison.head.failures, baseRuns: comparison.base.values.count,
      headRuns: comparison.head.values.count, baseMedian: comparison.base.median,
      headMedian: comparison.head.median, base: picture(comparison.base),
      head: picture(comparison.head))
  }
}
