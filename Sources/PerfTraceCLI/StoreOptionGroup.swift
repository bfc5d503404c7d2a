internal import ArgumentParser
internal import PerfCommandLine
internal import PerfTrace

/// The store that a command works on.
struct StoreOptionGroup: ParsableArguments {
  @Option(
    name: [.customLong("store"), .customLong("fossils")],
    help: ArgumentHelp(
      "The folder of the fossils (default: fossils, beside perftrace.yml or here).",
      valueName: "folder"))
  var folder: String?

  /// The store that the option or the configuration names.
  func store() throws -> FossilStore { try reviewedStore().store }

  /// The store, and what people reviewed of it.
  func reviewedStore() throws -> (store: FossilStore, annotations: Annotations) {
    let configuration = try ConfigurationFile.load()
    return (
      FossilStore(root: folder ?? configuration.storePath),
      try ConfigurationFile.loadAnnotations(beside: configuration)
    )
  }
}

extension StoreOptionGroup {
  /// Most warnings that a command prints one by one where it only uses the store.
  private static let warningLimit = 20

  /// Says on standard error what in the store could not be used.
  static func warn(_ diagnostics: [StoreDiagnostic]) {
    var teller = DiagnosisTeller()
    for diagnostic in diagnostics.prefix(warningLimit) {
      teller.tell(diagnostic, severity: "warning")
    }
    if diagnostics.count > warningLimit {
      Console.writeError(
        "perftrace: warning: \(diagnostics.count - warningLimit) more; "
          + "`perftrace fossils verify` lists all")
    }
  }
}
