/// What the gate found.
package struct GateReport: Sendable {
  /// A limit that is exceeded, or would be were it not excused.
  package struct Finding: Sendable, Equatable {
    package var kind: LimitKind
    package var script: Int32
    package var metric: Int32
    package var hostClass: Int32
    package var tagSet: Int32
    /// In the metric's unit for `max-time`; a part of 1 for all others.
    package var measured: Double
    package var limit: Double
    package var action: LimitAction
    /// Why it does not fail although it is exceeded: the reason of an exception, or of an accepted change.
    package var excuse: String?

    /// Whether the gate fails because of it.
    package var fails: Bool { action == .fail && excuse == nil }
  }

  package var candidate: Int32
  package var ancestry: BaseAncestry
  package var stage: GateRequest.Stage
  /// Every script, metric and host class that was judged, most important first.
  package var comparisons: [Comparison] = []
  package var findings: [Finding] = []
  package var notices: [GateNotice] = []
  /// Scripts to be measured afresh, in order of name; only a first stage has them.
  package var suspects: [Int32] = []
  /// Number of scripts that the candidate was measured with.
  package var scriptCount = 0
  /// Executions of the candidate, and those among them that succeeded.
  package var executionCount = 0
  package var successCount = 0
  /// Whether a missing baseline fails it.
  package var lacksRequiredBaseline = false

  /// Whether a limit is exceeded, so that the exit status is 2.
  package var isExceeded: Bool { lacksRequiredBaseline || findings.contains(where: \.fails) }
}
