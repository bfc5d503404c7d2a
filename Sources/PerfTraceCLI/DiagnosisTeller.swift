internal import PerfCommandLine
internal import PerfTrace

/// Tells many diagnoses on standard error, each hint once.
struct DiagnosisTeller {
  /// Whether no hint is told at all.
  var omitsHints = false
  private var told: Set<String> = []

  init(omitsHints: Bool = false) { self.omitsHints = omitsHints }

  mutating func tell(_ diagnosis: some Diagnosis, severity: String) {
    let isNew = !omitsHints && (diagnosis.hint.map { told.insert($0).inserted } ?? true)
    Console.writeError(
      isNew
        ? DiagnosisRenderer.render(diagnosis, program: "perftrace", severity: severity)
        : DiagnosisRenderer.render(
          WithoutHint(diagnosis), program: "perftrace", severity: severity))
  }

  private struct WithoutHint: Diagnosis {
    var summary: String
    var reason: String?
    var location: SourceLocation?
    var hint: String? { nil }

    init(_ diagnosis: some Diagnosis) {
      (summary, reason, location) = (diagnosis.summary, diagnosis.reason, diagnosis.location)
    }
  }
}
