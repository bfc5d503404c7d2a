import PerfTrace
import Testing

@Suite struct TraceabilityReportTests {
  private static let sha = String(repeating: "b", count: 40)
  private static let before = String(repeating: "a", count: 40)

  private static func event(
    effect: Double, metric: Metric = .executionTime, status: Change.Status = .standing
  ) -> TraceabilityFacts.Event {
    TraceabilityFacts.Event(
      metric: metric, host: "Test CPU", effect: effect, levelBefore: 1, levelAfter: 1 + effect,
      isWorse: effect > 0, status: status, sha: sha, subject: "Parse | twice",
      previousSHA: before, time: Timestamp(milliseconds: 1_736_503_200_000))
  }

  private static func script(
    _ name: String, command: [String] = ["python3", "work.py"],
    events: [TraceabilityFacts.Event] = []
  ) -> TraceabilityFacts.Script {
    var script = TraceabilityFacts.Script(name: name)
    script.executions = 20
    script.command = command
    script.metric = .executionTime
    (script.level, script.firstLevel, script.latest) = (1.25, 1, 1.3)
    (script.points, script.noise, script.hosts) = (20, 0.01, 1)
    script.events = events
    return script
  }

  private static func report(
    _ scripts: [TraceabilityFacts.Script], site: String? = nil
  ) -> String {
    var facts = TraceabilityFacts()
    facts.scripts = scripts
    facts.executions = scripts.reduce(0) { $0 + $1.executions }
    facts.period =
      Timestamp(milliseconds: 1_735_689_600_000)...Timestamp(milliseconds: 1_736_503_200_000)
    return TraceabilityReport(facts: facts, site: site).markdown
  }

  /// The lines below a heading, up to the next.
  private static func section(_ heading: String, of report: String) -> [Substring] {
    Array(
      report.split(separator: "\n").drop { $0 != "## " + heading }.dropFirst()
        .prefix { !$0.hasPrefix("## ") })
  }

  @Test func hasTheSectionsInTheirOrder() {
    let report = Self.report([Self.script("work", events: [Self.event(effect: 0.25)])])
    #expect(
      report.split(separator: "\n").filter { $0.hasPrefix("#") } == [
        "# Performance Traceability Report", "## Executive Summary",
        "## Performance Trends by Script", "## Performance Regressions Detected",
        "## Granular Traceability", "## Environment Summary", "## Recommendations",
      ])
    let summary = Self.section("Executive Summary", of: report)
    #expect(summary.contains("- **Total Executions**: 20"))
    #expect(summary.contains("- **Time Period**: 2025-01-01 to 2025-01-10"))
    #expect(summary.contains("- **Changes Standing**: 1 for the worse, 0 for the better"))
  }

  @Test func listsARegressionWithItsCommitAndLeavesTheTableWhole() throws {
    let report = Self.report([Self.script("work", events: [Self.event(effect: 0.25)])])
    let rows = Self.section("Performance Regressions Detected", of: report)
    let row = try #require(rows.last)
    #expect(row.contains("+25.0 %"))
    #expect(row.contains("bbbbbbbbbb"))
    // The bar in the commit's subject opens no new cell.
    let cells = { (line: Substring) in line.replacing("\\|", with: "").count { $0 == "|" } }
    #expect(rows.filter { $0.hasPrefix("|") }.allSatisfy { cells($0) == cells(row) })
  }

  @Test(arguments: [
    (0.09, Change.Status.standing, "below the limit"), (0.25, .recovered, "recovered"),
    (-0.25, .standing, "for the better"), (0.25, .accepted(reason: "wanted"), "accepted"),
  ])
  func listsNoRegressionForWhatIsNone(effect: Double, status: Change.Status, what: Comment) {
    let report = Self.report([
      Self.script("work", events: [Self.event(effect: effect, status: status)])
    ])
    #expect(
      Self.section("Performance Regressions Detected", of: report) == [
        "No regression of 10 % or more stands."
      ], what)
  }

  @Test func listsWhatWasAccepted() {
    let report = Self.report([
      Self.script(
        "work", events: [Self.event(effect: 0.25, status: .accepted(reason: "a | wanted"))])
    ])
    let rows = Self.section("Accepted Changes", of: report)
    #expect(rows.last?.contains(": `a \\| wanted` |") == true)
    #expect(report.contains("0 for the worse, 0 for the better, 1 accepted"))
    #expect(report.contains("no regression stands"))
  }

  @Test func tellsOnceWhatSeveralMachinesShow() {
    var other = Self.event(effect: 0.35)
    other.host = "Other CPU"
    let report = Self.report([
      Self.script("work", events: [Self.event(effect: 0.25), other])
    ])
    #expect(report.contains("- **Changes Standing**: 1 for the worse, 0 for the better"))
    let rows = Self.section("Performance Regressions Detected", of: report)
    #expect(rows.count { $0.contains("work") } == 1)
    #expect(rows.last?.hasSuffix("| `Other CPU` and 1 more |") == true)
    #expect(rows.last?.contains("+35.0 %") == true)
  }

  @Test func listsNoChangeThatManyScriptsShare() {
    var event = Self.event(effect: 0.25)
    event.isShared = true
    let report = Self.report([Self.script("work", events: [event])])
    #expect(report.contains("- **Changes Standing**: 0 for the worse, 0 for the better"))
    #expect(
      Self.section("Performance Regressions Detected", of: report) == [
        "No regression of 10 % or more stands."
      ])
  }

  @Test func linksToTheSiteOnlyIfThereIsOne() {
    let scripts = [Self.script("work", events: [Self.event(effect: 0.25)])]
    #expect(Self.report(scripts, site: "../").contains("](../scripts/work/index.html)"))
    #expect(Self.report(scripts, site: "../").contains("](../commits/\(Self.sha)/index.html)"))
    #expect(!Self.report(scripts).contains("]("))
  }

  // MARK: Recommendations

  private static func advice(_ scripts: [TraceabilityFacts.Script]) -> [Substring] {
    section("Recommendations", of: report(scripts))
  }

  @Test(arguments: [
    (20, 0.012, 0, "nothing fails, and points vary by at most 1.2 % around their level"),
    (
      3, 0.4, 0,
      "nothing fails, and how noisy one script is cannot be told from so few commits"
    ),
    (
      20, 0.012, 1,
      "no script fails in more than 15 % of its executions, and points vary by at most 1.2 % around their level"
    ),
  ])
  func recommendsNothingWhereNothingIsWrong(
    points: Int, noise: Double, failures: Int, words: String
  ) {
    var script = Self.script("work")
    (script.points, script.noise, script.failures) = (points, noise, failures)
    script.executions = 20
    #expect(
      Self.advice([script]) == [
        "Nothing calls for action: no regression stands, \(words)."
      ])
  }

  @Test(arguments: [
    (["python3", "work.py"], "python3 -m cProfile -s cumulative work.py"),
    (["/usr/bin/node", "a b.js"], "node --cpu-prof 'a b.js'"),
    (["bun", "work.ts"], "bun --cpu-prof work.ts"),
    (["bash", "work.sh"], "PS4='+ $EPOCHREALTIME ' bash -x work.sh"),
    (["./work"], "perf record -g -- ./work"),
  ])
  func namesCommitAndProfilerOfARegression(command: [String], profile: String) throws {
    let lines = Self.advice([
      Self.script("work", command: command, events: [Self.event(effect: 0.25)])
    ])
    let line = try #require(lines.first)
    #expect(lines.count == 1)
    #expect(line.contains("git log -p aaaaaaaaaa..bbbbbbbbbb"))
    #expect(line.contains(profile))
  }

  @Test func profilesMemoryWhereMemoryGrew() throws {
    let lines = Self.advice([
      Self.script(
        "work", command: ["./work"], events: [Self.event(effect: 0.5, metric: .memoryUsage)])
    ])
    #expect(try #require(lines.first).contains("valgrind --tool=massif ./work"))
  }

  @Test func tellsFailuresWithTheirNumber() {
    var failing = Self.script("work")
    (failing.failures, failing.timeouts) = (4, 1)
    #expect(
      Self.advice([failing]).map(String.init) == [
        "- `work` failed in 4 of 20 executions, 1 of them by running out of time."
          + " Run it by hand to see why: `python3 work.py`."
      ])
    failing.failures = 3
    #expect(Self.advice([failing]).first?.hasPrefix("Nothing calls") == true, "85 % is enough")
  }

  @Test func tellsHowManyRunsNoiseAsksFor() throws {
    var noisy = Self.script("work")
    noisy.noise = 0.1
    // n = 2 (z0.99 + z0.90)² s²/d²; R: ceiling(2 * (qnorm(.99) + qnorm(.9))^2 * (.1 / .05)^2) = 105
    #expect(try #require(Self.advice([noisy]).first).contains("perftrace track --runs 105"))
  }
}
