import PerfStatistics
import PerfTrace
import Testing

@Suite struct StatisticsQuestionTests {
  private let changePoints = StatisticsQuestion.changePoints(ChangePointDetector())
  private let judgement = StatisticsQuestion.judgement(TwoSampleJudgement.Limits(), scripts: 1)

  private func answer(_ question: StatisticsQuestion, _ line: String) throws(JSONError) -> String {
    var output: [UInt8] = []
    let bytes = Array(line.utf8)
    try question.answer(bytes.span, into: &output)
    return String(decoding: output, as: UTF8.self)
  }

  @Test func answersWithValidJSON() throws {
    let values =
      Array(repeating: "1", count: 30).joined(separator: ",")
      + "," + Array(repeating: "2", count: 30).joined(separator: ",")
    let text = try answer(changePoints, #"{"x":[{}],"name":"a\"\u00e9","values":[\#(values)]}"#)
    guard case .object(let fields) = try JSONValue.parse(Array(text.utf8)) else {
      Issue.record("no object: \(text)")
      return
    }
    #expect(fields["name"] == .string("a\"é"))
    guard case .array(let points)? = fields["change_points"],
      case .object(let point)? = points.first
    else {
      Issue.record("no change point: \(text)")
      return
    }
    #expect(points.count == 1)
    #expect(point["index"] == .number(30))
    #expect(point["kind"] == .string("step"))
    #expect(point["effect"] == .number(1))
  }

  @Test func takesNullForAMissingValue() throws {
    let text = try answer(changePoints, #"{"name":"n","values":[null,1,2]}"#)
    #expect(text.hasPrefix(#"{"name":"n","change_points":[],"spikes":[],"noise":"#))
  }

  @Test func tellsSuspectsOfTheFirstStage() throws {
    let base = "1,1.01,0.99,1.02,1,1.01,0.98,1,1.01,1"
    let head = "1.1,1.11,1.09,1.12,1.1,1.11,1.08,1.1,1.11,1.1"
    let text = try answer(
      judgement, #"{"name":"s","stage":1,"base":[\#(base)],"head":[\#(head)]}"#)
    #expect(text.contains(#""verdict":"regressed""#))
    #expect(text.contains(#""suspect":true"#))
    let calm = try answer(
      judgement, #"{"name":"s","stage":1,"base":[\#(base)],"head":[\#(base)]}"#)
    #expect(calm.contains(#""verdict":"pass""#))
    #expect(calm.contains(#""suspect":false"#))
  }

  @Test func asksMoreOfDifferentJobs() throws {
    let base = "1,1.01,0.99,1.02,1,1.01,0.98,1,1.01,1"
    let head = "1.05,1.06,1.04,1.07,1.05,1.06,1.03,1.05,1.06,1.05"
    let line = #"{"name":"s","base":[\#(base)],"head":[\#(head)]"#
    let alike = try answer(judgement, line + "}")
    #expect(alike.contains(#""verdict":"regressed""#))
    let jobs = (0..<30).map { $0.isMultiple(of: 2) ? "1.03" : "0.97" }.joined(separator: ",")
    let different = try answer(judgement, line + #","jobs":[\#(jobs)]}"#)
    #expect(
      different.contains(
        #""verdict":"inconclusive","reason":"jobs differ by as much; measure both sides in one job","effect":0.05"#
      ))
    #expect(!different.contains("runs_needed"))
    // A difference below the limit is none, whatever jobs do; and one beyond both stands out.
    let same = try answer(
      judgement, #"{"name":"s","base":[\#(base)],"head":[\#(base)],"jobs":[\#(jobs)]}"#)
    #expect(same.contains(#""verdict":"pass""#))
    #expect(!same.contains("reason"))
    let far = head.replacing("1.0", with: "1.4")
    let beyond = try answer(
      judgement, #"{"name":"s","base":[\#(base)],"head":[\#(far)],"jobs":[\#(jobs)]}"#)
    #expect(beyond.contains(#""verdict":"regressed""#))
    let better = try answer(
      judgement, #"{"name":"s","base":[\#(head)],"head":[\#(base)],"jobs":[\#(jobs)]}"#)
    #expect(better.contains(#""verdict":"inconclusive","reason":"#))
  }

  @Test(arguments: ["[]", "[null]"]) func tellsNoEffectThatNobodyMeasured(_ values: String) throws {
    let text = try answer(judgement, #"{"name":"s","base":\#(values),"head":\#(values)}"#)
    #expect(text.hasPrefix(#"{"name":"s","verdict":"inconclusive","effect":null,"p":1,"#))
  }

  @Test(arguments: [
    ("", 0, "expected \"{\", found the end"),
    ("[]", 0, "expected \"{\", found \"[\""),
    (#"{"name":1}"#, 8, "expected a string, found \"1\""),
    (#"{"values":[1]}"#, 0, "no \"name\""),
    (#"{"name":"a"}"#, 0, "no \"values\""),
    (#"{"name":"a","values":[1,NaN]}"#, 24, "expected a digit, found \"N\""),
    (#"{"name":"a","values":{}}"#, 21, "expected \"[\", found \"{\""),
    (#"{"name":"a","stage":3}"#, 20, "expected stage 1 or 2"),
    (#"{"name":"a","values":[1]} x"#, 26, "expected the end, found \"x\""),
  ])
  func tellsWhereALineIsDamaged(_ line: String, _ offset: Int, _ problem: String) {
    #expect(throws: JSONError(offset: offset, problem: problem)) {
      try answer(changePoints, line)
    }
  }

  @Test(arguments: [1, 2, 7]) func keepsTheOrderOfLinesAndNumbersTheirFaults(_ threads: Int) async {
    var block: [UInt8] = []
    for number in 1...2000 {
      let line =
        switch number {
        case 50, 1999: "{"
        case 60: ""
        default: #"{"name":"\#(number)","values":[1,2,3]}"#
        }
      block.append(contentsOf: (line + "\n").utf8)
    }
    let answers = await StatisticsAnswers(
      to: block, firstLine: 11, question: changePoints, threads: threads)
    #expect(answers.lineCount == 2000)
    #expect(answers.faults.map(\.line) == [60, 2009])
    let names = answers.output.split(separator: UInt8(ascii: "\n")).map {
      String(decoding: $0.dropFirst(9).prefix { $0 != UInt8(ascii: "\"") }, as: UTF8.self)
    }
    #expect(names == (1...2000).filter { ![50, 60, 1999].contains($0) }.map(String.init))
  }
}
