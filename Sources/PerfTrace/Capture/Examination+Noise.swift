internal import PerfBytes

extension Examination {
  /// What the noise probe tells.
  static func noise(_ probe: NoiseProbe) -> [Finding] {
    guard let variation = probe.variation, let spread = probe.spread, let drift = probe.drift else {
      return []
    }
    let count = probe.times.count
    var findings = [
      Finding(
        "noise", variation < 0.03 ? .fine : .poor,
        "the same work \(count) times varies by \(percent(variation)) (without outliers: \(percent(spread)))",
        hint: variation < 0.03
          ? nil
          : "a change must be about \(percent(variation * 2.8 / Double(10).squareRoot())) to show in ten runs; use --precision 2%"
      )
    ]
    if let level = probe.secondLevel {
      findings.append(
        Finding(
          "levels", .poor, "the times fall into two groups \(percent(level)) apart",
          hint:
            "two kinds of cores, turbo frequency or a neighbour; `taskset -c 1` keeps to one core"))
    } else {
      findings.append(Finding("levels", .fine, "the times form one group"))
    }
    let isDrifting = abs(drift) > max(0.02, spread)
    findings.append(
      Finding(
        "drift", isDrifting ? .poor : .fine,
        isDrifting
          ? "the work became \(percent(abs(drift))) \(drift > 0 ? "slower" : "faster") from beginning to end"
          : "the machine was as fast at the end as at the beginning",
        hint: isDrifting
          ? "heat, or work that began elsewhere; interleaved runs (track-batch) spread it evenly"
          : nil
      ))
    return findings
  }

  private static func percent(_ share: Double) -> String {
    String(fixed: share * 100, fractionDigits: 1) + " %"
  }
}
