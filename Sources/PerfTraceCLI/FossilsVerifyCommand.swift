internal import ArgumentParser
internal import PerfCommandLine
internal import PerfTrace

struct FossilsVerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Reads every fossil and names all damage; exit status 2 where there is any.")

  @OptionGroup var storeOptions: StoreOptionGroup

  @Flag(help: "Move damaged lines to a .damaged file beside theirs.")
  var repair = false

  func run() async throws {
    let store = try storeOptions.store()
    let verification = try await store.verify()
    // What is repaired below is no failure, and needs no hint.
    var teller = DiagnosisTeller(omitsHints: repair)
    for diagnostic in verification.diagnostics {
      teller.tell(diagnostic, severity: diagnostic.isDamage && !repair ? "error" : "warning")
    }
    Console.write(
      "\(verification.fossils.of("fossil")) in \(verification.files.of("file")), "
        + Quantity(Double(verification.bytes), .bytes).text
        + (verification.repeated > 0
          ? ", \(Quantity.count(verification.repeated)) more than once" : ""))
    guard verification.isDamaged else { return }
    if repair {
      for repair in try store.repair(verification.diagnostics) {
        Console.write(
          "\(repair.path): \(repair.lines.of("damaged part")) "
            + "moved to \(repair.damagedPath)")
      }
      let left = try await store.verify().diagnostics.filter(\.isDamage)
      if left.isEmpty { return }
      var teller = DiagnosisTeller()
      for diagnostic in left { teller.tell(diagnostic, severity: "error") }
    }
    throw ExitCode(2)
  }
}
