/// A pattern of the configuration that fits nothing that was measured, so that what it says holds for nothing.
package struct UnfittingPattern: Diagnosis, Equatable {
  package var pattern: NamePattern
  /// Names that were measured.
  package var known: [String]

  package var summary: String {
    "\"\(pattern.glob)\" in \"\(pattern.section)\" fits no measured \(pattern.subject.rawValue)"
  }

  package var location: SourceLocation? { pattern.place }

  package var hint: String? {
    NameSuggestion.hint(
      for: pattern.glob.pattern, among: known, what: "\(pattern.subject.rawValue)s")
  }
}

extension Configuration {
  /// The patterns of limits and exceptions that fit nothing in `history`; none where nothing was recorded.
  ///
  /// Metrics that PerfTrace records by itself exist everywhere, though a machine may not let it measure them.
  package func unfittingPatterns(in history: History) -> [UnfittingPattern] {
    guard history.count > 0 else { return [] }
    let metrics = history.metrics.map(\.id)
    let builtIn = Metric.builtIn.map(\.id)
    return patterns.compactMap { pattern in
      let known = pattern.subject == .script ? history.scripts : metrics
      let isFitting =
        known.contains(where: pattern.glob.matches)
        || (pattern.subject == .metric && builtIn.contains(where: pattern.glob.matches))
      return isFitting ? nil : UnfittingPattern(pattern: pattern, known: known)
    }
  }

  /// Those among them that are to limit scripts of their own.
  package func limitsWithoutScript(in history: History) -> [UnfittingPattern] {
    unfittingPatterns(in: history).filter { $0.pattern.section == "scripts" }
  }
}
