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
      "\(Quantity.count(merge.added)) fossils added in \(Quantity.count(merge.files.count)) files, "
        + "\(Quantity.count(merge.known)) were here already")
  }
}
