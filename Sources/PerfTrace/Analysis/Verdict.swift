/// What is concluded about a candidate and its baseline.
package enum Verdict: Sendable, Hashable {
  /// No change beyond the limit.
  case pass
  case improved
  case regressed
  /// Too few runs, or too noisy ones, to exclude a change beyond the limit.
  ///
  /// `runsNeeded` tells with how many runs of each side the limit would show; `nil` where more runs of the same jobs
  /// would not help, because jobs differ by more.
  case inconclusive(runsNeeded: Int?)
  case notComparable(Reason)
  /// The candidate has executions, but none that succeeded.
  case failed

  /// Why two things cannot be compared.
  package enum Reason: Sendable, Hashable {
    /// Nothing to compare with was ever measured.
    case noBaseline
    /// The candidate was not measured.
    case noCandidate
    /// There is a baseline, but on other host classes only.
    case otherHost
    /// There is a baseline, but another method measured it.
    case otherMethod
  }
}

extension Verdict {
  /// One word for tables and JSON: "pass", "improved", "regressed", "inconclusive", "not comparable", "failed".
  package var word: String {
    switch self {
    case .pass: "pass"
    case .improved: "improved"
    case .regressed: "regressed"
    case .inconclusive: "inconclusive"
    case .notComparable: "not comparable"
    case .failed: "failed"
    }
  }

  /// Why the verdict is not a plain yes or no; `nil` for one that is.
  package var explanation: String? {
    switch self {
    case .pass, .improved, .regressed: nil
    case .inconclusive(let runsNeeded?):
      "needs about \(Quantity.count(runsNeeded)) runs of each side"
    case .inconclusive(nil): "jobs differ by as much; measure both sides in one job"
    case .notComparable(.noBaseline): "no baseline"
    case .notComparable(.noCandidate): "not measured"
    case .notComparable(.otherHost): "baseline on other host classes only"
    case .notComparable(.otherMethod): "baseline measured by another method"
    case .failed: "no execution succeeded"
    }
  }

  /// The same, naming the side that lacks runs where only one does.
  package func explanation(baseRuns: Int, headRuns: Int) -> String? {
    guard case .inconclusive(let runsNeeded?) = self else { return explanation }
    let runs = Quantity.count(runsNeeded)
    if runsNeeded > Comparator.mostValues {
      return "too noisy: it would take about \(runs) runs of each side"
    }
    if baseRuns >= runsNeeded, headRuns < runsNeeded { return "needs about \(runs) runs of head" }
    if headRuns >= runsNeeded, baseRuns < runsNeeded { return "needs about \(runs) runs of base" }
    return explanation
  }

  /// Place in a list that shows what matters first.
  package var rank: Int {
    switch self {
    case .failed: 0
    case .regressed: 1
    case .improved: 2
    case .inconclusive: 3
    case .notComparable: 4
    case .pass: 5
    }
  }
}
