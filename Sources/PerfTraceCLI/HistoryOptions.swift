internal import ArgumentParser
internal import PerfCommandLine
internal import PerfTrace

/// Which fossils a command looks at, and by which configuration.
struct HistoryOptions: ParsableArguments {
  @Option(
    name: [.customLong("store"), .customLong("fossils")],
    help: ArgumentHelp(
      "The folder of the fossils (default: fossils, beside perftrace.yml or here).",
      valueName: "folder"))
  var store: String?

  @Option(
    help: ArgumentHelp(
      "The configuration (default: the nearest perftrace.yml upward).", valueName: "file"))
  var config: String?

  @Option(
    help: ArgumentHelp(
      "Name of the default branch (default: as configured, main, master, or the most measured).",
      valueName: "name"))
  var defaultBranch: String?

  func configuration() throws -> Configuration {
    try ConfigurationFile.load(path: config)
  }

  /// Loads the fossils and tells on standard error what could not be read.
  func load(_ configuration: Configuration, since: Timestamp? = nil) async throws -> LoadedHistory {
    try await load(configuration) { history in
      SeriesCollection(history, defaultBranch: preferredBranch(configuration), since: since)
    }
  }

  /// Loads the fossils as if those before an instant had never been recorded.
  func load(
    _ configuration: Configuration, recordedSince instant: Timestamp?
  ) async throws -> LoadedHistory {
    try await load(configuration) { history in
      SeriesCollection(
        instant.map(history.since) ?? history, defaultBranch: preferredBranch(configuration))
    }
  }

  private func load(
    _ configuration: Configuration, _ prepare: (History) -> SeriesCollection
  ) async throws -> LoadedHistory {
    let folder = store ?? configuration.storePath
    let store = FossilStore(root: folder)
    var (history, diagnostics) = try await store.loadUsableHistory()
    StoreOptionGroup.warn(diagnostics)
    let warning = try DefaultBranchCheck.warning(
      option: defaultBranch, configuration: configuration, in: history)
    if let warning {
      Console.writeError(
        DiagnosisRenderer.render(warning, program: "perftrace", severity: "warning"))
    }
    let annotations = try ConfigurationFile.loadAnnotations(beside: configuration)
    history.apply(annotations)
    return LoadedHistory(
      store: store, collection: prepare(history), configuration: configuration,
      annotations: annotations)
  }

  private func preferredBranch(_ configuration: Configuration) -> String? {
    defaultBranch ?? configuration.defaultBranch
  }
}

/// A store's fossils with the configuration and annotations that hold for them.
struct LoadedHistory {
  var store: FossilStore
  var collection: SeriesCollection
  var configuration: Configuration
  var annotations: Annotations

  /// Reads the command line of an execution, by its row; empty where it is unknown.
  var commandLines: @Sendable (Int32) -> [String] {
    let (store, history) = (store, collection.history)
    return { row in
      guard history.location.indices.contains(Int(row)) else { return [] }
      return (try? store.fossil(at: history.location[Int(row)], in: history))?.command ?? []
    }
  }

  /// A commit by branch, hash, or any name that git knows.
  func commit(_ name: String) async throws -> Int32 {
    do {
      return try Selection.commit(name, in: collection)
    } catch {
      guard case .unknownRevision = error,
        let sha = await GitRevisions(folder: configuration.folder).resolve(name)
      else { throw error }
      return try Selection.commit(sha, in: collection)
    }
  }

  /// A selection by branch, hash, range, tag, or any name that git knows, also as an end of a range.
  func selection(_ name: String, since: Timestamp?) async throws -> Selection {
    do {
      return try Selection(name, in: collection, since: since)
    } catch {
      let git = GitRevisions(folder: configuration.folder)
      if name.contains(".."), let hashes = await git.commits(in: name) {
        return try Selection(name, hashes: hashes, in: collection, since: since)
      }
      guard case .unknownRevision = error, let sha = await git.resolve(name) else { throw error }
      var selection = try Selection(sha, in: collection, since: since)
      selection.name = name
      return selection
    }
  }
}

/// How results are printed.
enum ReportFormat: String, ExpressibleByArgument, CaseIterable {
  case text
  case json
  case markdown
  case csv
}

extension Timestamp {
  /// An instant as a user writes it: a day, an ISO 8601 time, or a span back from now such as `14d`, `2w`, `36h`.
  init(option text: String, name: String, now: Timestamp = .now()) throws {
    if let instant = Timestamp(iso8601: text) ?? Timestamp(iso8601: text + "T00:00:00Z") {
      self = instant
      return
    }
    let hours: [Character: Int64] = ["h": 1, "d": 24, "w": 168]
    guard let unit = text.last, let factor = hours[unit], let count = Int64(text.dropLast()),
      (0...1_000_000).contains(count)
    else {
      throw ValidationError(
        "\(name) takes a day (2026-01-31), a time (2026-01-31T12:00:00Z) or a span back (14d), not \"\(text)\""
      )
    }
    self.init(milliseconds: now.milliseconds - count * factor * 3_600_000)
  }
}
