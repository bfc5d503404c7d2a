internal import PerfTrace

/// A change that many scripts of one host class show at one place, in words.
struct EnvironmentWords: Sendable {
  /// "19 of 25 benchmarks changed together on AMD EPYC 7763, by -21 % at the median: kernel 6.8 → 6.11."
  let sentence: String

  init(_ change: EnvironmentChange, plan: SitePlan) {
    let host = Int(change.hostClass)
    let name = plan.hostNames.indices.contains(host) ? plan.hostNames[host].short : "one machine"
    var sentence =
      "\(Quantity.count(change.scriptCount)) of \(Words.count(change.candidateCount, "benchmark")) "
      + "changed together on \(name), by \(Quantity.change(change.effect)) at the median"
    let differences = change.differences.prefix(Self.differencesShown).map {
      "\($0.key) \(Self.value($0.before)) → \(Self.value($0.after))"
    }
    if !differences.isEmpty {
      sentence += ": " + Words.shortened(Words.list(Array(differences)), limit: 300)
    } else if change.isSharedByHosts {
      sentence += ", and other machines changed too"
    } else {
      sentence += "; more likely the environment than each of them"
    }
    self.sentence = sentence + "."
  }

  private static let differencesShown = 4

  private static func value(_ text: String) -> String { text.isEmpty ? "–" : text }
}
