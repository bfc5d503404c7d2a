internal import PerfStatistics

extension EnvironmentChange {
  /// The least number of scripts, and the least share of those measured around a point, that make a group.
  static let leastScripts = 3
  static let leastShare = 0.5

  /// A change as the grouping sees it.
  private struct Candidate {
    var member: Member
    /// What is counted once: the script, or a custom metric of it.
    var benchmark: Int64
    var span: ClosedRange<Int64>
  }

  /// Groups the steps of `assessments` by host class and place, and marks the members with their group's index.
  ///
  /// A group needs at least three scripts and half of those that were measured around the place; a custom metric
  /// counts as a script of its own, since other tools report many benchmarks under one name. Only one line of
  /// development is looked at, the default branch's if `line` is `nil`. Groups come in commit order.
  ///
  /// - Complexity: O(groups · n log n) in the number of changes.
  package static func group(
    _ assessments: inout [SeriesAssessment], in collection: SeriesCollection, line: Int32? = nil
  ) -> [EnvironmentChange] {
    let line = line ?? collection.lines.defaultBranch
    let history = collection.history
    var groups: [(change: EnvironmentChange, place: Int64)] = []
    for hostClass in history.hostClasses.indices {
      let indices = assessments.indices.filter {
        Int(assessments[$0].key.hostClass) == hostClass
          && assessments[$0].key.branch == line
      }
      var candidates: [Candidate] = []
      for index in indices {
        let assessment = assessments[index]
        let benchmark = benchmark(of: assessment.key, in: history)
        for (position, change) in assessment.changes.enumerated()
        where change.kind == .step && change.span.lowerBound >= 0 {
          candidates.append(
            Candidate(
              member: Member(assessment: index, change: position), benchmark: benchmark,
              span: change.span))
        }
      }
      let measured = MeasuredSpans(
        indices.compactMap { index in
          let assessment = assessments[index]
          guard assessment.pointCount >= 10, let span = assessment.span else { return nil }
          return (benchmark(of: assessment.key, in: history), span)
        })
      while let (place, chosen, candidateCount) = densest(candidates, measured: measured) {
        let change = EnvironmentChange(
          members: chosen.map(\.member), scriptCount: Set(chosen.map(\.benchmark)).count,
          candidateCount: candidateCount, hostClass: Int32(hostClass), assessments: assessments,
          collection: collection)
        groups.append((change, place))
        let taken = Set(chosen.map(\.member))
        candidates.removeAll { taken.contains($0.member) }
      }
    }
    groups.sort { ($0.place, $0.change.hostClass) < ($1.place, $1.change.hostClass) }
    for index in groups.indices {
      groups[index].change.isSharedByHosts = groups.indices.contains { other in
        groups[other].change.hostClass != groups[index].change.hostClass
          && groups[other].change.members.contains {
            assessments[$0.assessment].changes[$0.change].span.contains(groups[index].place)
          }
      }
      for member in groups[index].change.members {
        assessments[member.assessment].changes[member.change].environmentChange = index
      }
    }
    return groups.map(\.change)
  }

  private static func benchmark(of key: SeriesKey, in history: History) -> Int64 {
    let isBuiltIn = Metric.builtIn.contains { $0.id == history.metrics[Int(key.metric)].id }
    return Int64(key.script) << 32 | Int64(isBuiltIn ? 0 : key.metric + 1)
  }

  /// The place that most benchmarks changed at, if they are many enough; the earliest of equals.
  private static func densest(
    _ candidates: [Candidate], measured: MeasuredSpans
  ) -> (place: Int64, chosen: [Candidate], measured: Int)? {
    guard candidates.count >= leastScripts else { return nil }
    // The densest place is found at the end of some span: spans end after others begin.
    let begins = candidates.map(\.span.lowerBound).sorted()
    let ends = candidates.map(\.span.upperBound).sorted()
    var best: (place: Int64, count: Int, measured: Int)?
    var (begun, ended) = (0, 0)
    for (index, end) in ends.enumerated() where index == 0 || ends[index - 1] != end {
      while begun < begins.count && begins[begun] <= end { begun += 1 }
      while ended < ends.count && ends[ended] < end { ended += 1 }
      guard begun - ended >= leastScripts, begun - ended > best?.count ?? 0 else { continue }
      // Counting benchmarks, not changes, costs more and is done for promising places only.
      let count = Set(candidates.lazy.filter { $0.span.contains(end) }.map(\.benchmark)).count
      let candidateCount = max(measured.count(at: end), count)
      guard count >= leastScripts, count > best?.count ?? 0,
        Double(count) >= leastShare * Double(candidateCount)
      else { continue }
      best = (end, count, candidateCount)
    }
    guard let best else { return nil }
    return (best.place, candidates.filter { $0.span.contains(best.place) }, best.measured)
  }

  private init(
    members: [Member], scriptCount: Int, candidateCount: Int, hostClass: Int32,
    assessments: [SeriesAssessment], collection: SeriesCollection
  ) {
    let changes = members.map { assessments[$0.assessment].changes[$0.change] }
    var votes: [Int32: Int] = [:]
    for change in changes { votes[change.commit, default: 0] += 1 }
    let position = { (commit: Int32) in commit < 0 ? -1 : collection.order.positions[Int(commit)] }
    let commit =
      votes.max { a, b in
        a.value != b.value ? a.value < b.value : position(a.key) > position(b.key)
      }?.key ?? -1
    let voters = changes.filter { $0.commit == commit }
    self.hostClass = hostClass
    self.commit = commit
    self.previousCommit =
      voters.map(\.previousCommit).max { position($0) < position($1) } ?? -1
    self.time = voters.map(\.time).min() ?? Timestamp(milliseconds: 0)
    self.members = members
    self.scriptCount = scriptCount
    self.candidateCount = candidateCount
    self.effect = median(changes.map(\.effect)) ?? 0
    self.isSharedByHosts = false
    self.differences = Self.differences(of: changes, in: collection.history)
  }

  /// What at least half of the changes' environments agree on having changed, in the order of the first one's keys.
  private static func differences(of changes: [Change], in history: History) -> [Difference] {
    var counts: [Difference: Int] = [:]
    var order: [Difference] = []
    for change in changes
    where change.environmentBefore >= 0 && change.environmentAfter >= 0
      && change.environmentBefore != change.environmentAfter
    {
      let before = history.environments[Int(change.environmentBefore)].values
      let after = history.environments[Int(change.environmentAfter)].values
      for key in after.keys + before.keys.filter({ after[$0] == nil }) {
        let difference = Difference(key: key, before: before[key] ?? "", after: after[key] ?? "")
        guard difference.before != difference.after else { continue }
        if counts[difference] == nil { order.append(difference) }
        counts[difference, default: 0] += 1
      }
    }
    return order.filter { 2 * (counts[$0] ?? 0) >= changes.count }
  }
}

/// How many benchmarks were measured around a place, by counting where their series begin and end.
private struct MeasuredSpans {
  private var begins: [Int64] = []
  private var ends: [Int64] = []

  init(_ spans: [(benchmark: Int64, span: ClosedRange<Int64>)]) {
    var merged: [Int64: ClosedRange<Int64>] = [:]
    for (benchmark, span) in spans {
      let known = merged[benchmark] ?? span
      merged[benchmark] =
        min(known.lowerBound, span.lowerBound)...max(known.upperBound, span.upperBound)
    }
    begins = merged.values.map(\.lowerBound).sorted()
    ends = merged.values.map(\.upperBound).sorted()
  }

  func count(at place: Int64) -> Int {
    Self.count(of: begins, upTo: place) - Self.count(of: ends, upTo: place - 1)
  }

  /// Number of values of a sorted array that are at most `bound`.
  private static func count(of sorted: [Int64], upTo bound: Int64) -> Int {
    var (low, high) = (0, sorted.count)
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle] <= bound { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
