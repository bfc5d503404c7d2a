import Foundation
import PerfSite
import PerfTestSupport
import PerfTrace
import Testing

@Suite struct SiteBuilderTests {
  /// Forty commits of two scripts; one of them gets slower by a half at the twenty-first.
  private static func steadyLines() throws -> [String] {
    var lines: [String] = []
    for commit in 0..<40 {
      for run in 0..<2 {
        let wobble = 1 + 0.01 * Double((commit * 7 + run * 3) % 5 - 2)
        lines.append(
          try FossilFixture(
            script: "tools/build", seconds: (commit < 20 ? 1.0 : 1.5) * wobble, commit: commit,
            run: run
          ).line)
        lines.append(
          try FossilFixture(script: "lint", seconds: 0.2 * wobble, commit: commit, run: run).line)
      }
    }
    return lines
  }

  @discardableResult
  private func build(
    _ store: FossilStore, into output: String, tasks: Int = 1,
    change: (inout SiteOptions) -> Void = { _ in }
  ) async throws -> SiteWriter.Summary {
    let (history, _) = try await store.loadHistory(threads: tasks)
    var options = SiteOptions(identity: SiteIdentity(title: "Test", version: "0.1.0"))
    options.tasks = tasks
    change(&options)
    let builder = SiteBuilder(history: history, options: options, theme: try Theme(overrides: nil))
    return try await builder.build(into: try SiteWriter(folder: output))
  }

  @Test func makesEveryKindOfPageWithoutADeadLink() async throws {
    let folder = try TemporaryFolder()
    var lines = try Self.steadyLines()
    for run in 0..<6 {
      lines.append(
        try FossilFixture(
          script: "lint", seconds: 0.4, commit: 40, branch: "feature/x", run: run
        ).line)
    }
    let store = try FossilFixture.store(lines, in: folder)
    try await build(store, into: folder.path("site"))
    for path in [
      "index.html", "regressions/index.html", "commits/index.html", "branches/index.html",
      "compare/index.html", "report/index.html", "environments/index.html", "404.html", "feed.xml",
      "scripts/lint/index.html", "commits/\(FossilFixture.sha(3))/index.html",
      "data/index.json", "data/scripts/lint.json", "badges/lint.svg",
      PageAddress.script("tools/build"), PageAddress.comparison(base: "main", head: "feature/x"),
    ] {
      #expect(folder.exists("site/" + path), "\(path) is missing")
    }
    let check = try SiteCheck(folder: folder.path("site"))
    #expect(check.findings.map(\.words) == [])
  }

  @Test func tellsTheStepAndItsCommit() async throws {
    let folder = try TemporaryFolder()
    try await build(
      try FossilFixture.store(try Self.steadyLines(), in: folder), into: folder.path("site"))
    let changes = String(decoding: try folder.read("site/regressions/index.html"), as: UTF8.self)
    #expect(changes.contains("commits/\(FossilFixture.sha(20))/index.html"))
    #expect(changes.contains("slower"))
    let commit = String(
      decoding: try folder.read("site/commits/\(FossilFixture.sha(20))/index.html"), as: UTF8.self)
    #expect(commit.contains("Levels that changed here"))
  }

  /// What is usual is the level that held until a commit, not a mixture of levels, and for a branch what it left.
  @Test func holdsCommitsAgainstTheLevelBeforeThem() async throws {
    let folder = try TemporaryFolder()
    var lines = try Self.steadyLines()
    for run in 0..<4 {
      lines.append(
        try FossilFixture(
          script: "tools/build", seconds: 1.9 + 0.01 * Double(run), commit: 40, branch: "topic",
          run: run
        ).line)
    }
    try await build(try FossilFixture.store(lines, in: folder), into: folder.path("site"))
    func page(_ commit: Int) throws -> String {
      String(
        decoding: try folder.read("site/commits/\(FossilFixture.sha(commit))/index.html"),
        as: UTF8.self)
    }
    #expect(try page(20).contains("2 scripts measured: 1 worse than usual."))
    #expect(try page(22).contains("as usual where enough was measured before (1 of 2)."))
    let settled = try page(26)
    #expect(settled.contains("2 scripts measured, all as usual."))
    #expect(settled.contains("<td>1.49 s<td>1.50 s<td>-0.8 %"))
    #expect(try page(40).contains("1 script measured: 1 worse than usual."))
    #expect(try page(0).contains("too little was measured before to say what is usual."))
  }

  @Test func tellsWhatWasAcceptedEverywhere() async throws {
    let folder = try TemporaryFolder()
    let store = try FossilFixture.store(try Self.steadyLines(), in: folder)
    try await build(store, into: folder.path("site")) {
      $0.annotations.accepted = [
        .init(script: Glob("*"), commit: FossilFixture.sha(20), reason: "checks <twice>")
      ]
    }
    func page(_ path: String) throws -> String {
      String(decoding: try folder.read("site/" + path), as: UTF8.self)
    }
    #expect(try page("index.html").contains("2 scripts recorded. No change stands: 1 accepted."))
    #expect(try page("index.html").contains("<small class=\"muted\"> accepted</small>"))
    let changes = try page("regressions/index.html")
    #expect(changes.contains("No regression stands."))
    #expect(changes.contains(", accepted: checks &lt;twice&gt;"))
    let script = try page(PageAddress.script("tools/build"))
    #expect(script.contains(", which was accepted."))
    #expect(script.contains("accepted<br><small class=\"muted\"><bdi>checks &lt;twice&gt;"))
    #expect(try page(PageAddress.commit(FossilFixture.sha(20))).contains("<dt>Accepted</dt>"))
    #expect(try page("report/index.html").contains("Accepted Changes"))
    #expect(try page("data/changes.json").contains("\"status\":\"accepted\""))
  }

  @Test func theOverviewTellsThatOnlyAnotherMetricChanged() async throws {
    let folder = try TemporaryFolder()
    let lines = try (0..<30).map { commit in
      let wobble = 1 + 0.01 * Double(commit * 7 % 5 - 2)
      return try FossilFixture(
        seconds: wobble, memory: (commit < 15 ? 50 : 80) * wobble, commit: commit
      ).line
    }
    try await build(try FossilFixture.store(lines, in: folder), into: folder.path("site"))
    let page = String(decoding: try folder.read("site/index.html"), as: UTF8.self)
    #expect(
      page.contains("1 script recorded. None has changed in wall time, 1 in other metrics."))
  }

  @Test func theOverviewTellsWhatABranchMadeWorse() async throws {
    let folder = try TemporaryFolder()
    var lines: [String] = []
    for commit in 0..<20 {
      for run in 0..<3 {
        let wobble = 1 + 0.01 * Double((commit * 7 + run * 3) % 5 - 2)
        lines.append(
          try FossilFixture(seconds: wobble, commit: commit, run: run).line)
      }
    }
    let newest = "2025-01-21T10:09:00Z"
    for run in 0..<10 {
      lines.append(
        try FossilFixture(
          seconds: 2 + 0.01 * Double(run % 3), commit: 20, branch: "feature/<x>", run: run
        ).line)
    }
    try await build(try FossilFixture.store(lines, in: folder), into: folder.path("site"))
    let page = String(decoding: try folder.read("site/index.html"), as: UTF8.self)
    #expect(
      page.contains(
        "1 script recorded, none of them has changed on main. On feature/&lt;x&gt;, 1 script got worse."
      ))
    #expect(
      page.contains(
        "href=\"" + PageAddress.comparison(base: "main", head: "feature/<x>")
          + "\"><bdi>feature/&lt;x&gt;</bdi></a> <span class=\"nowrap\">(1 script)</span>"))
    // A feed without a change is as old as the newest execution.
    let feed = String(decoding: try folder.read("site/feed.xml"), as: UTF8.self)
    #expect(feed.contains("<updated>\(newest)</updated>"))
  }

  @Test func writesTheSameBytesFromAnyOrderAnySplitAndAnyNumberOfTasks() async throws {
    let (first, second) = (try TemporaryFolder(), try TemporaryFolder())
    let lines = try Self.steadyLines()
    var generator = SeededGenerator(seed: 4)
    try await build(try FossilFixture.store(lines, in: first), into: first.path("site"))
    try await build(
      try FossilFixture.store(lines.shuffled(using: &generator), in: second, files: 7),
      into: second.path("elsewhere"), tasks: 2)
    let paths = first.files(below: "site").filter { !$0.hasSuffix("lock") }
    #expect(paths == second.files(below: "elsewhere").filter { !$0.hasSuffix("lock") })
    for path in paths {
      #expect(
        try first.read("site/" + path) == (try second.read("elsewhere/" + path)), "\(path) differs")
    }
  }

  @Test func writesNothingWhenNothingChanged() async throws {
    let folder = try TemporaryFolder()
    let store = try FossilFixture.store(try Self.steadyLines(), in: folder)
    let first = try await build(store, into: folder.path("site"))
    let second = try await build(store, into: folder.path("site"))
    #expect(second.written == 0)
    #expect(second.removed == 0)
    #expect(second.files == first.files)
    #expect(second.bytes == first.bytes)
  }

  @Test func makesAScriptAnewWhoseSummaryCannotBeRead() async throws {
    let folder = try TemporaryFolder()
    let store = try FossilFixture.store(try Self.steadyLines(), in: folder)
    try await build(store, into: folder.path("site"))
    try await build(store, into: folder.path("fresh"))
    let path = ".perfsite/scripts/lint"
    let summary = try folder.read("site/" + path)
    try folder.write([UInt8](repeating: 0, count: summary.count), to: "site/" + path)
    #expect(try await build(store, into: folder.path("site")).written == 0)
    for path in folder.files(below: "fresh") where !path.hasSuffix("lock") {
      #expect(
        try folder.read("site/" + path) == (try folder.read("fresh/" + path)), "\(path) differs")
    }
  }

  /// A commit that is measured late moves all that come after it, and changes nothing else about them.
  @Test(arguments: [40, 15])
  func aRebuildGivesTheSameBytesAsABuildFromNothing(commit: Int) async throws {
    let folder = try TemporaryFolder()
    let sha = FossilFixture.sha(commit)
    var lines = try Self.steadyLines().filter { !$0.contains("\"git_sha\":\"\(sha)\"") }
    var store = try FossilFixture.store(lines, in: folder)
    try await build(store, into: folder.path("site"))
    let before = try fileNumbers(in: folder)
    lines.append(try FossilFixture(script: "lint", seconds: 0.2, commit: commit).line)
    store = try FossilFixture.store(lines, in: folder)
    let summary = try await build(store, into: folder.path("site"))
    let after = try fileNumbers(in: folder)
    try await build(store, into: folder.path("fresh"))
    #expect(summary.unchanged > summary.written)
    #expect(folder.exists("site/commits/\(sha)/index.html"))
    let other = PageAddress.script("tools/build")
    #expect(before[other] == after[other])
    for path in folder.files(below: "fresh") where !path.hasSuffix("lock") {
      #expect(
        try folder.read("site/" + path) == (try folder.read("fresh/" + path)), "\(path) differs")
    }
  }

  @Test func writesOnlyThePagesThatANewExecutionConcerns() async throws {
    let folder = try TemporaryFolder()
    var lines = try Self.steadyLines()
    var store = try FossilFixture.store(lines, in: folder)
    try await build(store, into: folder.path("site"))
    let before = try fileNumbers(in: folder)
    lines.append(try FossilFixture(script: "lint", seconds: 0.2, commit: 40).line)
    store = try FossilFixture.store(lines, in: folder)
    try await build(store, into: folder.path("site"))
    let after = try fileNumbers(in: folder)
    let written = Set(after.keys.filter { after[$0] != before[$0] })
    // The script, its new commit, that commit's parent, which names its child, and what lists them all.
    let concerned: Set<String> = [
      "scripts/lint/index.html", "data/scripts/lint.json", "badges/lint.svg",
      PageAddress.commit(FossilFixture.sha(39)), PageAddress.commit(FossilFixture.sha(40)),
    ]
    let others = written.filter {
      $0.hasPrefix("scripts/") || $0.hasPrefix("data/scripts/") || $0.hasPrefix("badges/")
        || $0.hasPrefix("commits/aaaa")
    }
    #expect(others.subtracting(concerned).isEmpty)
    #expect(written.contains("scripts/lint/index.html"))
    #expect(written.contains(PageAddress.commit(FossilFixture.sha(40))))
    #expect(written.contains("index.html"))
  }

  /// A file that is written anew is another file: it has another number, however quick the clock.
  private func fileNumbers(in folder: TemporaryFolder) throws -> [String: UInt64] {
    var numbers: [String: UInt64] = [:]
    for path in folder.files(below: "site") {
      let attributes = try FileManager.default.attributesOfItem(atPath: folder.path("site/" + path))
      numbers[path] = (attributes[.systemFileNumber] as? NSNumber)?.uint64Value
    }
    return numbers
  }

  @Test func removesThePagesOfWhatIsGoneAndNothingElse() async throws {
    let folder = try TemporaryFolder()
    let lines = try Self.steadyLines()
    try await build(try FossilFixture.store(lines, in: folder), into: folder.path("site"))
    try folder.write("mine", to: "site/notes.txt")
    let rest = lines.filter { !$0.contains("\"lint\"") }
    let summary = try await build(
      try FossilFixture.store(rest, in: folder), into: folder.path("site"))
    #expect(summary.removed == 3)
    #expect(!folder.exists("site/scripts/lint"))
    #expect(folder.exists("site/notes.txt"))
  }

  @Test func showsAnEmptyStoreAsEmpty() async throws {
    let folder = try TemporaryFolder()
    try folder.write("", to: "store/performance/traces/2025/01/0.jsonl")
    try await build(FossilStore(root: folder.path("store")), into: folder.path("site"))
    let index = String(decoding: try folder.read("site/index.html"), as: UTF8.self)
    #expect(index.contains("perftrace track"))
    #expect(try SiteCheck(folder: folder.path("site")).findings.isEmpty)
  }

  @Test func showsAScriptThatOnlyFails() async throws {
    let folder = try TemporaryFolder()
    let lines = try (0..<3).map { try FossilFixture(seconds: 1, exitCode: 3, commit: $0).line }
    try await build(try FossilFixture.store(lines, in: folder), into: folder.path("site"))
    let page = String(decoding: try folder.read("site/scripts/build/index.html"), as: UTF8.self)
    #expect(page.contains("All of its 3 executions failed."))
    #expect(try SiteCheck(folder: folder.path("site")).findings.isEmpty)
  }

  @Test func leavesOutOldExecutionsAndOldCommitPages() async throws {
    let folder = try TemporaryFolder()
    let store = try FossilFixture.store(try Self.steadyLines(), in: folder)
    let (history, _) = try await store.loadHistory()
    let since = try #require(Timestamp(iso8601: "2025-02-01T00:00"))
    #expect(history.since(since).count == 48)
    try await build(store, into: folder.path("site")) { $0.maximumCommitPages = 5 }
    let pages = folder.files(below: "site/commits").filter { $0.hasSuffix("index.html") }
    #expect(pages.count == 6)
    #expect(try SiteCheck(folder: folder.path("site")).findings.isEmpty)
  }

  @Test func tellsExecutionsOfOneDayApartByTheirTimes() async throws {
    let folder = try TemporaryFolder()
    let lines = try ["a", "b"].enumerated().flatMap { index, name in
      try (0..<3).map { try FossilFixture(script: name, run: 10 * index + $0).line }
    }
    try await build(try FossilFixture.store(lines, in: folder), into: folder.path("site"))
    let page = String(decoding: try folder.read("site/index.html"), as: UTF8.self)
    #expect(page.contains("<dd>2025-01-01 10:12<small>first at 10:00 UTC</small></dd>"))
    for clock in ["10:02", "10:12"] { #expect(page.contains("\(clock):00Z\">\(clock)</time>")) }
  }

  static let hostileNames = [
    "../../etc/passwd", "CON", "a/b", "<script>alert(1)</script>", "x\" onload=\"y", "Build",
    "build", "e\u{301}", "\u{E9}", "..", "index.html", "\u{202E}gnp.exe", "a&amp;b", "{{title}}",
    String(repeating: "long ", count: 800),
  ]

  @Test func survivesHostileNamesBranchesAndSubjects() async throws {
    let folder = try TemporaryFolder()
    var lines: [String] = []
    for (index, name) in Self.hostileNames.enumerated() {
      for commit in 0..<8 {
        lines.append(
          try FossilFixture(
            script: name, seconds: 1, commit: commit, subject: "<b>\(name)</b> -->", run: index
          ).line)
        lines.append(
          try FossilFixture(
            script: name, seconds: 1e15, commit: 8, branch: "feature/<b>\(name)", run: index
          ).line)
      }
    }
    try await build(try FossilFixture.store(lines, in: folder), into: folder.path("site"))
    let check = try SiteCheck(folder: folder.path("site"))
    #expect(check.findings.map(\.words) == [])
    var longPages = 0
    for path in folder.files(below: "site") where path.hasSuffix(".html") {
      let page = String(decoding: try folder.read("site/" + path), as: UTF8.self)
      #expect(!page.contains("<script>"), "\(path) holds a script from a name")
      #expect(!page.contains("onload=\"y"), "\(path) holds an attribute from a name")
      guard page.contains("<h1><bdi>long long") else { continue }
      let name = try #require(Self.hostileNames.last)
      #expect(page.contains("<summary>Full name</summary><p><bdi>\(name)</bdi></p>"))
      #expect(page.contains("<h1><bdi>\(name.prefix(79))…\(name.suffix(40))</bdi></h1>"))
      longPages += 1
    }
    #expect(longPages == 1)
  }

  @Test(arguments: [0.0, 1e-12, 1e15, .leastNonzeroMagnitude])
  func writesNoInfinityAndNoNaN(seconds: Double) async throws {
    let folder = try TemporaryFolder()
    let lines = try (0..<30).map { try FossilFixture(seconds: seconds, memory: 0, commit: $0).line }
    try await build(try FossilFixture.store(lines, in: folder), into: folder.path("site"))
    for path in folder.files(below: "site") where path.hasSuffix(".html") || path.hasSuffix(".json")
    {
      let page = String(decoding: try folder.read("site/" + path), as: UTF8.self)
      for word in [">nan", ">inf", "\"nan", "NaN", ":inf", ",inf"] {
        #expect(!page.contains(word), "\(path) holds \(word)")
      }
    }
  }
}
