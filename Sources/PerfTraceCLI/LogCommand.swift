internal import ArgumentParser
internal import PerfCommandLine
internal import PerfTrace

struct LogCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log",
    abstract: "Lists recorded executions, the newest first.")

  @OptionGroup var storeOptions: StoreOptionGroup

  @Option(name: [.short, .long], parsing: .number, help: "How many to list; 0 for all.")
  var number = 20

  @Option(help: ArgumentHelp("Scripts whose names fit, with * and ?.", valueName: "pattern"))
  var script: String?

  @Option(help: "Executions on this branch.")
  var branch: String?

  @Option(help: ArgumentHelp("Executions of the commit whose hash begins so.", valueName: "hash"))
  var commit: String?

  @Flag(help: "Failed executions only.")
  var failed = false

  @Option(help: "text, json (the fossils, one a line), markdown or csv.")
  var format = LogFormat.text

  enum LogFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json, markdown, csv
  }

  func validate() throws {
    if number < 0 { throw ValidationError("--number must be at least 0, not \(number)") }
  }

  func run() async throws {
    let (store, annotations) = try storeOptions.reviewedStore()
    var (history, diagnostics) = try await store.loadUsableHistory()
    StoreOptionGroup.warn(diagnostics)
    history.apply(annotations)
    try history.requireNames(script: script, branch: branch, commit: commit)
    let filter = HistoryFilter(
      script: script, branch: branch, commit: commit, failedOnly: failed)
    let rows = filter.newest(number == 0 ? history.count : number, of: history)
    let names = [script, branch, commit].compactMap(\.self)
    if rows.isEmpty && !names.isEmpty {
      let whole = HistoryFilter(script: script, branch: branch, commit: commit, failedOnly: false)
      if history.count > 0 && whole.newest(1, of: history).isEmpty {
        throw SelectionError.notMeasured(names: names, place: "together", known: [])
      }
    }
    switch format {
    case .json:
      var bytes: [UInt8] = []
      for row in rows {
        try store.fossil(at: history.location[row], in: history).appendLine(to: &bytes)
      }
      Console.write(bytes)
    case .text:
      guard !rows.isEmpty else { return Console.writeError("no execution fits") }
      Console.write(history.table(of: rows).text)
    case .markdown: Console.write(history.table(of: rows).markdown)
    case .csv: Console.write(history.csv(of: rows), terminator: "")
    }
  }
}
