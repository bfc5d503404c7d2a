import PerfTestSupport
import Testing

@Suite struct StatisticsCommandTests {
  private let perftrace = BuiltProgram("perftrace")

  @Test func answersOtherLinesBesideADamagedOne() throws {
    let folder = try TemporaryFolder()
    let values = (0..<40).map { $0 < 20 ? "1" : "2" }.joined(separator: ",")
    let outcome = try perftrace.run(
      ["changepoints"], in: folder.path,
      input:
        "{\"name\":\"a\",\"values\":[1]}\n{\"name\":\n\n{\"name\":\"b\",\"values\":[\(values)]}")
    #expect(outcome.status == 1)
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines.last?.hasPrefix(#"{"name":"b","change_points":[{"index":20,"#) == true)
    #expect(
      outcome.errorOutput
        == "perftrace: error: standard input:2:9: expected a string, found the end\n")
  }

  @Test func holdsTheLimitThatItIsTold() throws {
    let folder = try TemporaryFolder()
    let base = (0..<10).map { "\(100 + $0 % 3)" }.joined(separator: ",")
    let head = (0..<10).map { "\(106 + $0 % 3)" }.joined(separator: ",")
    let line = "{\"name\":\"a\",\"base\":[\(base)],\"head\":[\(head)]}\n"
    let fails = try perftrace.run(["judge"], in: folder.path, input: line)
    #expect(fails.status == 0)
    #expect(fails.output.contains(#""verdict":"regressed""#))
    let passes = try perftrace.run(["judge", "--limit", "10%"], in: folder.path, input: line)
    #expect(passes.output.contains(#""verdict":"pass""#))
  }

  @Test(arguments: [
    (
      ["changepoints", "--min-effect=-1%"],
      "\"-1%\" is no value for --min-effect: less than 0: write a percentage like 5%"
    ),
    (
      ["changepoints", "--min-effect", "1"],
      "\"1\" is no value for --min-effect: the unit is missing: write 1%"
    ),
    (["judge", "--limit", "2000%"], "--limit must be at most 1000%, not 2000%"),
    (
      ["judge", "--limit", "0.05"],
      "\"0.05\" is no value for --limit: the unit is missing: write 5% or 0.05%"
    ),
    (["judge", "--alpha", "0.7"], "--alpha must be between 0 and 0.5, not 0.7"),
    (["judge", "--alpha", "-1"], "--alpha must be between 0 and 0.5, not -1.0"),
    (["judge", "--scripts", "0"], "--scripts must be at least 1, not 0"),
    (["judge", "--scripts", "-2"], "--scripts must be at least 1, not -2"),
  ])
  func refusesWhatMakesNoSense(_ arguments: [String], _ message: String) throws {
    let folder = try TemporaryFolder()
    let outcome = try perftrace.run(arguments, in: folder.path)
    #expect(outcome.status == 64)
    #expect(outcome.errorOutput.contains(message))
  }

  @Test func answersNothingToNothing() throws {
    let folder = try TemporaryFolder()
    let outcome = try perftrace.run(["changepoints"], in: folder.path)
    #expect((outcome.status, outcome.output) == (0, ""))
  }
}
