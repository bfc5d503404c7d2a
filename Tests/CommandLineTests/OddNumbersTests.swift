import PerfTestSupport
import PerfTrace
import Testing

/// Odd numbers for `changepoints`, `judge` and `compare --samples`, which read them from any tool.
@Suite struct OddNumbersTests {
  private let perftrace = BuiltProgram("perftrace")

  private static let numbers = [
    "0", "-0.0", "1", "-1", "5e-324", "-5e-324", "1e-310", "1.7e308", "-1.7e308",
    "9007199254740992", "9007199254740993", "null",
  ]

  private static func list(_ number: String, _ count: Int) -> String {
    Array(repeating: number, count: count).joined(separator: ",")
  }

  private func answers(_ command: String, to lines: [String]) throws -> [JSONValue] {
    let folder = try TemporaryFolder()
    let outcome = try perftrace.run(
      [command], in: folder.path, input: lines.joined(separator: "\n"))
    #expect((outcome.status, outcome.errorOutput) == (0, ""))
    // The reader takes no NaN and no infinity.
    let answers = try outcome.output.split(separator: "\n").map {
      try JSONValue.parse(Array($0.utf8))
    }
    #expect(answers.count == lines.count)
    return answers
  }

  /// The value of a key in every object below, and the number that it has to be.
  private func expectNumbers(_ keys: [String], in answer: JSONValue) {
    for key in keys {
      #expect(answer[key]?.double?.isFinite == true, "\(key) of \(answer)")
    }
  }

  @Test func findsChangesAmongOddNumbers() throws {
    var lines: [String] = []
    for first in Self.numbers {
      for second in Self.numbers {
        lines += [
          "\(Self.list(first, 20)),\(Self.list(second, 20))", Self.list("\(first),\(second)", 20),
          "\(Self.list(first, 20)),\(second),\(Self.list(first, 20))",
        ]
      }
    }
    let answers = try answers(
      "changepoints", to: lines.map { "{\"name\":\"s\",\"values\":[\($0)]}" })
    for answer in answers {
      expectNumbers(["noise", "autocorrelation", "smallest_step"], in: answer)
      for key in ["change_points", "spikes"] {
        for point in answer[key]?.elements ?? [] {
          expectNumbers(["index", "effect", "strength", "before", "after"], in: point)
        }
      }
    }
  }

  @Test(arguments: [
    ("", []), ("5", []), (list("7", 40), []), ("null,null", []),
    (list("0", 20) + "," + list("1", 20), [20]), (list("1", 20) + "," + list("-1", 20), [20]),
    (list("5e-324", 20) + "," + list("1e-323", 20), [20]),
    (list("9007199254740992", 20) + "," + list("9007199254740993", 20), []),
    (list("null", 5) + "," + list("1", 20) + "," + list("2", 20), [25]),
  ])
  func placesChangesAmongOddNumbers(values: String, indices: [Int]) throws {
    let answer = try #require(
      answers("changepoints", to: ["{\"name\":\"s\",\"values\":[\(values)]}"]).first)
    #expect(answer["change_points"]?.elements?.compactMap { $0["index"]?.integer } == indices)
  }

  @Test func judgesOddNumbers() throws {
    var lines: [String] = []
    for base in Self.numbers {
      for head in Self.numbers {
        for count in [1, 10] {
          for jobs in ["", ",\"jobs\":[]", ",\"jobs\":[0,-1,5e-324,1.7e308,null]"] {
            lines.append(
              "{\"name\":\"s\",\"base\":[\(Self.list(base, count))],\"head\":[\(Self.list(head, count))],\"stage\":1\(jobs)}"
            )
          }
        }
      }
    }
    for (answer, line) in zip(try answers("judge", to: lines), lines) {
      expectNumbers(["p", "p_less"], in: answer)
      // A side of missing values alone has no effect to tell; every other has a finite one.
      if line.contains("\"base\":[null") || line.contains("\"head\":[null") {
        #expect(answer["effect"] == .null)
      } else {
        expectNumbers(["effect"], in: answer)
      }
      for bound in answer["interval"]?.elements ?? [] { #expect(bound.double?.isFinite == true) }
    }
  }

  @Test(arguments: [
    ("", "", "inconclusive"), ("1", "2", "inconclusive"), (list("1", 10), "", "inconclusive"),
    (list("3", 10), list("3", 10), "pass"), (list("0", 10), list("0", 10), "pass"),
    (list("0", 10), list("1", 10), "regressed"), (list("-1", 10), list("-2", 10), "improved"),
    (list("5e-324", 10), list("1.7e308", 10), "regressed"),
    (list("1.7e308", 10), list("5e-324", 10), "improved"),
    (list("-1.7e308", 10), list("1.7e308", 10), "regressed"),
    (list("9007199254740992", 10), list("9007199254740993", 10), "pass"),
  ])
  func givesAVerdictOnOddNumbers(base: String, head: String, verdict: String) throws {
    let answer = try answers(
      "judge", to: ["{\"name\":\"s\",\"base\":[\(base)],\"head\":[\(head)]}"]
    ).first
    #expect(answer?["verdict"]?.text == verdict)
  }

  @Test(arguments: ["NaN", "Infinity", "-Infinity", "1e999", "-1e999", "\"1\"", "[1]", "true"])
  func refusesWhatIsNoNumber(word: String) throws {
    let folder = try TemporaryFolder()
    for (command, line) in [
      ("changepoints", "{\"name\":\"a\",\"values\":[1,\(word)]}\n{\"name\":\"b\",\"values\":[1]}"),
      (
        "judge",
        "{\"name\":\"a\",\"base\":[\(word)],\"head\":[1]}\n{\"name\":\"b\",\"base\":[1],\"head\":[2]}"
      ),
    ] {
      let outcome = try perftrace.run([command], in: folder.path, input: line)
      #expect(outcome.status == 1)
      #expect(outcome.errorOutput.hasPrefix("perftrace: error: standard input:1:"))
      #expect(outcome.output.hasPrefix("{\"name\":\"b\","), "the other line is answered")
    }
  }

  /// The built programs are asked for a million by `Tests/Scripts/bad-input.sh`, in seconds if made for release.
  @Test func answersManyEqualValues() throws {
    let values = Self.list("1", 40_000)
    let point = try answers("changepoints", to: ["{\"name\":\"s\",\"values\":[\(values)]}"]).first
    #expect(point?["change_points"]?.elements?.isEmpty == true)
    #expect(point?["noise"]?.double == 0.001, "the least that is assumed")
    let half = Self.list("1", 20_000)
    let judged = try answers(
      "judge", to: ["{\"name\":\"s\",\"base\":[\(half)],\"head\":[\(half)]}"]
    ).first
    #expect(judged?["verdict"]?.text == "pass")
    #expect(judged?["effect"]?.double == 0)
  }

  @Test(arguments: [
    ("", "no samples in \"odd\""), (" \n\n", "no samples in \"odd\""),
    ("1 nan", "odd:1: \"nan\" is no finite number"),
    ("1\ninf", "odd:2: \"inf\" is no finite number"),
    ("1e999", "odd:1: \"1e999\" is no finite number"),
    ("1 two", "odd:1: \"two\" is no finite number"),
    ("{\"results\":[]}", "no samples in \"odd\""),
    ("{\"results\":[{\"times\":[null]}]}", "no samples in \"odd\""),
    ("{\"results\":[{\"times\":[1,1e999]}]}", "odd:1:25: a number too large for a Double"),
    ("{\"results\":", "odd:1:12: expected a value, found the end"),
  ])
  func refusesSamplesThatAreNone(text: String, words: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(text, to: "odd")
    try folder.write("1 1.1 1.2", to: "plain")
    for arguments in [["odd", "plain"], ["plain", "odd"]] {
      let outcome = try perftrace.run(["compare", "--samples"] + arguments, in: folder.path)
      #expect(outcome.status == 1)
      #expect(
        outcome.errorOutput == """
          perftrace: error: \(words)
            hint: write numbers, one a line, or give hyperfine's --export-json\n
          """)
    }
  }

  @Test(arguments: [
    ("1", "1.1 1.2 1", "inconclusive"), ("0 0 0 0 0 0", "0 0 0 0 0 0", "pass"),
    ("0 0 0 0 0 0", "1 1 1 1 1 1", "regressed"), ("-1 -1 -1 -1 -1", "-2 -2 -2 -2 -2", "improved"),
    ("5e-324 5e-324 5e-324 5e-324 5e-324", "1 1 1 1 1", "regressed"),
    ("1.7e308 1.7e308 1.7e308 1.7e308 1.7e308", "1 1 1 1 1", "improved"),
  ])
  func comparesOddSamples(base: String, head: String, verdict: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(base, to: "base")
    try folder.write(head, to: "head")
    for format in ["text", "json", "markdown", "csv"] {
      let outcome = try perftrace.run(
        ["compare", "--samples", "base", "head", "--format", format], in: folder.path)
      #expect(outcome.status == 0)
      #expect(outcome.output.contains(verdict))
      let words = outcome.output.split { !$0.isLetter }.map { $0.lowercased() }
      #expect(!words.contains("nan") && !words.contains("inf"))
    }
  }

  @Test func saysThatAnEffectIsBeyondAllMeasure() throws {
    let folder = try TemporaryFolder()
    try folder.write("5e-324 5e-324 5e-324 5e-324 5e-324", to: "base")
    try folder.write("1 1 1 1 1", to: "head")
    let outcome = try perftrace.run(["compare", "--samples", "base", "head"], in: folder.path)
    #expect(outcome.output.contains("over +999,999 %"))
  }
}
