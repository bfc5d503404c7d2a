import PerfTestSupport
import Testing

@testable import PerfTrace

@Suite struct FossilCodingTests {
  @Test func readsBackWhatItWrites() throws {
    for number in 0..<60 {
      let fossil = Samples.fossil(number)
      let read = try Fossil(line: Samples.line(number))
      #expect(read == fossil)
    }
  }

  @Test func keepsUnknownKeys() throws {
    let text =
      #"{"schema":1,"id":"0197d8a2-6c1e-7b64-9d0f-4d2f0b1c9a77","script":"s","timestamp":"2025-07-05T05:30:00.000Z","later":{"a":[1,"x"]}}"#
    let fossil = try Fossil(line: Array(text.utf8))
    #expect(fossil.unknown == ["later": .object(["a": .array([.number(1), .string("x")])])])
    var bytes: [UInt8] = []
    fossil.append(to: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == text)
  }

  @Test func readsTheOriginalsEntry() throws {
    let entry = """
      {
        "script": "llm-chat-context", "execution_time": "4.23", "memory_usage_mb": 45.2,
        "exit_code": "0", "timestamp": "2025-07-05T05:30:00Z", "git_sha": "abc123def456",
        "git_branch": "feature/performance-tracking",
        "additional_metrics": {"real_time": 4.23, "user_time": " 3.38", "cpu_percent": 100},
        "environment": {"node_version": "v18.17.0", "os": "darwin", "cpu_cores": 8}
      }
      """
    let fossil = try Fossil(line: Array(entry.utf8))
    #expect(fossil.executionTime == 4.23)
    #expect(fossil.exitCode == 0)
    #expect(fossil.gitSHA == "abc123def456")
    #expect(fossil.additionalMetrics["user_time"] == 3.38)
    #expect(fossil.environment.values["cpu_cores"] == "8")
    #expect(fossil.id.high >> 12 & 15 == 8)
    // The id is that of the content: blanks and the kind of number do not matter.
    let compact = entry.replacing("\n", with: "").replacing("\"4.23\"", with: "4.230")
    #expect(try Fossil(line: Array(compact.utf8)).id == fossil.id)
    let other = entry.replacing("4.23", with: "4.24")
    #expect(try Fossil(line: Array(other.utf8)).id != fossil.id)
  }

  @Test func leavesOutWhatIsNoNumber() throws {
    var fossil = Samples.fossil(1)
    fossil.executionTime = .nan
    fossil.additionalMetrics["user_time"] = .infinity
    fossil.metrics["throughput"]?.value = .nan
    var bytes: [UInt8] = []
    fossil.append(to: &bytes)
    let read = try Fossil(line: bytes)
    #expect(read.executionTime == nil)
    #expect(read.additionalMetrics["user_time"] == nil)
    #expect(read.metrics.isEmpty)
  }

  @Test(arguments: [
    (#""execution_time":true"#, #"expected a number for "execution_time", found a boolean"#),
    (#""execution_time":"fast""#, #"expected a number for "execution_time", found a string"#),
    (#""exit_code":1.5"#, #"expected a whole number for "exit_code", found 1.5"#),
    (
      #""git_sha":"../../x""#,
      #"expected a commit hash of 4 to 64 hexadecimal digits for "git_sha", found another string"#
    ),
    (#""additional_metrics":[]"#, #"expected an object for "additional_metrics", found an array"#),
    (
      #""additional_metrics":{"user_time":{}}"#,
      #"expected a number for "additional_metrics.user_time", found an object"#
    ),
    (#""memory_profile":[1]"#, #"expected pairs of numbers for "memory_profile", found a number"#),
    (
      #""metrics":{"m":{"value":1,"better":"up"}}"#,
      #"expected "lower" or "higher" for "metrics.m.better", found "up""#
    ),
    (#""metrics":{"m":{}}"#, #""metrics.m.value" is missing"#),
    (#""schema":7"#, "schema 7 is not known to this version, which reads schema 1"),
    (#""script":"again""#, "an object with a key that occurs twice"),
  ])
  func saysWhatIsWrong(field: String, problem: String) {
    let text = #"{"script":"s","timestamp":"2025-07-05T05:30:00Z",\#(field)}"#
    #expect {
      try Fossil(line: Array(text.utf8))
    } throws: {
      ($0 as? FossilError)?.problem == problem
    }
  }

  @Test(arguments: [
    (#"{"timestamp":"2025-07-05T05:30:00Z"}"#, #""script" is missing"#),
    (#"{"script":"s"}"#, #""timestamp" is missing"#),
    (
      #"{"script":"s","timestamp":"yesterday"}"#,
      #"expected an ISO 8601 date and time for "timestamp", found another string"#
    ),
    ("[]", #"expected an object for "fossil", found an array"#),
    (#"{"script":"s""#, #"expected "," or "}", found the end"#),
  ])
  func needsAScriptAndATime(text: String, problem: String) {
    #expect {
      try Fossil(line: Array(text.utf8))
    } throws: {
      ($0 as? FossilError)?.problem == problem
    }
  }
}
