internal import PerfStatistics

extension Trends {
  /// All keys of the original's analysis in their order, and beside them the series with their changes.
  ///
  /// Times are in seconds, `trend` and `regression_percent` in percent; other effects are parts of 1.
  package var json: JSONValue {
    let history = collection.history
    return .object([
      "total_executions": .integer(executionCount),
      "excluded_executions": .integer(excludedCount),
      "unique_scripts": .integer(scriptCount),
      "branches": .array(branches.map { .string($0) }),
      "time_period": .object([
        "earliest": .string(orNull: earliest?.iso8601),
        "latest": .string(orNull: latest?.iso8601),
      ]),
      "performance_trends": .array(scripts.map(json(of:))),
      "regressions": .array(
        regressions.map { regression in
          let assessment = assessments[regression.assessment]
          let key = assessment.key
          let change = assessment.changes[regression.change]
          return .object([
            "script": .string(history.scripts[Int(key.script)]),
            "regression_percent": .percent(regression.effect),
            "metric": .string(history.metrics[Int(key.metric)].id),
            "host": .string(history.hostClasses[Int(key.hostClass)].words),
            "commit": .string(orNull: sha(change.commit)),
            "since": .string(change.time.iso8601),
          ])
        }),
      "branch": branch < 0 ? .null : .string(history.branches[Int(branch)]),
      "environment_changes": .array(environmentChanges.map(json(of:))),
    ])
  }

  private func json(of script: ScriptTrend) -> JSONValue {
    .object([
      "script": .string(collection.history.scripts[Int(script.script)]),
      "executions": .integer(script.executionCount),
      "avg_time": .number(orNull: script.averageTime),
      "trend": .percent(script.trend),
      "latest_time": .number(orNull: script.latestTime),
      "earliest_time": .number(orNull: script.earliestTime),
      "failures": .integer(script.failureCount),
      "series": .array(assessments[script.assessments].map(json(of:))),
    ])
  }

  private func json(of assessment: SeriesAssessment) -> JSONValue {
    let history = collection.history
    let metric = history.metrics[Int(assessment.key.metric)]
    var tags: OrderedFields<JSONValue> = [:]
    for (key, value) in history.tagSets[Int(assessment.key.tagSet)] { tags[key] = .string(value) }
    return .object([
      "metric": .string(metric.id),
      "host": .string(history.hostClasses[Int(assessment.key.hostClass)].words),
      "tags": .object(tags),
      "points": .integer(assessment.pointCount),
      "executions": .integer(assessment.executionCount),
      "earliest": .number(orNull: assessment.earliest),
      "latest": .number(orNull: assessment.latest),
      "level": .number(orNull: assessment.currentLevel?.median),
      "noise": .number(orNull: assessment.noise.spread),
      "autocorrelation": .number(orNull: assessment.noise.autocorrelation),
      "smallest_step": .number(orNull: assessment.smallestStep),
      "change_points": .array(assessment.changes.map(json(of:))),
    ])
  }

  private func json(of change: Change) -> JSONValue {
    var fields: OrderedFields<JSONValue> = [
      "index": .integer(change.point),
      "end": .integer(change.end),
      "kind": .string(change.kind.rawValue),
      "direction": .string(change.direction.rawValue),
      "effect": .number(orNull: change.effect),
      "interval": change.interval.map {
        .array([.number(orNull: $0.lower), .number(orNull: $0.upper)])
      } ?? .null,
      "confidence": .number(orNull: change.confidence),
      "level_before": .number(orNull: change.levelBefore),
      "level_after": .number(orNull: change.levelAfter),
      "after_commit": .string(orNull: sha(change.previousCommit)),
      "commit": .string(orNull: sha(change.commit)),
      "time": .string(change.time.iso8601),
    ]
    fields["status"] = .string(change.status.word)
    if let point = change.recovery { fields["recovered_index"] = .integer(point) }
    if let reason = change.status.reason { fields["reason"] = .string(reason) }
    fields["environment_change"] = change.environmentChange.map { .integer($0) } ?? .null
    return .object(fields)
  }

  private func json(of change: EnvironmentChange) -> JSONValue {
    let history = collection.history
    var names: [String] = []
    for member in change.members {
      let name = history.scripts[Int(assessments[member.assessment].key.script)]
      if names.last != name { names.append(name) }
    }
    return .object([
      "host": .string(history.hostClasses[Int(change.hostClass)].words),
      "after_commit": .string(orNull: sha(change.previousCommit)),
      "commit": .string(orNull: sha(change.commit)),
      "time": .string(change.time.iso8601),
      "scripts": .array(names.map { .string($0) }),
      "changed": .integer(change.scriptCount),
      "measured": .integer(change.candidateCount),
      "effect": .number(orNull: change.effect),
      "on_other_hosts_too": .bool(change.isSharedByHosts),
      "differences": .array(
        change.differences.map {
          .object([
            "key": .string($0.key), "before": .string($0.before), "after": .string($0.after),
          ])
        }),
    ])
  }

  /// The hash of a commit; `nil` where it is unknown.
  func sha(_ commit: Int32) -> String? {
    commit < 0 ? nil : collection.history.commits[Int(commit)].sha
  }
}
