internal import ArgumentParser
internal import PerfCommandLine
internal import PerfTrace

struct FossilsArchiveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "archive",
    abstract: "Writes a snapshot of the store, fossils-<time>.tar.gz, with a list of checksums.",
    discussion: """
      To restore it: tar xzf FILE -C FOLDER, then sha256sum -c SHA256SUMS there. FOLDER is then a \
      store, also for `perftrace fossils merge`.
      """)

  @OptionGroup var storeOptions: StoreOptionGroup

  @Option(name: [.short, .long], help: ArgumentHelp("Where to put it.", valueName: "folder"))
  var output = "."

  func run() async throws {
    let archive = try await storeOptions.store().archive(into: output, now: .now())
    Console.write(
      "\(archive.path): \(archive.files.of("file")), "
        + Quantity(Double(archive.bytes), .bytes).text)
  }
}
