internal import CProcess

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// What can be measured on this machine, what not and why, and how noisy it is.
package struct Examination: Sendable, Equatable {
  /// How good a finding is.
  package enum Grade: String, Sendable {
    case fine
    case poor
    case missing
  }

  /// One thing that was looked at.
  package struct Finding: Sendable, Equatable {
    package var subject: String
    package var grade: Grade
    /// What was found, in words that a person can act on.
    package var text: String
    /// What to do about it; `nil` where nothing is wrong or nothing can be done.
    package var hint: String?

    init(_ subject: String, _ grade: Grade, _ text: String, hint: String? = nil) {
      self.subject = subject
      self.grade = grade
      self.text = text
      self.hint = hint
    }
  }

  package var findings: [Finding]

  /// Looks at this machine. `probe` is a noise probe of it; `launcher` starts a command to see what comes of it.
  ///
  /// Throws `CaptureError` if no process can be started.
  package static func ofThisMachine(
    launcher: Launcher, probe: NoiseProbe
  ) throws(CaptureError) -> Examination {
    var options = ExecutionOptions()
    options.output = .discard
    options.input = .empty
    let wait = Command.commandLine(["sleep", "0.05"].map { Array($0.utf8) })
    let execution = try Recorder(launcher: launcher).execute(wait, options: options)
    var findings = memory(execution)
    findings += counters(Counter.probe())
    findings.append(callgrind())
    findings += machine(.current)
    findings += noise(probe)
    return Examination(findings: findings)
  }

  private static func memory(_ execution: Execution) -> [Finding] {
    var findings = [
      Finding(
        "time", .fine, "wall, user and system time by the kernel, to the microsecond")
    ]
    guard let usage = execution.usage else {
      return [Finding("processes", .missing, execution.outcome.failure ?? "cannot be started")]
    }
    let floor = Quantity(Double(usage.memoryFloor), .bytes).text
    findings.append(
      Finding("peak memory", .fine, "of the largest process; less than \(floor) cannot be told"))
    if usage.tree == nil {
      findings.append(
        Finding(
          "memory of the tree", .missing,
          "no sample could be taken of a process that ran for 50 ms",
          hint: "is /proc mounted?"))
    } else if usage.adoptsOrphans {
      findings.append(
        Finding("memory of the tree", .fine, "sampled, with processes that lost their parent"))
    } else {
      findings.append(
        Finding(
          "memory of the tree", .poor,
          "sampled; processes that lose their parent and leave its group are missed here"))
    }
    return findings
  }

  /// One finding for all counters that fare alike.
  static func counters(_ statuses: [(counter: Counter, error: Int32)]) -> [Finding] {
    var errors: [Int32] = []
    for status in statuses where !errors.contains(status.error) { errors.append(status.error) }
    return errors.map { error in
      let titles = statuses.filter { $0.error == error }.map(\.counter.title)
      return counterFinding(titles.joined(separator: ", "), error)
    }
  }

  private static func counterFinding(_ subject: String, _ error: Int32) -> Finding {
    switch error {
    case 0:
      Finding(subject, .fine, "counted by the kernel, of the whole tree")
    case EACCES, EPERM:
      Finding(
        subject, .missing, "the kernel does not let this user count",
        hint:
          "as root: sysctl kernel.perf_event_paranoid=2; in a container also the capability PERFMON"
      )
    case ENOENT, EOPNOTSUPP, ENODEV:
      Finding(
        subject, .missing, "this machine has no such counter, as is usual in virtual machines",
        hint: "--counters callgrind counts instructions anywhere")
    case ENOSYS:
      Finding(subject, .missing, "this kernel was built without performance counters")
    default:
      Finding(subject, .missing, SystemFile.message(error))
    }
  }

  private static func callgrind() -> Finding {
    let variables = ProcessVariables.all
    let path = ProgramPath.find(Array("valgrind".utf8), variables: variables, directory: nil)
    return path == nil
      ? Finding(
        "callgrind", .missing, "valgrind is not installed", hint: "apt-get install valgrind")
      : Finding("callgrind", .fine, "instructions of an extra execution by --counters callgrind")
  }

  static func machine(_ state: MachineState) -> [Finding] {
    var findings = CaptureWarning.warnings(of: state, isExamined: true).map {
      Finding("machine", .poor, "\($0.seen): \($0.reason)", hint: $0.hint)
    }
    if let virtualization = state.virtualization {
      findings.append(
        Finding(
          "machine", .poor, "a virtual machine (\(virtualization)): others may share its processor",
          hint: "compare runs of one invocation rather than of different days"))
    }
    if findings.isEmpty {
      findings.append(Finding("machine", .fine, "quiet, on mains, with a steady processor"))
    }
    return findings
  }
}
