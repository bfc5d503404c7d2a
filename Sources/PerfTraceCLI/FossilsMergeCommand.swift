internal import ArgumentParser
internal import PerfCommandLine
internal import PerfTrace

struct FossilsMergeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Adds the fossils of other stores, each once.")

  @OptionGroup var storeOptions: StoreOptionGroup

  @Argument(help: "Folders with fossils: other stores, downloaded artifacts.")
  var folders: [String]

  func run() async throws {
    let merge = try await storeOptions.store().merge(folders)
    StoreOptionGroup.warn(merge.diagnostics)
    Console.write(
      "\(merge.added.of("fossil")) added in \(merge.files.count.of("file")), "
        + "\(Quantity.count(merge.known)) here already")
  }
}
