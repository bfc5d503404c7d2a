package import PerfStatistics

/// The last comparable executions of a script before those of this invocation.
package struct EarlierExecutions: Sendable, Equatable {
  /// Wall times in seconds.
  package var times: [Double]
  package var commit: String?
  package var branch: String?

  /// The newest batch in `history` with successful executions of the same script on the same host class with the same tags.
  ///
  /// `fossils` are those of this invocation's run, which are left out; `nil` if there is no such batch.
  package init?(of fossils: [Fossil], in history: History) {
    guard let fossil = fossils.last,
      let script = history.scripts.firstIndex(of: fossil.script),
      let time = history.metrics.firstIndex(where: { $0.id == Metric.executionTime.id })
    else { return nil }
    let own = Set(fossils.map(\.id))
    let hostClass = fossil.environment.hostClass
    let tags = fossil.tags.sorted { $0.key < $1.key }
    let isAlike = history.environments.indices.map { environment in
      history.hostClasses[Int(history.hostClassOfEnvironment[environment])] == hostClass
    }
    let hasTags = history.tagSets.map { set in
      set.count == tags.count
        && zip(set, tags).allSatisfy { $0.key == $1.key && $0.value == $1.value }
    }
    var batch: Int32?
    times = []
    for row in (0..<history.count).reversed() where history.script[row] == Int32(script) {
      guard !own.contains(history.ids[row]), history.flags[row].isMeasurement,
        batch == nil || history.batch[row] == batch,
        isAlike[Int(history.environment[row])], hasTags[Int(history.tagSet[row])],
        let value = Self.value(of: history.columns[time], at: row)
      else { continue }
      if batch == nil {
        batch = history.batch[row]
        let index = history.commit[row]
        commit = index >= 0 ? history.commits[Int(index)].sha : nil
        let place = history.branch[row]
        branch = place >= 0 ? history.branches[Int(place)] : nil
      }
      times.append(value)
    }
    guard !times.isEmpty else { return nil }
  }

  /// Where they were measured: "the runs at 1a2b3c4d5e on main", as far as it is known.
  package var words: String {
    let places = [commit.map { "at \($0.prefix(10))" }, branch.map { "on \($0)" }].compactMap(
      \.self)
    return places.isEmpty
      ? "the last comparable runs" : "the runs " + places.joined(separator: " ")
  }

  private static func value(of column: History.MetricColumn, at row: Int) -> Double? {
    switch column {
    case .dense(let values): values[row].isFinite ? values[row] : nil
    case .sparse(let rows, let values):
      rows.firstIndex(of: Int32(row)).map { values[$0] }
    }
  }

  /// How much longer `times` took, as a ratio less 1, with its 95 % interval where the samples suffice.
  package func change(to times: [Double]) -> HodgesLehmann? {
    HodgesLehmann.ratio(base: self.times, head: times)
  }
}
