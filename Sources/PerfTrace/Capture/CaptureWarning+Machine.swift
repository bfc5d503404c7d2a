internal import PerfBytes

extension CaptureWarning {
  /// What is noteworthy about the machine before anything is measured.
  ///
  /// The load is an average over a minute, in which the last measurements themselves count: where nothing else wants to
  /// run any more, it is no reason to warn. Whoever reads an examination (`isExamined`) is not sent to it.
  package static func warnings(
    of machine: MachineState, isExamined: Bool = false
  ) -> [CaptureWarning] {
    var warnings: [CaptureWarning] = []
    if let load = machine.load, let cores = machine.cores, load > cores / 2,
      machine.othersRunning != 0
    {
      warnings.append(
        CaptureWarning(
          seen:
            "the machine is under load: \(String(fixed: load, fractionDigits: 1)) processes want to run on \(String(fixed: cores, fractionDigits: 2, trimsZeros: true)) core\(cores == 1 ? "" : "s")",
          reason: "what is measured has to share them",
          hint: isExamined
            ? "end other programs, or wait"
            : "end other programs, or wait; `perftrace doctor` tells how noisy this machine is"))
    }
    if let governor = machine.governor,
      ["powersave", "ondemand", "conservative"].contains(governor)
    {
      warnings.append(
        CaptureWarning(
          seen: "the processor's frequency follows its load (\(governor))",
          reason: "short executions meet a slower processor than long ones",
          hint: "`cpupower frequency-set --governor performance` keeps it steady"))
    }
    if machine.runsOnBattery {
      warnings.append(
        CaptureWarning(
          seen: "the machine runs on its battery", reason: "processors are slowed down to save it",
          hint: "measure on mains"))
    }
    return warnings
  }

  /// What keeps git from telling the revision.
  package static func warnings(of revision: Revision) -> [CaptureWarning] {
    guard let problem = revision.git.problem else { return [] }
    return [
      CaptureWarning(
        seen: "git tells nothing about the revision", reason: problem,
        hint: problem.contains("dubious ownership")
          ? "`git config --global --add safe.directory FOLDER` lets git look" : nil)
    ]
  }
}
