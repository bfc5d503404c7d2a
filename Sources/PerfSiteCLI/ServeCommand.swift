internal import ArgumentParser
internal import PerfCommandLine
internal import PerfSite
internal import PerfTrace

struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Builds the site and shows it on this machine over HTTP.")

  @OptionGroup var options: BuildOptionGroup

  @Option(parsing: .number, help: "Port on the loopback interface.")
  var port: UInt16 = 8000

  @Flag(help: "Build again when the store changes, and load open pages anew.")
  var watch = false

  func run() async throws {
    let build = try SiteBuild(options)
    try await rebuild(build)
    let server = PreviewServer(folder: options.output, reloads: watch)
    let watches = watch
    Console.writeError("perfsite: http://127.0.0.1:\(port)/ until Ctrl-C")
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await server.run(port: port) }
      if watches {
        group.addTask {
          var known = StoreSignature(build.store)
          while true {
            try await Task.sleep(for: .seconds(1))
            let now = StoreSignature(build.store)
            guard now != known else { continue }
            known = now
            do {
              try await rebuild(build)
              server.siteChanged()
            } catch let diagnosis as any Diagnosis {
              Console.writeError(DiagnosisRenderer.render(diagnosis, program: "perfsite"))
            }
          }
        }
      }
      try await group.next()
      group.cancelAll()
    }
  }

  private func rebuild(_ build: SiteBuild) async throws {
    let report = try await build.run()
    Console.writeError(BuildCommand.words(report, output: options.output))
  }
}

/// What tells a changed store from an unchanged one: names, lengths and times of its files.
private struct StoreSignature: Equatable, Sendable {
  private var files: [String: FileStatus] = [:]

  init(_ store: FossilStore) {
    for path in store.files().paths {
      files[path] = try? FileStatus.following(path)
    }
  }
}
