import PerfInterchange
import PerfTrace
import Testing

@Suite struct ImportFormatsTests {
  /// Fixture, format, results, values left out.
  static let fixtures: [(String, String, Int, Int)] = [
    ("github-action-benchmark.js", "github-action-benchmark", 22, 0),
    ("github-action-benchmark-custom.json", "github-action-benchmark", 3, 0),
    ("asv/machine/897431cc.json", "asv", 15, 3),
    ("asv-v1.json", "asv", 5, 3),
    ("hyperfine.json", "hyperfine", 8, 0),
    ("google-benchmark.json", "google-benchmark", 3, 1),
    ("pytest-benchmark.json", "pytest-benchmark", 2, 0),
    ("go.txt", "go", 4, 0),
    ("criterion/fib/recursive/20/new/estimates.json", "criterion", 1, 0),
    ("criterion-messages.jsonl", "criterion", 1, 0),
    ("jmh.json", "jmh", 2, 0),
    ("bencher.json", "bencher", 3, 0),
    ("junit.xml", "junit", 4, 1),
    ("gnu-time.txt", "gnu-time", 2, 0),
    ("rust-analyzer.jsonl", "rust-analyzer", 10, 0),
    ("results.csv", "csv", 3, 0),
    ("granular_trace.json", "granular", 2, 0),
  ]

  @Test(arguments: fixtures)
  func recognizesEveryFormatByItsContent(
    path: String, format: String, results: Int, leftOut: Int
  ) throws {
    let draft = try InterchangeFixture.draft(path)
    #expect(draft.format == format)
    #expect(draft.fossils.count == results)
    #expect(draft.valuesLeftOut == leftOut)
    #expect(Set(draft.fossils.map(\.id)).count == results)
  }

  @Test(arguments: fixtures)
  func writesFossilsThatReadBackEqual(
    path: String, format: String, results: Int, leftOut: Int
  ) throws {
    for fossil in try InterchangeFixture.draft(path, as: format).fossils {
      var line: [UInt8] = []
      fossil.append(to: &line)
      #expect(try Fossil(line: line) == fossil)
    }
  }

  @Test(arguments: fixtures)
  func givesTheSameFossilsEveryTime(
    path: String, format: String, results: Int, leftOut: Int
  ) throws {
    let (once, again) = (
      try InterchangeFixture.draft(path), try InterchangeFixture.draft(path)
    )
    #expect(once.fossils == again.fossils)
  }

  @Test func namesWhatIsKnownWhenAFormatIsNot() throws {
    let error = #expect(throws: ImportError.self) {
      try InterchangeFixture.draft(text: "{}", as: "hyper")
    }
    #expect(
      InterchangeFixture.words(try #require(error)) == """
        perftrace: error: unknown format "hyper"
          hint: did you mean "hyperfine"?
        """)
  }

  @Test func saysThatTheContentIsNoKnownFormat() throws {
    let error = #expect(throws: ImportError.self) {
      try InterchangeFixture.draft(text: "hello\nworld\n")
    }
    #expect(
      InterchangeFixture.words(try #require(error)) == """
        perftrace: error: in.txt: the format was not recognised
          hint: name it: perftrace import FORMAT FILE, with FORMAT one of asv, bencher, criterion, \
        csv, github-action-benchmark, gnu-time, go, google-benchmark, granular, hyperfine, jmh, \
        junit, pytest-benchmark, rust-analyzer
        """)
  }

  @Test(arguments: [
    ("{\"results\": [1, 2", "in.txt:1:18: malformed JSON: expected \",\" or \"]\", found the end"),
    (
      "{\"results\": [\n  1 2]}", "in.txt:2:5: malformed JSON: expected \",\" or \"]\", found \"2\""
    ),
    (
      String(repeating: "[", count: 200),
      "in.txt:1:101: malformed JSON: more than 100 levels inside one another"
    ),
  ])
  func pointsAtThePlaceWhereJSONBreaks(text: String, message: String) throws {
    let error = #expect(throws: ImportError.self) { try InterchangeFixture.draft(text: text) }
    #expect(InterchangeFixture.words(try #require(error)) == "perftrace: error: " + message)
  }

  @Test func saysThatAFileHoldsNoResult() throws {
    let error = #expect(throws: ImportError.self) {
      try InterchangeFixture.draft(text: "PASS\n", as: "go")
    }
    #expect(
      InterchangeFixture.words(try #require(error))
        == "perftrace: error: in.txt: no go result found")
  }
}
