import Testing

@testable import PerfTrace

@Suite struct EnvironmentProbeTests {
  @Test func tellsMachineAndInterpreterInUse() async throws {
    var probe = EnvironmentProbe()
    let environment = await probe.environment(
      for: .script(path: Array("a.py".utf8)))
    let values = environment.values
    #expect(values["python_version"]?.first?.isNumber == true)
    #expect(values["node_version"] == nil)
    #expect(["linux", "darwin"].contains(values["os"]))
    for key in ["kernel", "arch", "cpu_model", "cpu_cores", "memory_total"] {
      #expect(values[key]?.isEmpty == false, "\(key)")
    }
  }

  @Test func leavesOutTheVersionOfAMissingInterpreter() async {
    var probe = EnvironmentProbe()
    let command = Command(
      name: "x", arguments: [], interpreter: "ruby", interpreterProgram: "/no/such/ruby")
    #expect(await probe.environment(for: command).values["ruby_version"] == nil)
  }

  @Test(arguments: [
    ("node", "v20.20.2\n", "v20.20.2"), ("bun", "1.0.0\n", "1.0.0"),
    ("python3", "Python 3.11.7\n", "3.11.7"), ("python3.12", "Python 3.12.1", "3.12.1"),
    ("ruby", "ruby 3.1.2p20 (2022-04-12)", "3.1.2p20"), ("perl", "v5.36.0", "5.36.0"),
    ("swift", "Swift version 6.3.1 (swift-6.3.1-RELEASE)\nTarget: x", "6.3.1"),
    ("bash", "GNU bash, version 5.2.15(1)-release (x86_64)", "5.2.15"),
    ("java", "openjdk version \"17.0.9\" 2023", "17.0.9"),
  ])
  func readsVersions(program: String, output: String, version: String) throws {
    let interpreter = try #require(Interpreter(program: program))
    #expect(interpreter.version(in: output) == version)
  }

  @Test func knowsNoInterpreterBehindOtherNames() {
    #expect(Interpreter(program: "cargo") == nil)
    #expect(Interpreter(program: "") == nil)
  }

  @Test func tellsTheKindOfRunner() throws {
    func runner(_ variables: [String: String]) -> RunnerKind? { RunnerKind { variables[$0] } }
    let hosted = try #require(
      runner([
        "GITHUB_ACTIONS": "true", "RUNNER_ENVIRONMENT": "github-hosted", "ImageOS": "ubuntu24",
        "ImageVersion": "20260504.1",
      ]))
    #expect(hosted.kind == "github-hosted")
    #expect(hosted.image == "ubuntu24 20260504.1")
    #expect(runner([:]) == nil)
    #expect(runner(["CI": "true"])?.kind == "ci")
  }

  #if os(Linux)
    @Test func readsMembershipOfControlGroups() {
      let group = ControlGroup(membership: "0::/no/such/group\n5:cpu,cpuacct:/x\n")
      #expect(group.memoryLimit.map { $0 > 0 } ?? true)
      #expect(ControlGroup(membership: "").coreQuota == nil)
    }
  #endif
}
