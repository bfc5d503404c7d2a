import PerfInterchange
import PerfTrace
import Testing

@Suite struct ImportDraftTests {
  static let lines = [
    #"{"host":{},"timestamp":1595617754,"revision":"75e67ee74e5d3db5","metrics":{"build":[1,"ms"]}}"#,
    #"{"host":{},"timestamp":1595617755,"revision":"75e67ee74e5d3db5","metrics":{"build":[1,"ms"]}}"#,
  ]

  @Test func identifiesDatedResultsByWhatTheySay() throws {
    let short = try InterchangeFixture.draft(text: Self.lines[0])
    let grown = try InterchangeFixture.draft(text: Self.lines.joined(separator: "\n"))
    #expect(grown.fossils.count == 2)
    #expect(grown.fossils[0].id == short.fossils[0].id)
    #expect(grown.fossils[1].id != grown.fossils[0].id)
  }

  @Test func identifiesUndatedResultsByTheWholeSource() throws {
    let one = try InterchangeFixture.draft(text: "BenchmarkA 10 2.5 ns/op\nBenchmarkB 10 7 ns/op\n")
    let two = try InterchangeFixture.draft(text: "BenchmarkA 10 2.5 ns/op\nBenchmarkB 10 8 ns/op\n")
    #expect(one.fossils[0].executionTime == two.fossils[0].executionTime)
    #expect(one.fossils[0].id != two.fossils[0].id)
  }

  @Test func tellsEqualResultsOfOneSourceApart() throws {
    let text = "BenchmarkA 10 2.5 ns/op\nBenchmarkA 10 2.5 ns/op\n"
    let draft = try InterchangeFixture.draft(text: text)
    #expect(Set(draft.fossils.map(\.id)).count == 2)
  }

  @Test func keepsTheIdWhenOnlyTheBranchIsGiven() throws {
    var options = ImportOptions()
    options.branch = "main"
    let plain = try InterchangeFixture.draft(text: Self.lines[0])
    let named = try InterchangeFixture.draft(text: Self.lines[0], options: options)
    #expect(named.fossils[0].gitBranch == "main")
    #expect(named.fossils[0].id == plain.fossils[0].id)
  }

  @Test func fillsInWhatTheFormatCannotSay() throws {
    var options = ImportOptions()
    options.branch = "main"
    options.commit = "0123456789abcdef"
    options.date = Timestamp(iso8601: "2026-05-04T03:02:01Z")
    options.host = ["cpu_model": "Z80"]
    options.tags = ["variant": "cold"]
    options.prefix = "go/"
    let draft = try InterchangeFixture.draft(
      text: "cpu: 6502\nBenchmarkA-2 10 2.5 ns/op\n", options: options)
    let fossil = try draft.fossil("go/BenchmarkA")
    #expect(fossil.gitBranch == "main")
    #expect(fossil.gitSHA == "0123456789abcdef")
    #expect(fossil.timestamp == options.date)
    #expect(fossil.environment.values["cpu_model"] == "Z80")
    #expect(fossil.tags == ["variant": "cold"])
    #expect(fossil.recorder == "go")
    #expect(!draft.lacksBranch && !draft.lacksCommit)
  }

  @Test func keepsIdsOfFossilsUnlessFlagsChangeThem() throws {
    let line =
      #"{"id":"0197d8a2-6c1e-7b64-9d0f-4d2f0b1c9a77","script":"a","timestamp":"2025-07-05T05:30:00Z","execution_time":1}"#
    let id = try #require(FossilID("0197d8a2-6c1e-7b64-9d0f-4d2f0b1c9a77"))
    #expect(try InterchangeFixture.draft(text: line).fossils[0].id == id)
    var options = ImportOptions()
    options.prefix = "moved/"
    #expect(try InterchangeFixture.draft(text: line, options: options).fossils[0].id != id)
  }

  @Test func thinsOutSamplesThatAFossilCannotHold() throws {
    let data = (0..<5000).map { "\($0).5" }.joined(separator: ",")
    let draft = try InterchangeFixture.draft(
      text: #"{"benchmarks":[{"fullname":"a","stats":{"mean":1,"data":[\#(data)]}}]}"#)
    let samples = try #require(draft.fossils[0].unknown["source"]?["samples"]?.elements)
    #expect(samples.count == 2000)
    #expect(samples[1] == .number(2.5))
    #expect(draft.warnings.map(\.summary) == ["only 2000 of 5000 samples are kept"])
    var line: [UInt8] = []
    draft.fossils[0].append(to: &line)
    #expect(line.count < 65_536)
  }

  @Test func leavesNegativeTimesOut() throws {
    let draft = try InterchangeFixture.draft(
      text: "BenchmarkA 10 -2.5 ns/op\nBenchmarkB 10 1 ns/op\n")
    #expect(draft.fossils.map(\.script) == ["BenchmarkB"])
    #expect(draft.valuesLeftOut == 1)
    #expect(
      draft.warnings.map(InterchangeFixture.words) == [
        "perftrace: error: in.txt:1:1: expected a time of at least 0, found -2.5e-09 s"
      ])
  }

  @Test func countsWarningsBeyondThoseItKeeps() throws {
    let bad = (0..<80).map {
      #"{"revision":"75e67ee74e5d3db5","timestamp":\#($0),"metrics":{"b":[null,"ms"]}}"#
    }
    let draft = try InterchangeFixture.draft(
      text: ([Self.lines[0]] + bad).joined(separator: "\n"))
    #expect(draft.warningCount == 80)
    #expect(draft.warnings.count == ImportDraft.warningLimit)
    #expect(draft.valuesLeftOut == 80)
  }

  @Test func replacesControlCharactersOfNames() throws {
    let draft = try InterchangeFixture.draft(
      text: #"[{"name":"a\u0007\nb\t","unit":"s","value":1}]"#)
    #expect(draft.fossils.map(\.script) == ["a  b "])
  }

  @Test func neverTakesTheIdOfABuiltInMetricForAnother() throws {
    let draft = try InterchangeFixture.draft(text: #"{"a":{"user_time":{"value":3}}}"#)
    #expect(draft.fossils[0].metrics.keys == ["reported_user_time"])
  }

  @Test func warnsOfDamagedLinesAndUsesTheOthers() throws {
    let draft = try InterchangeFixture.draft(
      text: Self.lines[0] + "\n" + Self.lines[1].prefix(60) + "\n" + Self.lines[1])
    #expect(draft.fossils.count == 2)
    #expect(draft.warnings.map(\.location?.line) == [2])
  }
}
