import PerfTestSupport
import PerfTrace
import Testing

@Suite struct ConfigCommandTests {
  private func run(_ arguments: [String], _ configuration: String?) throws -> BuiltProgram.Outcome {
    let folder = try TemporaryFolder()
    if let configuration { try folder.write(configuration, to: "perftrace.yml") }
    return try BuiltProgram("perftrace").run(["config"] + arguments, in: folder.path)
  }

  @Test func tellsEveryFault() throws {
    let outcome = try run(["check", "perftrace.yml"], "limits:\n  max-tme: 15s\n  regression: 5\n")
    #expect(outcome.status == 1)
    #expect(
      outcome.errorOutput == """
        perftrace: error: perftrace.yml:2:3: unknown key "max-tme" in "limits"
          hint: did you mean "max-time"?
        perftrace: error: perftrace.yml:3:15: "5" is no value for "limits.regression": the unit is missing
          hint: write 5%

        """)
  }

  @Test func findsNothingWrong() throws {
    let outcome = try run(["check", "perftrace.yml"], "store: fossils\n")
    #expect(outcome.status == 0)
    #expect(outcome.output == "perftrace.yml: fine\n")
  }

  @Test func showsTheDefaults() throws {
    let outcome = try run(["show"], nil)
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("  max-time: 15s\n  success-rate: 85%\n  regression: 5%\n"))
    let json = try run(["show", "--format", "json"], "limits: {trend: 12%}\n")
    #expect(
      try JSONValue.parse(Array(json.output.utf8))["limits"]?["trend"]?.text == "12%")
  }

  @Test func saysThatThereIsNone() throws {
    let outcome = try run(["check"], nil)
    #expect(outcome.status == 1)
    #expect(
      outcome.errorOutput.hasPrefix(
        "perftrace: error: perftrace.yml: cannot read the configuration: there is none here or above"
      ))
  }
}
