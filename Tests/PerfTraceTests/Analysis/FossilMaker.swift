import PerfTestSupport
import PerfTrace

/// Makes fossils of made-up executions, one minute apart, with hashes that tell their commit's number.
struct FossilMaker {
  var script = "build"
  var branch: String? = "main"
  var cpu = "EPYC 7763"
  var runner = ""
  var recorder: String? = "perftrace 0.1.0"
  var batch: String?
  var namesParents = true
  private(set) var fossils: [Fossil] = []
  private var generator = SeededGenerator(seed: 7)

  static func sha(_ number: Int) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
      + String(repeating: "a", count: 32)
  }

  /// Milliseconds of the commit with a number: an hour each, from 2026-01-01 on.
  static func time(_ commit: Int) -> Int64 { 1_767_225_600_000 + Int64(commit) * 3_600_000 }

  @discardableResult
  mutating func add(
    commit: Int?, value: Double?, parents: [Int]? = nil, change: (inout Fossil) -> Void = { _ in }
  ) -> Fossil {
    let index = fossils.count
    let time = commit.map(Self.time) ?? Self.time(0)
    var fossil = Fossil(
      id: FossilID(high: 1, low: UInt64(index)), script: script,
      timestamp: Timestamp(milliseconds: time + 600_000 + Int64(index % 10_000) * 10))
    fossil.executionTime = value
    fossil.exitCode = 0
    fossil.gitBranch = branch
    fossil.recorder = recorder
    fossil.environment.values["os"] = "Linux"
    fossil.environment.values["cpu_model"] = cpu
    if !runner.isEmpty { fossil.environment.values["runner"] = runner }
    if let batch {
      fossil.run = RunPosition(id: "\(batch)/\(script)", index: 0, count: nil, batch: batch)
    }
    if let commit {
      fossil.gitSHA = Self.sha(commit)
      var git = GitRecord()
      git.committedAt = Timestamp(milliseconds: time)
      git.subject = "Commit \(commit)"
      if namesParents {
        git.parents = (parents ?? (commit > 0 ? [commit - 1] : [])).map(Self.sha)
      }
      fossil.git = git
    }
    change(&fossil)
    fossils.append(fossil)
    return fossil
  }

  /// Adds executions of one commit with normal noise around `level`.
  mutating func add(commit: Int, level: Double, noise: Double = 0.01, runs: Int = 1) {
    for _ in 0..<runs {
      let value = level * (1 + noise * generator.nearlyNormal())
      add(commit: commit, value: value)
    }
  }

  mutating func changeFossils(from index: Int, _ change: (inout Fossil) -> Void) {
    for index in index..<fossils.count { change(&fossils[index]) }
  }

  var history: History { History(fossils: fossils) }
  var collection: SeriesCollection { SeriesCollection(history) }

  func collection(accepted: [Annotations.AcceptedChange]) -> SeriesCollection {
    var (history, annotations) = (history, Annotations())
    annotations.accepted = accepted
    history.apply(annotations)
    return SeriesCollection(history)
  }
}
