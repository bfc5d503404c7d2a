extension Gate {
  /// The trend limit: changes for the worse that stand in the default branch's history.
  ///
  /// Many small steps pass a comparison with the baseline each; together they do not. It is looked at where the
  /// candidate is the newest point of the default branch, for nobody else can answer for that history; what many
  /// scripts show at one commit is a change of the environment and left out. One of two stages does not look at it.
  func checkTrends(
    of candidates: [GateCandidate], tasks: Int, into report: inout GateReport
  ) async {
    guard request.stage == .single, request.candidate >= 0,
      collection.lines.isMainline[Int(request.candidate)]
    else { return }
    let groups = candidates.filter { !$0.isUncommitted }
    let found = await Parallel.map(count: groups.count, tasks: tasks) {
      standingTrends(of: groups[$0])
    }
    var judged: [(candidate: GateCandidate, limit: Limit)] = []
    var assessments: [SeriesAssessment] = []
    for (group, trends) in zip(groups, found) {
      for (limit, assessment) in trends {
        judged.append((group, limit))
        assessments.append(assessment)
      }
    }
    _ = EnvironmentChange.group(&assessments, in: collection)
    for (assessment, (group, limit)) in zip(assessments, judged) {
      guard let standing = assessment.standingRegression(ofAtLeast: limit.value) else { continue }
      report.findings.append(
        finding(
          .trend, group, metric: assessment.key.metric, measured: standing.effect, limit: limit))
    }
  }

  /// The default branch's series that a candidate is the newest point of, with the limits that hold for them.
  private func standingTrends(of group: GateCandidate) -> [(Limit, SeriesAssessment)] {
    let history = collection.history
    let name = history.scripts[Int(group.script)]
    let layout = collection.layouts(ofScript: Int(group.script)).first {
      $0.branch == collection.lines.defaultBranch && $0.hostClass == group.hostClass
        && $0.tagSet == group.tagSet
    }
    guard let layout, layout.commits.last == request.candidate else { return [] }
    return collection.metrics(ofScript: Int(group.script)).compactMap { metric in
      let description = history.metrics[Int(metric)]
      let limit = request.rules.limit(.trend, script: name, metric: description)
      let isAsked =
        request.metrics.isEmpty || request.metrics.contains { $0.matches(description.id) }
      guard limit.action != .off, isAsked,
        let series = collection.series(of: layout, metric: Int(metric))
      else { return nil }
      return (limit, SeriesAssessment(series, in: collection))
    }
  }
}
