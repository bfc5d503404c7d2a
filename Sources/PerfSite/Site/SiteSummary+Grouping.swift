internal import PerfStatistics
internal import PerfTrace

extension SiteSummary {
  /// The changes as they are told: one of an environment instead of one of each script, and one instead of one of each
  /// machine.
  struct ToldChanges: Sendable {
    var environment: [EnvironmentChange] = []
    /// Index into `environment` by script and event; -1 where the change is the script's own.
    var environmentOfEvent: [[Int]]
    /// Changes that are a script's own, by script and place.
    var own: [Told] = []
  }

  /// Groups what the scripts' summaries tell, as `Trends` does with assessments.
  static func told(
    _ scripts: [ScriptSummary], plan: SitePlan, commitIndices: [String: Int32]
  ) -> ToldChanges {
    let positions = plan.collection.order.positions
    let hasCommits = !plan.history.commits.isEmpty
    let place = { (text: String) -> Int64 in
      hasCommits
        ? commitIndices[text].map { Int64(positions[Int($0)]) } ?? -1 : Int64(text) ?? -1
    }
    let span = { (stretch: ScriptSummary.Stretch) -> ClosedRange<Int64> in
      let (first, last) = (place(stretch.first), place(stretch.last))
      return min(first, last)...max(first, last)
    }
    var metrics = Numbering()
    var hosts = Numbering()
    var tags = Numbering()
    // In the order of host classes, so that groups of one place come as they do elsewhere.
    for name in plan.hostNames { _ = hosts.number(of: name.short) }
    var sights: [ChangeSight] = []
    var measured: [EnvironmentChange.Measured] = []
    var told = ToldChanges(
      environmentOfEvent: scripts.map { [Int](repeating: -1, count: $0.events.count) })
    for (script, summary) in scripts.enumerated() {
      let series = { (metric: Metric, host: String, tagWords: String) in
        ChangeSight.Series(
          script: Int32(script), metric: metrics.number(of: metric.id),
          hostClass: hosts.number(of: host), tagSet: tags.number(of: tagWords))
      }
      for line in summary.lines where line.isMainline && !line.span.first.isEmpty {
        measured.append(
          .init(
            series: series(line.metric, line.host, line.tags), points: line.points,
            span: span(line.span)))
      }
      for (index, event) in summary.events.enumerated() where event.kind != .spike {
        sights.append(
          ChangeSight(
            member: .init(assessment: script, change: index),
            series: series(event.metric, event.host, event.tags), kind: event.kind,
            direction: event.direction, effect: event.effect, strength: event.strength,
            previousCommit: commitIndices[event.previousSHA] ?? -1,
            commit: commitIndices[event.sha] ?? -1, time: event.time, span: span(event.span),
            differences: event.differences))
      }
    }
    told.environment = EnvironmentChange.group(
      sights.filter { scripts[$0.member.assessment].lines.first?.isMainline == true },
      measured: measured, positions: positions)
    for (index, change) in told.environment.enumerated() {
      for member in change.members {
        told.environmentOfEvent[member.assessment][member.change] = index
      }
    }
    let own = sights.filter {
      told.environmentOfEvent[$0.member.assessment][$0.member.change] < 0
    }
    told.own = ChangeSight.told(own).map {
      let member = own[$0.sight].member
      return Told(
        script: member.assessment, event: member.change, hosts: $0.hostCount,
        tagSets: $0.tagSetCount)
    }
    return told
  }

  /// Numbers for texts, in the order of their coming.
  private struct Numbering {
    private var numbers: [String: Int32] = [:]

    mutating func number(of text: String) -> Int32 {
      if let known = numbers[text] { return known }
      let number = Int32(numbers.count)
      numbers[text] = number
      return number
    }
  }
}
