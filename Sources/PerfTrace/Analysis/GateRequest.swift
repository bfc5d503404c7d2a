/// What the gate is asked.
package struct GateRequest: Sendable {
  /// Where a run of the gate stands in the procedure of two stages.
  package enum Stage: String, Sendable, CaseIterable {
    /// The only one: its verdicts count.
    case single
    /// The first of two: names suspects to be measured afresh, and fails nothing for being slower.
    case first
    /// The second of two: judges what was measured afresh, and nothing else.
    case second
  }

  /// The commit that is judged, an index into `History.commits`.
  package var candidate: Int32
  package var ancestry: BaseAncestry
  package var rules: LimitRules
  package var stage = Stage.single
  /// Executions that began earlier are left out, on both sides: what a second stage measured.
  package var since: Timestamp?
  /// Scripts whose name matches one of these are judged; all if empty.
  package var scripts: [Glob] = []
  /// Metrics that are judged; empty for those that the rules do not turn off.
  package var metrics: [Glob] = []
  /// The most earlier jobs that make a baseline.
  package var window = 30
  /// Scripts that are gated together, where a second stage sees only the suspects among them; `nil` for those judged.
  package var gatedScripts: Int?
  /// Whether a script that has nothing to be compared with fails the gate.
  package var requiresBaseline = false
  /// The present, by which exceptions expire.
  package var now: Timestamp

  package init(candidate: Int32, ancestry: BaseAncestry, rules: LimitRules, now: Timestamp) {
    self.candidate = candidate
    self.ancestry = ancestry
    self.rules = rules
    self.now = now
  }
}
