/// Something that keeps the gate from judging as it should, with what to do about it.
package enum GateNotice: Sendable, Equatable {
  /// Scripts that have no baseline at all.
  case noBaseline(scripts: [String], candidateIsDefault: Bool)
  /// Scripts whose baseline is on other host classes.
  case noComparableHost(scripts: [String], host: String, baselineHosts: [String])
  /// Scripts whose baseline another recorder measured.
  case otherMethod(scripts: [String])
  /// HEAD was never measured; the newest measured commit is judged in its place.
  case headNotMeasured(head: String, judged: String)
  /// Scripts that the base was measured with and the candidate was not.
  case notMeasured(scripts: [String], base: String)
  /// The clone has no history, so that git cannot tell the merge base.
  case shallowClone
  /// Neither git nor the fossils tell the merge base.
  case mergeBaseUnknown
  /// The candidate was measured with changes that are not committed.
  case uncommittedChanges
  /// Executions of the candidate that a person took out.
  case excluded(executions: Int, reasons: [String])
  /// An exception whose day is over.
  case expiredException(script: String, reason: String, day: String)
  /// Limits whose patterns fit no script of the store.
  case unfittingLimits([UnfittingPattern])
}

extension GateNotice: Diagnosis {
  package var summary: String {
    switch self {
    case .noBaseline(let scripts, _):
      "no baseline for \(Self.list(scripts))"
    case .noComparableHost(let scripts, let host, _):
      "no baseline on a comparable host for \(Self.list(scripts)): measured on \"\(host)\""
    case .otherMethod(let scripts):
      "the baseline of \(Self.list(scripts)) was measured by another recorder"
    case .headNotMeasured(let head, let judged):
      "HEAD (\(head.prefix(10))) was never measured; judging \(judged.prefix(10)), the newest measured commit"
    case .notMeasured(let scripts, let base):
      "not measured, unlike at \(base.prefix(10)) before: \(Self.list(scripts))"
    case .shallowClone: "the merge base is unknown, because this clone is shallow"
    case .mergeBaseUnknown: "the merge base is unknown; the baseline was chosen by time"
    case .uncommittedChanges: "judging executions with uncommitted changes against their commit"
    case .excluded(1, _): "1 execution of the candidate is excluded and does not count"
    case .excluded(let executions, _):
      "\(executions) executions of the candidate are excluded and do not count"
    case .expiredException(let script, let reason, let day):
      "the exception for \"\(script)\" expired on \(day): \"\(reason)\""
    case .unfittingLimits(let patterns):
      "the limits for \(Self.list(patterns.map(\.pattern.glob.pattern))) fit no measured script"
    }
  }

  package var reason: String? {
    switch self {
    case .noComparableHost(_, _, let hosts):
      "the baseline is from " + hosts.prefix(3).map { "\"\($0)\"" }.joined(separator: ", ")
        + (hosts.count > 3 ? " and \(hosts.count - 3) more" : "")
    case .excluded(_, let reasons): Self.list(reasons)
    default: nil
    }
  }

  package var hint: String? {
    switch self {
    case .noBaseline(_, true):
      "the first measurements of the default branch become the baseline of the next"
    case .noBaseline(_, false):
      "measure the default branch with `perftrace track`, or fetch its fossils with `perftrace fossils merge`"
    case .noComparableHost:
      "measure both on one machine with `perftrace duel BASE HEAD -- COMMAND`, or pin the runner's type"
    case .otherMethod:
      "measure the default branch once with this version"
    case .headNotMeasured:
      "measure it with `perftrace track`, or name the commit that is meant: `perftrace check COMMIT`"
    case .notMeasured: "what is not measured is not judged"
    case .shallowClone:
      "fetch the history: `fetch-depth: 0` in actions/checkout, or `git fetch --unshallow`"
    case .mergeBaseUnknown:
      "run inside the repository, or name the base with --base"
    case .uncommittedChanges, .excluded: nil
    case .expiredException:
      "remove it from the configuration, or give it a new day and say why"
    case .unfittingLimits(let patterns):
      patterns.lazy.compactMap {
        NameSuggestion.nearest(to: $0.pattern.glob.pattern, among: $0.known)
      }
      .first.map { "did you mean \"\($0)\"?" } ?? patterns.first?.hint
    }
  }

  /// At most five names in quotes.
  private static func list(_ names: [String]) -> String {
    let shown = names.prefix(5).map { "\"\($0)\"" }.joined(separator: ", ")
    return shown + (names.count > 5 ? " and \(names.count - 5) more" : "")
  }
}
