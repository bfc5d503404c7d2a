internal import PerfStatistics

extension EnvironmentChange {
  /// The least number of scripts, and the least share of those measured around a point, that make a group.
  static let leastScripts = 3
  static let leastShare = 0.5

  /// Groups the steps of `assessments` by host class, direction and place, and marks the members with their group's index.
  ///
  /// A group needs at least three scripts and half of those that were measured around the place. A script counts once,
  /// however many metrics it has: it was measured there if any of its series covers the place, and shows the change if
  /// any does. Only one line of development is looked at, the default branch's if `line` is `nil`. Groups come in commit
  /// order.
  ///
  /// - Complexity: O(groups · n log n) in the number of changes.
  package static func group(
    _ assessments: inout [SeriesAssessment], in collection: SeriesCollection, line: Int32? = nil
  ) -> [EnvironmentChange] {
    let line = line ?? collection.lines.defaultBranch
    let history = collection.history
    var sights: [ChangeSight] = []
    var measured: [Measured] = []
    for (index, assessment) in assessments.enumerated() where assessment.key.branch == line {
      let series = ChangeSight.Series(assessment.key)
      for (position, change) in assessment.changes.enumerated() where change.kind == .step {
        sights.append(
          change.sight(
            of: Member(assessment: index, change: position), series: series, in: history))
      }
      if let span = assessment.span {
        measured.append(Measured(series: series, points: assessment.pointCount, span: span))
      }
    }
    let changes = group(sights, measured: measured, positions: collection.order.positions)
    for (index, change) in changes.enumerated() {
      for member in change.members {
        assessments[member.assessment].changes[member.change].environmentChange = index
      }
    }
    return changes
  }

  /// Where a series begins and ends, and how long it is.
  package struct Measured: Sendable {
    package var series: ChangeSight.Series
    package var points: Int
    /// See `SeriesAssessment.span`.
    package var span: ClosedRange<Int64>

    package init(series: ChangeSight.Series, points: Int, span: ClosedRange<Int64>) {
      self.series = series
      self.points = points
      self.span = span
    }
  }

  /// Groups the steps among `sights` by host class, direction and place, as above; `positions` are those of the commit order.
  package static func group(
    _ sights: [ChangeSight], measured: [Measured], positions: [Int32]
  ) -> [EnvironmentChange] {
    let steps = sights.filter { $0.kind == .step && $0.span.lowerBound >= 0 }
    let sightsByHost = Dictionary(grouping: steps, by: \.series.hostClass)
    let measuredByHost = Dictionary(grouping: measured, by: \.series.hostClass)
    typealias Group = (
      change: EnvironmentChange, place: Int64, rank: Int, spans: [ClosedRange<Int64>]
    )
    var groups: [Group] = []
    for hostClass in sightsByHost.keys.sorted() {
      let onHost = sightsByHost[hostClass] ?? []
      let measured = MeasuredSpans(
        (measuredByHost[hostClass] ?? []).filter { $0.points >= 10 }
          .map { ($0.series.script, $0.span) })
      for (rank, direction) in [Change.Direction.worse, .better].enumerated() {
        var candidates = onHost.filter { $0.direction == direction }
        while let (place, chosen, candidateCount) = densest(candidates, measured: measured) {
          let change = EnvironmentChange(
            chosen, candidateCount: candidateCount, positions: positions)
          groups.append((change, place, rank, chosen.map(\.span)))
          let taken = Set(chosen.map(\.member))
          candidates.removeAll { taken.contains($0.member) }
        }
      }
    }
    groups.sort {
      ($0.place, $0.change.hostClass, $0.rank) < ($1.place, $1.change.hostClass, $1.rank)
    }
    for index in groups.indices {
      groups[index].change.isSharedByHosts = groups.indices.contains { other in
        groups[other].change.hostClass != groups[index].change.hostClass
          && groups[other].spans.contains { $0.contains(groups[index].place) }
      }
    }
    return groups.map(\.change)
  }

  /// The place that most scripts changed at, if they are many enough; the earliest of equals.
  private static func densest(
    _ candidates: [ChangeSight], measured: MeasuredSpans
  ) -> (place: Int64, chosen: [ChangeSight], measured: Int)? {
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
      // Counting scripts, not changes, costs more and is done for promising places only.
      let count = Set(candidates.lazy.filter { $0.span.contains(end) }.map(\.series.script)).count
      let candidateCount = max(measured.count(at: end), count)
      guard count >= leastScripts, count > best?.count ?? 0,
        Double(count) >= leastShare * Double(candidateCount)
      else { continue }
      best = (end, count, candidateCount)
    }
    guard let best else { return nil }
    return (best.place, candidates.filter { $0.span.contains(best.place) }, best.measured)
  }

  private init(_ sights: [ChangeSight], candidateCount: Int, positions: [Int32]) {
    var votes: [Int32: Int] = [:]
    for sight in sights { votes[sight.commit, default: 0] += 1 }
    let position = { (commit: Int32) in commit < 0 ? -1 : positions[Int(commit)] }
    let commit =
      votes.max { a, b in
        a.value != b.value ? a.value < b.value : position(a.key) > position(b.key)
      }?.key ?? -1
    let voters = sights.filter { $0.commit == commit }
    self.hostClass = sights.first?.series.hostClass ?? -1
    self.commit = commit
    self.previousCommit =
      voters.map(\.previousCommit).max { position($0) < position($1) } ?? -1
    self.time = voters.map(\.time).min() ?? Timestamp(milliseconds: 0)
    self.members = sights.map(\.member)
    self.scriptCount = Set(sights.map(\.series.script)).count
    self.candidateCount = candidateCount
    self.effect = median(sights.map(\.effect)) ?? 0
    self.isSharedByHosts = false
    self.differences = Self.differences(of: sights)
  }

  /// What at least half of the changes' environments agree on having changed, in the order of the first one's keys.
  private static func differences(of sights: [ChangeSight]) -> [Difference] {
    var counts: [Difference: Int] = [:]
    var order: [Difference] = []
    for difference in sights.lazy.flatMap(\.differences) {
      if counts[difference] == nil { order.append(difference) }
      counts[difference, default: 0] += 1
    }
    return order.filter { 2 * (counts[$0] ?? 0) >= sights.count }
  }
}

/// How many scripts were measured around a place, by counting where their series begin and end.
private struct MeasuredSpans {
  private var begins: [Int64] = []
  private var ends: [Int64] = []

  init(_ spans: [(script: Int32, span: ClosedRange<Int64>)]) {
    // What overlaps of one script is counted once.
    var last: [Int32: ClosedRange<Int64>] = [:]
    for (script, span) in spans.sorted(by: { $0.span.lowerBound < $1.span.lowerBound }) {
      guard let known = last[script], span.lowerBound <= known.upperBound else {
        if let known = last[script] { ends.append(known.upperBound) }
        begins.append(span.lowerBound)
        last[script] = span
        continue
      }
      last[script] = known.lowerBound...max(known.upperBound, span.upperBound)
    }
    ends += last.values.map(\.upperBound)
    ends.sort()
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
