internal import PerfStatistics
internal import PerfTrace

/// Executions that another tool would show as one result: those of one run, or one alone.
struct ExportGroup: Sendable {
  private(set) var fossils: [Fossil]

  init(_ fossil: Fossil) { fossils = [fossil] }

  var first: Fossil { fossils[0] }

  mutating func append(_ fossil: Fossil) { fossils.append(fossil) }

  /// The script with its tags behind it, for formats that have no tags: `sort (size=10, kind=quick)`.
  var name: String {
    let tags = first.tags
    guard !tags.isEmpty else { return first.script }
    return "\(first.script) (\(tags.map { "\($0.key)=\($0.value)" }.joined(separator: ", ")))"
  }

  /// What the source of an imported fossil said, by its key.
  func detail(_ key: String) -> JSONValue? { first.unknown["source"]?[key] }

  var times: [Double] { fossils.compactMap(\.executionTime) }

  var memory: [Double] { fossils.compactMap(\.memoryUsage) }

  /// Custom metrics of the group, each with its median over the executions.
  var metrics: [(id: String, metric: CustomMetric)] {
    first.metrics.map { id, metric in
      var metric = metric
      let values = fossils.compactMap { $0.metrics[id]?.value }
      metric.value = median(values) ?? metric.value
      if values.count > 1 { metric.spread = medianAbsoluteDeviation(values) }
      return (id, metric)
    }
  }
}

/// Groups fossils as they come, in the order of the first of each group.
struct ExportGrouping: Sendable {
  private(set) var groups: [ExportGroup] = []
  private var positions: [Key: Int] = [:]

  private struct Key: Hashable {
    var run: String
    var name: String
    var host: HostClass
    var commit: String?
  }

  /// Takes an execution; warm-ups and those that were broken off or failed are nobody's result.
  mutating func append(_ fossil: Fossil) {
    guard fossil.run?.warmup != true, !fossil.outcome.interrupted, fossil.succeeded else { return }
    let alone = ExportGroup(fossil)
    let key = Key(
      run: fossil.run?.id ?? fossil.id.description, name: alone.name,
      host: fossil.environment.hostClass, commit: fossil.gitSHA)
    if let position = positions[key] {
      groups[position].append(fossil)
    } else {
      positions[key] = groups.count
      groups.append(alone)
    }
  }

  /// The latest group of each script, with its tags, on each kind of host and branch; in order of names.
  var latest: [ExportGroup] {
    var latest: [[String]: ExportGroup] = [:]
    for group in groups {
      let host = group.first.environment.hostClass
      latest[
        [
          group.name, host.os, host.arch, host.cpuModel, host.cpuCores, host.runner,
          group.first.gitBranch ?? "",
        ]] = group
    }
    return latest.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value)
  }
}
