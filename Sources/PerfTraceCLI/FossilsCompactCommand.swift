internal import ArgumentParser
internal import PerfCommandLine
internal import PerfTrace

struct FossilsCompactCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compact",
    abstract: "Rolls finished months up into one sorted file each.")

  @OptionGroup var storeOptions: StoreOptionGroup

  func run() async throws {
    let compaction = try storeOptions.store().compact(now: .now())
    StoreOptionGroup.warn(compaction.diagnostics)
    for archive in compaction.archives {
      Console.write("\(archive.path): \(archive.fossils.of("fossil"))")
    }
    for path in compaction.keptFiles {
      Console.writeError("perftrace: warning: \(path): left as it is")
    }
    if compaction.archives.isEmpty {
      Console.write("nothing to compact: no finished month has files of its own")
    } else {
      Console.write("\(compaction.removedFiles.of("file")) rolled up")
    }
  }
}
