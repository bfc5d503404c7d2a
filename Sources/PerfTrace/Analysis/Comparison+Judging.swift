internal import PerfStatistics

extension Comparison {
  /// What a verdict asks of the two sides.
  package struct Question: Sendable {
    /// The change that counts: 0.05 is 5 %.
    package var leastEffect: Double
    /// The one-sided probability that a verdict's test may have at most.
    package var significance = 0.01
    package var polarity: Polarity
    /// How jobs differ; `nil` if both sides were measured in the same jobs.
    package var jobSpread: JobSpread?
    /// Number of jobs that the base was measured in.
    package var baseJobs = 1

    package init(leastEffect: Double, polarity: Polarity) {
      self.leastEffect = leastEffect
      self.polarity = polarity
    }
  }

  /// Compares two sides: the test of ranks, the effect with its interval, and where jobs differ whether the effect
  /// stands out from that.
  package init(
    script: Int32, metric: Int32, hostClass: Int32, tagSet: Int32, base: Side, head: Side,
    question: Question
  ) {
    self.script = script
    self.metric = metric
    self.hostClass = hostClass
    self.tagSet = tagSet
    self.base = base
    self.head = head
    effect = nil
    interval = nil
    probability = 1
    smallestVisibleEffect = nil
    isSuspect = false
    if head.values.isEmpty {
      verdict = head.failures > 0 ? .failed : .notComparable(.noCandidate)
      return
    }
    if base.values.isEmpty {
      verdict = .notComparable(.noBaseline)
      return
    }
    var limits = TwoSampleJudgement.Limits()
    limits.leastEffect = question.leastEffect
    limits.visibleEffect = question.leastEffect
    limits.significance = question.significance
    let judgement = PolarizedJudgement(
      base: base.values, head: head.values, polarity: question.polarity, limits: limits)
    effect = judgement.effect
    interval = judgement.interval
    probability = judgement.probabilityWorse
    smallestVisibleEffect = judgement.smallestVisibleEffect
    isSuspect = judgement.isSuspect
    let standsOut =
      question.jobSpread.map {
        judgement.standsOut(beyond: $0.leastEffect(baseJobs: question.baseJobs))
      } ?? true
    verdict =
      switch judgement.outcome {
      case .pass: .pass
      case .regressed: standsOut ? .regressed : .inconclusive(runsNeeded: nil)
      case .improved: standsOut ? .improved : .inconclusive(runsNeeded: nil)
      case .inconclusive(let runsNeeded): .inconclusive(runsNeeded: runsNeeded)
      }
  }
}
