internal import ArgumentParser
internal import PerfCommandLine
internal import PerfTrace

struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Tells what this machine can measure, and how noisy it is.",
    discussion: "Takes about a second, in which the same work is done a hundred times.")

  func run() async throws {
    let launcher = try Launcher()
    let examination = try Examination.ofThisMachine(launcher: launcher, probe: NoiseProbe.run())
    for finding in examination.findings {
      let mark =
        switch finding.grade {
        case .fine: "ok "
        case .poor: "!  "
        case .missing: "-  "
        }
      Console.write("\(mark) \(finding.subject): \(TerminalText.safe(finding.text))")
      if let hint = finding.hint { Console.write("      \(TerminalText.safe(hint))") }
    }
  }
}
