import PerfTestSupport
import PerfTrace
import Testing

/// An execution that a person took out takes part in nothing, and is shown wherever executions are.
@Suite struct ExclusionTests {
  private static func id(_ number: Int) -> String {
    let digits = String(number, radix: 16)
    return "00000000-0000-8000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits
  }

  private func read(_ path: String, in store: JudgingStore) throws -> String {
    String(decoding: try store.folder.read("site/" + path), as: UTF8.self)
  }

  /// Twenty executions of "build" that went well, one that failed, and one of "gone", which failed as well.
  private func store() throws -> JudgingStore {
    var store = try JudgingStore()
    for commit in 0..<10 { store.add(commit: commit, level: 10, runs: 2) }
    store.add(commit: 9, level: 10, exitCode: 3)
    store.add(script: "gone", commit: 9, level: 10, exitCode: 3)
    let outcome = try store.run(
      ["exclude", Self.id(21), Self.id(22), Self.id(21), "--reason", "disk <full>"])
    #expect(outcome.status == 0)
    #expect(outcome.output == "Excluded 2 executions in perftrace-annotations.yml.\n")
    return store
  }

  @Test func saysWhatAnExclusionChanges() throws {
    let store = try store()
    let again = try store.run(["exclude", Self.id(21), Self.id(20), "--reason", "disk <full>"])
    #expect(
      again.output == """
        Excluded 1 execution in perftrace-annotations.yml.
        1 execution was excluded already, for that reason.

        """)
    let other = try store.run(["exclude", Self.id(21), "--reason", "swapped"])
    #expect(
      other.output == "Changed the reason of 1 execution in perftrace-annotations.yml.\n")
  }

  @Test func checkCountsNone() throws {
    let outcome = try store().run(["check", "--success-rate", "100%"])
    #expect(outcome.status == 0, "\(outcome.output)")
    #expect(outcome.output.contains("success rate 100 %"))
    #expect(!outcome.output.contains("gone"))
    #expect(
      outcome.errorOutput.contains(
        "perftrace: warning: 2 executions of the candidate are excluded and do not count: \"disk <full>\"\n"
      ), "\(outcome.errorOutput)")
  }

  @Test func trendsCountNone() throws {
    let outcome = try store().run(["trends"])
    #expect(
      outcome.output.hasPrefix(
        "20 executions of 1 script on 1 branch, 2026-01-01 to 2026-01-01."
          + " 2 executions are excluded and count nowhere.\n"), "\(outcome.output)")
  }

  @Test func logShowsThemWithTheirReason() throws {
    let outcome = try store().run(["log", "-n", "2"])
    #expect(outcome.output.matches(of: /exit code 3, excluded: disk <full>/).count == 2)
  }

  @Test func theReportCountsNoneAndSaysWhy() throws {
    let report = try store().run(["traceability"]).output
    #expect(report.contains("- **Total Executions**: 20\n"))
    #expect(report.contains("- **Success Rate**: 100 %, 0 failed\n"))
    #expect(
      report.contains("- **Excluded**: 2 executions, which count nowhere: `disk <full>` (2)\n"))
    #expect(report.contains("| `gone` | 0 (1 excluded) | – | – | – | – |"))
  }

  @Test func theSiteCountsNoneAndShowsThem() throws {
    let store = try store()
    let outcome = try BuiltProgram("perfsite").run(
      ["build", "--output", "site"], in: store.folder.path)
    #expect(outcome.status == 0)
    let index = try read("index.html", in: store)
    #expect(index.contains("<dt>Executions</dt><dd>20</dd>"))
    #expect(index.contains("<dt>Success rate</dt><dd>100 %</dd>"))
    #expect(index.contains("<small class=\"muted\">excluded</small>"))
    #expect(!index.contains(">0 %<"))

    let build = try read("scripts/build/index.html", in: store)
    #expect(
      build.contains("<dt>Executions</dt><dd>20<small>and 1 excluded, which counts nowhere</small>")
    )
    #expect(build.contains("<dt>Success rate</dt><dd>100 %</dd>"))
    #expect(build.contains("excluded: <bdi>disk &lt;full&gt;</bdi>"))
    #expect(build.contains("∅ excluded"))
    #expect(build.contains("<h2 id=\"excluded\">Excluded executions</h2>"))

    let gone = try read("scripts/gone/index.html", in: store)
    #expect(gone.contains("Its only execution is excluded: nothing counts."))
    #expect(gone.contains("<dt>Success rate</dt><dd>–</dd>"))
    #expect(!gone.contains("<dt>Last run</dt>"))
    #expect(!gone.contains("No values yet"))
    #expect(try read("badges/gone.svg", in: store).contains("excluded"))

    let commit = try read("commits/\(JudgingStore.sha(9))/index.html", in: store)
    #expect(commit.contains("1 script measured, all as usual."))
    let report = try read("report/index.html", in: store)
    #expect(report.contains("2 executions, which count nowhere"))
    let data = try read("data/scripts/build.json", in: store)
    #expect(data.contains(#""excluded":[[20,"disk "#))
  }

  @Test(arguments: ["", "  "])
  func refusesAReasonThatSaysNothing(reason: String) throws {
    let store = try JudgingStore()
    for command in [["exclude", Self.id(1)], ["accept", "main", "--script", "build"]] {
      let outcome = try store.run(command + ["--reason", reason])
      #expect(outcome.status == 64)
      #expect(outcome.errorOutput.contains("--reason must not be empty"), "\(outcome.errorOutput)")
    }
  }
}
