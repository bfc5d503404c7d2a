extension Gate {
  /// The trend limit: changes for the worse that stand in the default branch's history.
  ///
  /// Many small steps pass a comparison with the baseline each; together they do not. It is looked at where the
  /// candidate is the newest point of the default branch, for nobody else can answer for that history; what many
  /// scripts show at one commit is a change of the environment and left out. One of two stages does not look at it.
  func checkTrends(of candidates: [GateCandidate], into report: inout GateReport) {
    let history = collection.history
    guard request.stage == .single, request.candidate >= 0,
      collection.lines.isMainline[Int(request.candidate)]
    else { return }
    var groups: [(candidate: GateCandidate, limit: Limit)] = []
    var assessments: [SeriesAssessment] = []
    for group in candidates where !group.isUncommitted {
      let name = history.scripts[Int(group.script)]
      let layout = collection.layouts(ofScript: Int(group.script)).first {
        $0.branch == collection.lines.defaultBranch && $0.hostClass == group.hostClass
          && $0.tagSet == group.tagSet
      }
      guard let layout, layout.commits.last == request.candidate else { continue }
      for metric in collection.metrics(ofScript: Int(group.script)) {
        let description = history.metrics[Int(metric)]
        let limit = request.rules.limit(.trend, script: name, metric: description)
        let isAsked =
          request.metrics.isEmpty || request.metrics.contains { $0.matches(description.id) }
        guard limit.action != .off, isAsked,
          let series = collection.series(of: layout, metric: Int(metric))
        else { continue }
        groups.append((group, limit))
        assessments.append(SeriesAssessment(series, in: collection))
      }
    }
    _ = EnvironmentChange.group(&assessments, in: collection)
    for (assessment, (group, limit)) in zip(assessments, groups) {
      guard let standing = assessment.standingRegression(ofAtLeast: limit.value) else { continue }
      var finding = finding(
        .trend, group, metric: assessment.key.metric, measured: standing.effect, limit: limit)
      if finding.excuse == nil {
        let change = assessment.changes[standing.change]
        finding.excuse = acceptance(
          script: history.scripts[Int(group.script)],
          metric: history.metrics[Int(assessment.key.metric)].id, commit: change.commit)
      }
      report.findings.append(finding)
    }
  }
}
