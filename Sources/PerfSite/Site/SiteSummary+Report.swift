internal import PerfStatistics
internal import PerfTrace

extension SiteSummary {
  /// What the traceability report tells, from summaries alone.
  func reportFacts(_ plan: SitePlan) -> TraceabilityFacts {
    var facts = TraceabilityFacts(of: plan.history, collection: plan.collection)
    facts.scripts = scripts.enumerated().map { script, summary in
      let shared = environmentOfEvent[script]
      var script = TraceabilityFacts.Script(name: summary.name)
      script.executions = summary.executions
      script.failures = summary.failures
      script.timeouts = summary.timeouts
      script.excluded = summary.excluded
      script.command = summary.command
      script.hosts = summary.hosts
      if let line = summary.headline {
        script.metric = line.metric
        script.level = line.level
        script.firstLevel = line.firstLevel
        script.latest = line.latest
        script.points = line.points
        script.noise = line.noise
      }
      script.events = summary.events.enumerated().filter { $1.kind != .spike }.map { index, event in
        var reported = TraceabilityFacts.Event(
          metric: event.metric, host: event.host, effect: event.effect,
          levelBefore: event.levelBefore, levelAfter: event.levelAfter,
          isWorse: event.direction == .worse, status: event.status, sha: event.sha,
          subject: commitIndices[event.sha].map { plan.history.commits[Int($0)].subject } ?? "",
          previousSHA: event.previousSHA, time: event.time)
        reported.hasPage = commitIndices[event.sha].map { plan.hasCommitPage[Int($0)] } ?? false
        reported.isShared = shared[index] >= 0
        return reported
      }.sorted { $0.time < $1.time }
      return script
    }
    facts.shared = environmentChanges.filter {
      plan.history.hostClasses.indices.contains(Int($0.hostClass))
    }.map { change in
      var shared = TraceabilityFacts.SharedChange(change, in: plan.history)
      shared.hasPage = change.commit >= 0 && plan.hasCommitPage[Int(change.commit)]
      return shared
    }
    return facts
  }
}
