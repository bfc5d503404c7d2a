import PerfSite
import PerfTestSupport
import PerfTrace
import Testing

/// What many scripts show at one commit is told once, and what several machines show is told once.
@Suite struct EnvironmentGroupingTests {
  private static func wobble(_ commit: Int, _ script: Int) -> Double {
    1 + 0.01 * Double((commit * 7 + script * 3) % 5 - 2)
  }

  /// Six scripts over forty commits; the first `changed` get slower by a fifth at the twenty-first.
  private static func lines(
    changed: Int, cpus: [String] = ["Test CPU"], custom: [String: Double] = [:]
  ) throws -> [String] {
    var lines: [String] = []
    for commit in 0..<40 {
      for script in 0..<6 {
        for (index, cpu) in cpus.enumerated() {
          let level = script < changed && commit >= 20 ? 1.2 : 1.0
          lines.append(
            try FossilFixture(
              script: "script-\(script)", seconds: level * wobble(commit, script), commit: commit,
              cpu: cpu, run: index, custom: custom
            ).line)
        }
      }
    }
    return lines
  }

  private static func build(_ lines: [String], in folder: TemporaryFolder) async throws {
    let store = try FossilFixture.store(lines, in: folder)
    let (history, _) = try await store.loadHistory(threads: 1)
    let options = SiteOptions(identity: SiteIdentity(title: "Test", version: "0.1.0"))
    let builder = SiteBuilder(history: history, options: options, theme: try Theme(overrides: nil))
    _ = try await builder.build(into: try SiteWriter(folder: folder.path("site")))
  }

  private static func page(_ name: String, in folder: TemporaryFolder) throws -> String {
    String(decoding: try folder.read("site/" + name), as: UTF8.self)
  }

  @Test func tellsOnceWhatManyScriptsShare() async throws {
    let folder = try TemporaryFolder()
    try await Self.build(try Self.lines(changed: 5), in: folder)
    let sentence = "5 of 6 benchmarks changed together on Test, 4 cores, by +"
    for name in ["index.html", "regressions/index.html", "feed.xml"] {
      #expect(try Self.page(name, in: folder).contains(sentence), "\(name)")
    }
    let index = try Self.page("index.html", in: folder)
    #expect(index.contains("5 of 6 scripts changed together with others with their last change."))
    #expect(index.contains("5 changes told as one"))
    let changes = try Self.page("regressions/index.html", in: folder)
    #expect(changes.contains("1 change of a level with 1 commit"))
    #expect(!changes.contains("Standing regressions"))
    let report = try Self.page("report/index.html", in: folder)
    #expect(report.contains("Changes of the Environment</h2>"))
    #expect(report.contains("<strong>Changes Standing</strong>: 0 for the worse"))
    // The commit's own page still names each.
    let commit = try Self.page("commits/\(FossilFixture.sha(20))/index.html", in: folder)
    #expect(commit.ranges(of: "scripts/script-").count > 6)
  }

  @Test func countsScriptsAndNotTheirMetrics() async throws {
    let folder = try TemporaryFolder()
    try await Self.build(
      try Self.lines(changed: 4, custom: ["requests": 1000, "queries": 7]), in: folder)
    let changes = try Self.page("regressions/index.html", in: folder)
    #expect(changes.contains("4 of 6 benchmarks changed together"))
    #expect(!changes.contains("Standing regressions"))
    let report = try Self.page("report/index.html", in: folder)
    #expect(report.contains("<strong>Changes Standing</strong>: 0 for the worse"))
  }

  @Test func leavesAloneWhatFewScriptsShow() async throws {
    let folder = try TemporaryFolder()
    try await Self.build(try Self.lines(changed: 2), in: folder)
    let index = try Self.page("index.html", in: folder)
    #expect(!index.contains("changed together"))
    #expect(index.contains("2 of 6 scripts got worse with their last change."))
    #expect(try Self.page("regressions/index.html", in: folder).contains("Standing regressions"))
  }

  @Test func tellsOnceWhatSeveralMachinesShow() async throws {
    let folder = try TemporaryFolder()
    try await Self.build(try Self.lines(changed: 1, cpus: ["First CPU", "Second CPU"]), in: folder)
    let changes = try Self.page("regressions/index.html", in: folder)
    #expect(changes.contains("1 change of a level with 1 commit"))
    #expect(changes.contains("on 2 machines"))
  }

  @Test func groupsTheSameFromWhatAnEarlierBuildWroteDown() async throws {
    let folder = try TemporaryFolder()
    var lines = try Self.lines(changed: 5)
    try await Self.build(lines, in: folder)
    lines.append(try FossilFixture(script: "script-5", seconds: 1, commit: 40).line)
    try await Self.build(lines, in: folder)
    let rebuilt = try Self.page("regressions/index.html", in: folder)
    let fresh = try TemporaryFolder()
    try await Self.build(lines, in: fresh)
    #expect(rebuilt == (try Self.page("regressions/index.html", in: fresh)))
    #expect(rebuilt.contains("5 of 6 benchmarks changed together"))
  }
}
