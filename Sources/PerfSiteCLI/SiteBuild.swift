internal import ArgumentParser
internal import PerfCommandLine
internal import PerfSite
internal import PerfTrace
internal import Synchronization

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// One build of a site as the command line asks for it.
struct SiteBuild {
  let options: BuildOptionGroup
  let store: FossilStore
  private let configuration: Configuration
  private let siteOptions: SiteOptions

  /// Reads configuration, documents and options; nothing of the store yet.
  init(_ options: BuildOptionGroup) throws {
    self.options = options
    configuration = try ConfigurationFile.load(path: options.config)
    let folder = configuration.folder ?? "."
    store = FossilStore(root: options.store ?? configuration.storePath)
    var siteOptions = try Self.siteOptions(options, configuration, folder: folder)
    siteOptions.annotations = try ConfigurationFile.loadAnnotations(beside: configuration)
    self.siteOptions = siteOptions
  }

  private static func siteOptions(
    _ options: BuildOptionGroup, _ configuration: Configuration, folder: String
  ) throws -> SiteOptions {
    var identity = SiteIdentity(
      title: options.title ?? configuration.site.title ?? "Performance",
      version: PerfSiteCommand.configuration.version)
    identity.baseURL = try address(
      options.baseURL ?? configuration.site.baseURL, option: "--base-url"
    ).map { $0.hasSuffix("/") ? $0 : $0 + "/" }
    identity.repositoryURL = try address(
      options.repositoryURL ?? configuration.site.repositoryURL, option: "--repository-url"
    ).map { address in
      var address = address
      while address.hasSuffix("/") { address.removeLast() }
      return address.hasSuffix(".git") ? String(address.dropLast(4)) : address
    }
    var result = SiteOptions(identity: identity)
    if let text = options.since {
      guard let since = Timestamp(iso8601: text) ?? Timestamp(iso8601: text + "T00:00") else {
        throw SiteError.badDate(text: text)
      }
      result.since = since
    }
    result.maximumCommitPages = options.maxCommitPages
    result.defaultBranch = options.defaultBranch ?? configuration.defaultBranch
    result.trendLimit =
      configuration.rules.limit(
        .trend, script: "", metric: Metric.executionTime
      ).value
    result.rules = configuration.rules
    result.tasks = options.jobs ?? FileSystem.processorCount
    for page in configuration.site.pages {
      let path = Self.path(page, in: folder)
      do {
        let markdown = try String(contentsOfFile: path, encoding: .utf8)
        result.documents.append(SiteDocument(path: page, markdown: markdown))
      } catch {
        throw SiteError.failed(
          operation: "read", path: path, reason: "no such file, or it is not UTF-8")
      }
    }
    return result
  }

  private static func address(_ text: String?, option: String) throws -> String? {
    guard let text, !text.isEmpty else { return nil }
    guard text.hasPrefix("https://") || text.hasPrefix("http://") else {
      throw SiteError.badAddress(option: option, text: text)
    }
    return text
  }

  private static func path(_ path: String, in folder: String) -> String {
    path.hasPrefix("/") || folder == "." ? path : "\(folder)/\(path)"
  }
}

extension SiteBuild {
  /// What one build did, and how long it took in all and to read the store.
  struct Report {
    var summary: SiteWriter.Summary
    var duration: Duration
    var reading: Duration
  }

  /// Loads the store, builds, and says on standard error what could not be used.
  func run() async throws -> Report {
    let start = ContinuousClock.now
    async let loading = store.loadUsableHistory(threads: siteOptions.tasks)
    let theme = try Theme(overrides: options.templates)
    let writer = try SiteWriter(folder: options.output)
    do {
      let (history, diagnostics) = try await loading
      let reading = ContinuousClock.now - start
      Self.report(diagnostics)
      let warning = try DefaultBranchCheck.warning(
        option: options.defaultBranch, configuration: configuration, in: history)
      if let warning {
        Console.writeError(
          DiagnosisRenderer.render(warning, program: "perfsite", severity: "warning"))
      }
      let summary = try await build(history, theme, into: writer)
      return Report(
        summary: summary, duration: ContinuousClock.now - start, reading: reading)
    } catch {
      writer.abandon()
      throw error
    }
  }

  private func build(
    _ history: History, _ theme: Theme, into writer: SiteWriter
  ) async throws -> SiteWriter.Summary {
    var history = history
    if let since = siteOptions.since { history = history.since(since) }
    let bar = Mutex(ProgressBar())
    let loaded = history
    let store = store
    let builder = SiteBuilder(
      history: history, options: siteOptions, theme: theme,
      readFossil: { try? store.fossil(at: loaded.location[$0], in: loaded) },
      report: { progress in
        // A terminal shows no more than a few dozen pictures a second.
        guard progress.done % 64 == 0 else { return }
        bar.withLock {
          $0.draw(
            fraction: Double(progress.done) / Double(max(progress.total, 1)),
            text: "\(progress.done) of \(progress.total) scripts and commits")
        }
      })
    defer { bar.withLock { $0.clear() } }
    return try await builder.build(into: writer)
  }

  private static func report(_ diagnostics: [StoreDiagnostic]) {
    for diagnostic in diagnostics.prefix(10) {
      Console.writeError(
        DiagnosisRenderer.render(diagnostic, program: "perfsite", severity: "warning"))
    }
    if diagnostics.count > 10 {
      Console.writeError(
        "perfsite: warning: \(diagnostics.count - 10) more; `perftrace fossils verify` lists them all"
      )
    }
  }
}
