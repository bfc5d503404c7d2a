import PerfTestSupport
import PerfTrace
import Testing

/// Every awkward input that the issue of judging names, through the programs that people run.
///
/// `Documentation/Statistics.md` tells the same answers in its section on odd input.
@Suite struct BadInputTests {
  /// A history and what is answered to it.
  struct Story: Sendable, CustomTestStringConvertible {
    var name: String
    var fossils: [OddFossil]
    /// Commits at which the level of the wall time changes, and by how much: 1 is twice as much.
    var changes: [(commit: Int, effect: Double)]
    /// The verdict on the newest commit's wall time; `nil` where `check` has nothing to judge.
    var verdict: String?
    /// Whether no line can be read, which is an error of every command.
    var isUnreadable: Bool

    var testDescription: String { name }

    init(
      _ name: String, _ fossils: [OddFossil], changes: [(commit: Int, effect: Double)] = [],
      verdict: String?, isUnreadable: Bool = false
    ) {
      (self.name, self.fossils, self.changes, self.verdict) = (name, fossils, changes, verdict)
      self.isUnreadable = isUnreadable
    }
  }

  /// A fossil with the number as it is written, which need not be one.
  struct OddFossil: Sendable {
    var value: String
    var commit: Int?
    var parents: [Int] = []
    var branch = "main"
    var exitCode = 0
    var minute: Int

    func line(id: Int) -> String {
      let digits = String(id, radix: 16)
      let (day, hour) = (minute / 1440 + 1, minute / 60 % 24)
      let time = "2026-01-\(padded(day))T\(padded(hour)):\(padded(minute % 60)):00.000Z"
      let git = commit.map { commit in
        let parents = parents.map { "\"\(JudgingStore.sha($0))\"" }.joined(separator: ",")
        return
          "\"git_sha\":\"\(JudgingStore.sha(commit))\",\"git\":{\"parents\":[\(parents)],\"committed_at\":\"\(time)\"},"
      }
      return """
        {"schema":1,"id":"00000000-0000-8000-8000-\(String(repeating: "0", count: 12 - digits.count))\(digits)",\
        "script":"odd","execution_time":\(value),"exit_code":\(exitCode),"timestamp":"\(time)",\(git ?? "")\
        "git_branch":"\(branch)","environment":{"os":"Linux","cpu_model":"EPYC"},"recorder":"perftrace 0.1.0"}\n
        """
    }

    private func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
  }

  /// One execution a commit, each commit the child of the one before.
  private static func line(_ values: [String], exitCode: Int = 0) -> [OddFossil] {
    values.enumerated().map { index, value in
      OddFossil(
        value: value, commit: index, parents: index > 0 ? [index - 1] : [], exitCode: exitCode,
        minute: index)
    }
  }

  /// Twenty commits with `base` and ten executions each; the newest commit has `head`.
  private static func runs(_ base: [String], _ head: [String]) -> [OddFossil] {
    (0..<20).flatMap { commit in
      (0..<10).map { run in
        let values = commit < 19 ? base : head
        return OddFossil(
          value: values[run % values.count], commit: commit,
          parents: commit > 0 ? [commit - 1] : [], minute: commit * 15 + run)
      }
    }
  }

  /// Twenty times one value, then twenty times another.
  private static func step(_ before: String, _ after: String) -> [String] {
    Array(repeating: before, count: 20) + Array(repeating: after, count: 20)
  }

  /// A step from 1 to 2 at commit 20 of forty, whose parents are what `parents` says.
  private static func graph(_ parents: (Int) -> [Int], minute: (Int) -> Int = { $0 }) -> [OddFossil]
  {
    (0..<40).map {
      OddFossil(value: $0 < 20 ? "1" : "2", commit: $0, parents: parents($0), minute: minute($0))
    }
  }

  private static let few = "inconclusive"
  private static let most = Double.greatestFiniteMagnitude

  static let stories: [Story] = [
    Story("nothing", [], verdict: nil),
    Story("one point", line(["1"]), verdict: "not comparable"),
    Story("nine points", line(step("1", "2").suffix(9).map(\.self)), verdict: few),
    Story("a constant", runs(["3"], ["3"]), verdict: "pass"),
    Story("zeros", line(Array(repeating: "0", count: 40)), verdict: few),
    Story("negative zeros", line(step("-0.0", "0")), verdict: few),
    Story("from zero", line(step("0", "1")), changes: [(20, 2)], verdict: few),
    Story("to zero", line(step("1", "0")), changes: [(20, -2)], verdict: few),
    Story("zeros, then more", runs(["0"], ["1"]), verdict: "regressed"),
    Story("negatives", line(step("-1", "-2")), changes: [(20, -2.0 / 3)], verdict: few),
    Story("through zero", line(step("-1", "1")), changes: [(20, 2)], verdict: few),
    Story("lower negatives", runs(["-1", "-1.1"], ["-2", "-2.1"]), verdict: "improved"),
    Story("both signs", runs(["-1", "1"], ["-2", "2.1"]), verdict: few),
    Story(
      "numbers that are none",
      line(["NaN", "Infinity", "-Infinity", "1e999"] + Array(repeating: "1", count: 20)),
      verdict: few),
    Story(
      "nothing but what is no number", line(["NaN", "1e999"]), verdict: nil, isUnreadable: true),
    Story("denormals", line(step("5e-324", "1e-323")), changes: [(20, 1)], verdict: few),
    Story("from denormals", line(step("5e-324", "1")), changes: [(20, most)], verdict: few),
    Story("to denormals", line(step("1", "5e-324")), changes: [(20, -1)], verdict: few),
    Story("denormals, then more", runs(["5e-324"], ["1.7e308"]), verdict: "regressed"),
    Story("huge", line(step("1e308", "1.7e308")), changes: [(20, 0.7)], verdict: few),
    Story(
      "huge, of both signs", line(step("-1.7e308", "1.7e308")), changes: [(20, 2)], verdict: few),
    Story("2^53", line(step("9007199254740992", "9007199254740993")), verdict: few),
    Story(
      "around 2^53", runs(["9007199254740991", "9007199254740993"], ["9007199254740992"]),
      verdict: "pass"),
    Story(
      "decreasing timestamps", graph({ $0 > 0 ? [$0 - 1] : [] }, minute: { 100 - $0 }),
      changes: [(20, 1)], verdict: few),
    Story("unknown parents", graph { [900 + $0] }, changes: [(20, 1)], verdict: few),
    Story("parents of themselves", graph { [$0] }, changes: [(20, 1)], verdict: few),
    Story("a cycle", graph { [($0 + 39) % 40] }, changes: [(20, 1)], verdict: few),
    Story("cycles of two", graph { [$0 ^ 1] }, changes: [(20, 1)], verdict: few),
    Story(
      "a parent named thrice", graph { $0 > 0 ? [$0 - 1, $0 - 1, $0 - 1] : [] },
      changes: [(20, 1)], verdict: few),
    Story(
      "no commits",
      graph { _ in [] }.map {
        OddFossil(value: $0.value, commit: nil, minute: $0.minute)
      }, changes: [(20, 1)], verdict: nil),
    Story(
      "a branch that merges",
      graph { $0 > 0 ? [$0 - 1] : [] }
        + (0..<10).map {
          OddFossil(
            value: "1.5", commit: 100 + $0, parents: [$0 == 0 ? 15 : 99 + $0], branch: "topic",
            minute: 15 + $0)
        } + [OddFossil(value: "2", commit: 200, parents: [39, 109], minute: 50)],
      changes: [(20, 1)], verdict: few),
    Story("nothing succeeds", line(step("1", "1"), exitCode: 1), verdict: "failed"),
  ]

  /// The words of a text that stand for no number.
  private func noNumbers(_ text: String) -> [Substring] {
    text.split { !$0.isLetter }.filter { ["nan", "inf", "infinity"].contains($0.lowercased()) }
  }

  private func store(_ story: Story) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let lines = story.fossils.enumerated().map { $1.line(id: $0 + 1) }.joined()
    try folder.write(lines, to: "fossils/performance/archive/2026-01.jsonl")
    return folder
  }

  private func run(_ arguments: [String], in folder: TemporaryFolder) throws -> BuiltProgram.Outcome
  {
    try BuiltProgram("perftrace").run(arguments, in: folder.path)
  }

  private static let unreadable = "perftrace: error: no fossil in the store \"fossils\" can be read"

  @Test(arguments: stories) func tellsTheChangesOfOddHistories(story: Story) throws {
    let outcome = try run(["trends", "--format", "json"], in: store(story))
    if story.isUnreadable {
      #expect(outcome.status == 1)
      #expect(outcome.errorOutput.contains(Self.unreadable))
      return
    }
    #expect(outcome.status == 0, "\(outcome.errorOutput)")
    #expect(noNumbers(outcome.output).isEmpty)
    let json = try JSONValue.parse(Array(outcome.output.utf8))
    let series = json["performance_trends"]?.elements?.first?["series"]?.elements?.first
    let changes = series?["change_points"]?.elements ?? []
    #expect(changes.count == story.changes.count)
    for (change, expected) in zip(changes, story.changes) {
      #expect(change["index"]?.integer == expected.commit)
      if change["commit"] != .null {
        #expect(change["commit"]?.text == JudgingStore.sha(expected.commit))
      }
      let effect = try #require(change["effect"]?.double)
      #expect(abs(effect - expected.effect) <= 1e-9 * expected.effect.magnitude)
    }
  }

  @Test(arguments: stories) func judgesOddCandidates(story: Story) throws {
    let outcome = try run(["check", "--format", "json"], in: store(story))
    guard let verdict = story.verdict else {
      #expect(outcome.status == 1)
      #expect(
        outcome.errorOutput.contains(
          story.isUnreadable
            ? Self.unreadable : "perftrace: error: no commit was ever measured\n"))
      return
    }
    #expect(outcome.status == 0 || outcome.status == 2, "\(outcome.errorOutput)")
    #expect(noNumbers(outcome.output).isEmpty)
    let comparison = try JSONValue.parse(Array(outcome.output.utf8))["comparisons"]?.elements?.first
    #expect(comparison?["verdict"]?.text == verdict)
    // A verdict comes with an effect, unless nothing could be compared.
    #expect((comparison?["effect"] == .null) == ["not comparable", "failed"].contains(verdict))
  }

  @Test(arguments: stories) func writesNothingButNumbers(story: Story) throws {
    let folder = try store(story)
    let newest = story.fossils.last?.commit.map(JudgingStore.sha) ?? "main"
    let compare = ["compare", "main", newest]
    for format in ["text", "json", "markdown", "csv"] {
      for arguments in [["trends"], ["check"], compare] {
        let outcome = try run(arguments + ["--format", format], in: folder)
        #expect([0, 1, 2].contains(outcome.status), "\(arguments) ended with \(outcome.status)")
        #expect(noNumbers(outcome.output).isEmpty, "\(arguments) as \(format)")
        #expect(
          outcome.status != 1 || outcome.errorOutput.contains("perftrace: error: "),
          "\(arguments) fails without a word")
      }
    }
    for arguments in [
      ["trends", "--replay"], ["check", "--stage", "first"], ["comment"], ["log"],
    ] {
      let outcome = try run(arguments, in: folder)
      #expect([0, 1, 2].contains(outcome.status), "\(arguments) ended with \(outcome.status)")
      #expect(noNumbers(outcome.output).isEmpty, "\(arguments)")
    }
  }

  @Test func namesTheLinesWhoseNumbersAreNone() throws {
    let story = try #require(Self.stories.first { $0.name == "numbers that are none" })
    let outcome = try run(["trends", "--format", "json"], in: store(story))
    for (line, problem) in [
      "expected a value, found \"N\"", "expected a value, found \"I\"",
      "expected a digit, found \"I\"", "a number too large for a Double",
    ].enumerated() {
      let told = outcome.errorOutput.split(separator: "\n").contains {
        $0.contains("2026-01.jsonl:\(line + 1):") && $0.hasSuffix(problem)
      }
      #expect(told, "\(problem) in \(outcome.errorOutput)")
    }
    let json = try JSONValue.parse(Array(outcome.output.utf8))
    #expect(json["total_executions"]?.integer == 20)
  }
}
