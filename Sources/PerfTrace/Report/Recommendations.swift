/// What follows from the data: which script, which commit, what to try. Nothing is said that no fact asks for.
struct Recommendations: Sendable {
  private static let mostRegressions = 5
  private static let mostOthers = 3
  /// A success rate below this is worth a word.
  private static let leastSuccess = 0.85
  /// Points below which nothing can be said of noise.
  private static let leastPoints = 5
  /// The change that runs should be able to show.
  private static let visibleEffect = 0.05

  let report: TraceabilityReport

  /// The lines of a list, or of a paragraph where there is nothing to do.
  var lines: [String] {
    let found = regressions + failures + noisy + hosts + shares
    return found.isEmpty ? ["Nothing calls for action: \(Self.list(quiet))."] : found
  }

  /// What there is to say where nothing calls for action, as far as the data goes.
  private var quiet: [String] {
    var parts = ["no regression stands"]
    let failures = scripts.reduce(0) { $0 + $1.failures }
    parts.append(
      failures == 0
        ? "nothing fails"
        : "no script fails in more than \(Quantity.share(1 - Self.leastSuccess)) of its executions")
    let measured = scripts.filter { $0.metric != nil }
    let few = measured.count { $0.points < Self.leastPoints }
    if let noisiest = measured.filter({ $0.points >= Self.leastPoints }).map(\.noise).max(),
      few == 0
    {
      parts.append(
        "points vary by at most \(Quantity(noisiest * 100, .percent).text) around their level")
    } else if few > 0 {
      parts.append(
        "how noisy \(few == 1 ? "one script is" : "\(Quantity.count(few)) scripts are") cannot be told from so few commits"
      )
    }
    return parts
  }

  private static func list(_ parts: [String]) -> String {
    parts.dropLast().joined(separator: ", ") + ", and " + (parts.last ?? "")
  }

  private var scripts: [TraceabilityFacts.Script] { report.facts.scripts }

  private var regressions: [String] {
    report.regressions.prefix(Self.mostRegressions).map { finding in
      let event = finding.event
      let change =
        "\(report.link(toScript: finding.script.name)) has \(Quantity.change(event.effect)) "
        + "\(event.metric.title)"
      let place: String
      switch (event.sha.isEmpty, event.previousSHA.isEmpty) {
      case (true, _): place = " since \(event.time.iso8601)."
      case (false, true): place = " since \(report.link(toCommitOf: event))."
      case (false, false):
        place =
          " since \(report.link(toCommitOf: event)). See what came in: "
          + MarkdownText.code("git log -p \(event.previousSHA.prefix(10))..\(event.sha.prefix(10))")
          + "."
      }
      let profile = ProfileCommand(
        command: finding.script.command, ofMemory: event.metric.unit == .mebibytes)
      let next =
        profile.map { " Then profile it: \(MarkdownText.code($0.text, limit: 300))." } ?? ""
      return "- \(change)\(place)\(next)"
    }
  }

  private var failures: [String] {
    scripts.filter {
      $0.executions > 0
        && Double($0.executions - $0.failures) < Self.leastSuccess * Double($0.executions)
    }
    .sorted { $0.failures * $1.executions > $1.failures * $0.executions }
    .prefix(Self.mostOthers).map { script in
      let timeouts =
        script.timeouts > 0
        ? ", \(Quantity.count(script.timeouts)) of them by running out of time" : ""
      let again =
        script.command.isEmpty
        ? ""
        : " Run it by hand to see why: \(MarkdownText.code(Self.shellWords(script.command), limit: 300))."
      return
        "- \(report.link(toScript: script.name)) failed in \(Quantity.count(script.failures)) of "
        + "\(Quantity.count(script.executions)) executions\(timeouts).\(again)"
    }
  }

  private var noisy: [String] {
    scripts.filter { $0.points >= Self.leastPoints && $0.noise > Self.visibleEffect }
      .sorted { $0.noise > $1.noise }
      .prefix(Self.mostOthers).map { script in
        // Two samples of n runs tell a difference d of a spread s at 1 % with a power of 90 % if
        // n = 2 (z0.99 + z0.90)² s²/d² (Snedecor and Cochran, Statistical Methods, section 6.14).
        let ratio = script.noise / Self.visibleEffect
        let runs = Int(min(1e9, 2 * 3.608 * 3.608 * ratio * ratio).rounded(.up))
        return
          "- \(report.link(toScript: script.name)) varies by \(Quantity(script.noise * 100, .percent).text) "
          + "from point to point; "
          + (runs <= Comparator.mostValues
            ? "a change of 5 % shows with about \(Quantity.count(runs)) runs of each side: "
              + MarkdownText.code("perftrace track --runs \(runs)") + "."
            : "no number of runs that is practical shows a change of 5 %: a quieter machine or more work in one "
              + "execution may.")
      }
  }

  private var hosts: [String] {
    let classes = report.facts.hosts.count
    let split = scripts.count { $0.hosts > 1 }
    guard classes > 1, split > 0 else { return [] }
    return [
      "- \(Quantity.count(split)) of \(Quantity.count(scripts.count)) scripts ran on several of "
        + "\(Quantity.count(classes)) classes of machines, which are never compared. Runs on one class of machine "
        + "show smaller changes sooner."
    ]
  }

  private var shares: [String] {
    let timed = scripts.filter { $0.metric == Metric.executionTime && $0.level > 0 }
    let total = timed.reduce(0) { $0 + $1.level }
    guard timed.count >= 4, let slowest = timed.max(by: { $0.level < $1.level }),
      slowest.level > 0.4 * total
    else { return [] }
    let profile = ProfileCommand(command: slowest.command, ofMemory: false)
    let next = profile.map { ": \(MarkdownText.code($0.text, limit: 300))" } ?? ""
    return [
      "- \(report.link(toScript: slowest.name)) takes \(Quantity(slowest.level / total * 100, .percent).text) of the time "
        + "of one run of everything; profiling it first pays most\(next)."
    ]
  }

  /// A command line as a shell reads it.
  static func shellWords(_ words: [String]) -> String {
    words.map { word in
      let plain = word.utf8.allSatisfy {
        ($0 >= 0x30 && $0 <= 0x39) || ($0 >= 0x41 && $0 <= 0x5A) || ($0 >= 0x61 && $0 <= 0x7A)
          || "-_./=:,+@%".utf8.contains($0)
      }
      return plain && !word.isEmpty ? word : "'" + word.replacing("'", with: "'\\''") + "'"
    }.joined(separator: " ")
  }
}

/// The command that profiles a script, by what runs it.
struct ProfileCommand: Sendable {
  let text: String

  /// `nil` where the command line is unknown.
  init?(command: [String], ofMemory: Bool) {
    guard let program = command.first else { return nil }
    let name = program.split(separator: "/").last.map(String.init) ?? program
    let rest = Recommendations.shellWords(Array(command.dropFirst()))
    let whole = Recommendations.shellWords(command)
    switch (name, ofMemory) {
    case ("bun", false): text = "bun --cpu-prof \(rest)"
    case ("bun", true): text = "bun --inspect \(rest)"
    case ("node", false): text = "node --cpu-prof \(rest)"
    case ("node", true): text = "node --heap-prof \(rest)"
    case _ where name.hasPrefix("python") && !ofMemory:
      text = "\(name) -m cProfile -s cumulative \(rest)"
    case _ where name.hasPrefix("python"): text = "\(name) -X tracemalloc \(rest)"
    case ("bash", false), ("sh", false), ("zsh", false):
      text = "PS4='+ $EPOCHREALTIME ' bash -x \(rest)"
    case (_, true): text = "valgrind --tool=massif \(whole)"
    default: text = "perf record -g -- \(whole)"
    }
  }
}
