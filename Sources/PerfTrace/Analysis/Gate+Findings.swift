extension Gate {
  /// Turns verdicts into exceeded limits, and notes what a first stage suspects.
  func addFindings(to report: inout GateReport) {
    let history = collection.history
    for comparison in report.comparisons {
      if request.requiresBaseline, case .notComparable = comparison.verdict {
        report.lacksRequiredBaseline = true
      }
      let script = history.scripts[Int(comparison.script)]
      let metric = history.metrics[Int(comparison.metric)]
      let kind: LimitKind
      switch comparison.verdict {
      case .regressed: kind = .regression
      case .improved: kind = .improvement
      default: kind = .regression
      }
      let limit = request.rules.limit(kind, script: script, metric: metric)
      guard limit.action != .off else { continue }
      if request.stage == .first {
        // Being slower is for the second stage to say.
        if comparison.isSuspect && kind == .regression { report.suspects.append(comparison.script) }
        continue
      }
      let isChange = comparison.verdict == .regressed || comparison.verdict == .improved
      guard isChange, let effect = comparison.effect,
        kind == .regression || effect.magnitude > limit.value
      else { continue }
      let group = GateCandidate(
        script: comparison.script, hostClass: comparison.hostClass, tagSet: comparison.tagSet,
        rows: comparison.head.rows, isUncommitted: false)
      var finding = finding(
        kind, group, metric: comparison.metric, measured: effect, limit: limit)
      if finding.excuse == nil {
        finding.excuse = collection.acceptance(
          script: comparison.script, metric: comparison.metric, commit: request.candidate)
      }
      report.findings.append(finding)
    }
    report.suspects = Array(Set(report.suspects)).sorted()
  }

  /// Says aloud what kept the gate from judging as it should.
  func addNotices(to report: inout GateReport, usesUncommitted: Bool) {
    let history = collection.history
    if request.ancestry.source == .time, request.ancestry.base >= 0 {
      report.notices.append(.mergeBaseUnknown)
    }
    addExclusions(to: &report)
    addUnmeasured(to: &report)
    if usesUncommitted { report.notices.append(.uncommittedChanges) }

    var without: [String] = []
    var otherMethod: [String] = []
    var otherHost: [Int32: [String]] = [:]
    for comparison in report.comparisons {
      let script = history.scripts[Int(comparison.script)]
      switch comparison.verdict {
      case .notComparable(.noBaseline): without.append(script)
      case .notComparable(.otherMethod): otherMethod.append(script)
      case .notComparable(.otherHost): otherHost[comparison.hostClass, default: []].append(script)
      default: break
      }
    }
    if !without.isEmpty {
      let isDefault =
        request.candidate >= 0 && collection.lines.isMainline[Int(request.candidate)]
      report.notices.append(
        .noBaseline(scripts: without.uniqued(), candidateIsDefault: isDefault))
    }
    if !otherMethod.isEmpty {
      report.notices.append(.otherMethod(scripts: otherMethod.uniqued()))
    }
    for (host, scripts) in otherHost.sorted(by: { $0.key < $1.key }) {
      report.notices.append(
        .noComparableHost(
          scripts: scripts.uniqued(), host: history.hostClasses[Int(host)].words,
          baselineHosts: baselineHosts(except: host)))
    }
    for exception in request.rules.exceptions where exception.isExpired(at: request.now) {
      report.notices.append(
        .expiredException(
          script: exception.script.pattern, reason: exception.reason,
          day: exception.lastDay))
    }
  }

  /// Tells scripts that the base has and the candidate lacks, where all scripts were to be judged.
  private func addUnmeasured(to report: inout GateReport) {
    let history = collection.history
    let base = request.ancestry.base
    guard request.stage != .second, request.since == nil, request.scripts.isEmpty, base >= 0 else {
      return
    }
    var isMissing = [Bool](repeating: false, count: history.scripts.count)
    for row in history.commit.indices
    where history.commit[row] == base && history.script[row] >= 0 && history.flags[row].isCounted {
      isMissing[Int(history.script[row])] = true
    }
    for row in history.commit.indices
    where history.commit[row] == request.candidate && history.script[row] >= 0 {
      isMissing[Int(history.script[row])] = false
    }
    let scripts = history.scripts.indices.filter { isMissing[$0] }.map { history.scripts[$0] }
    guard !scripts.isEmpty else { return }
    report.notices.append(
      .notMeasured(scripts: scripts, base: history.commits[Int(base)].sha))
  }

  private func addExclusions(to report: inout GateReport) {
    let history = collection.history
    guard !history.exclusionReasons.isEmpty else { return }
    let reasons = history.commit.indices.filter { history.commit[$0] == request.candidate }
      .compactMap(history.exclusionReason(ofRow:))
    guard !reasons.isEmpty else { return }
    report.notices.append(.excluded(executions: reasons.count, reasons: reasons.uniqued()))
  }

  private func baselineHosts(except host: Int32) -> [String] {
    let history = collection.history
    var isSeen = [Bool](repeating: false, count: history.hostClasses.count)
    for row in history.commit.indices
    where history.commit[row] >= 0 && history.flags[row].isCounted {
      if request.ancestry.isEligible[Int(history.commit[row])] {
        isSeen[collection.hostClass(ofRow: row)] = true
      }
    }
    return history.hostClasses.indices.filter { isSeen[$0] && $0 != Int(host) }
      .map { history.hostClasses[$0].words }
  }
}

extension [String] {
  /// The strings without repetitions, in the order of their first appearance.
  fileprivate func uniqued() -> [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}
