internal import Yams

extension Configuration {
  static let keys = [
    "store", "default-branch", "limits", "scripts", "exceptions", "gate", "track", "notify", "site",
  ]

  /// Reads the text of a configuration; `file` is its name for messages.
  ///
  /// All that is wrong is returned, in the order of the file; the configuration then holds what could be read.
  package static func read(
    _ text: String, file: String
  ) -> (configuration: Configuration, errors: [ConfigurationError]) {
    var reader = ConfigurationReader(file: file)
    var configuration = Configuration()
    configuration.file = file
    if let root = reader.root(of: text) {
      for entry in reader.entries(root, "", known: keys) {
        configuration.read(entry, with: &reader)
      }
    }
    configuration.patterns = reader.patterns
    let errors = reader.errors.sorted {
      ($0.place.line ?? 0, $0.place.column ?? 0) < ($1.place.line ?? 0, $1.place.column ?? 0)
    }
    return (configuration, errors)
  }

  private mutating func read(
    _ entry: ConfigurationReader.Entry, with reader: inout ConfigurationReader
  ) {
    switch entry.key {
    case "store": store = reader.string(entry) ?? store
    case "default-branch": defaultBranch = reader.string(entry)
    case "limits": rules.general = reader.limitOverrides(entry.value, entry.path)
    case "scripts":
      for script in reader.entries(entry.value, entry.path) {
        let glob = reader.pattern(
          script.key, for: .script, in: entry.path, at: script.keyPlace)
        rules.scripts.append(
          LimitRules.ScriptRule(
            script: glob, overrides: reader.limitOverrides(script.value, script.path)))
      }
    case "exceptions":
      for item in reader.items(entry) {
        if let exception = reader.exception(item, entry.path) { rules.exceptions.append(exception) }
      }
    case "gate": readGate(entry, with: &reader)
    case "track": readTracking(entry, with: &reader)
    case "notify": readNotify(entry, with: &reader)
    case "site": readSite(entry, with: &reader)
    default: break
    }
  }

  private mutating func readGate(
    _ section: ConfigurationReader.Entry, with reader: inout ConfigurationReader
  ) {
    for entry in reader.entries(section.value, section.path, known: ["window", "require-baseline"])
    {
      if entry.key == "window" {
        gate.window = reader.integer(entry, in: 1...1000) ?? gate.window
      } else {
        gate.requiresBaseline = reader.boolean(entry) ?? gate.requiresBaseline
      }
    }
  }

  private mutating func readTracking(
    _ section: ConfigurationReader.Entry, with reader: inout ConfigurationReader
  ) {
    let known = ["directory", "pattern", "runs", "warmups", "timeout", "interpreters"]
    for entry in reader.entries(section.value, section.path, known: known) {
      switch entry.key {
      case "directory": tracking.directory = reader.string(entry)
      case "pattern": tracking.pattern = reader.string(entry)
      case "runs": tracking.runs = reader.integer(entry, in: 1...Tracking.mostRuns)
      case "warmups": tracking.warmups = reader.integer(entry, in: 0...Tracking.mostRuns)
      case "timeout":
        tracking.timeout = reader.quantity(entry.value, key: entry.path, .duration)
      default:
        for interpreter in reader.entries(entry.value, entry.path) {
          let fileExtension = String(interpreter.key.drop { $0 == "." })
          tracking.interpreters[fileExtension] = reader.words(interpreter)
        }
      }
    }
  }

  private mutating func readNotify(
    _ section: ConfigurationReader.Entry, with reader: inout ConfigurationReader
  ) {
    for entry in reader.entries(section.value, section.path, known: ["webhooks"]) {
      for item in reader.items(entry) {
        var format: Webhook.Format?
        var variable: String?
        for field in reader.entries(item, entry.path, known: ["format", "variable"]) {
          if field.key == "format" {
            format = reader.choice(field, of: Webhook.Format.self)
          } else {
            variable = reader.string(field)
          }
        }
        guard let format else { continue }
        guard let variable else {
          reader.note(.missingKey("variable", section: entry.path), at: reader.place(of: item))
          continue
        }
        webhooks.append(Webhook(format: format, variable: variable))
      }
    }
  }

  private mutating func readSite(
    _ section: ConfigurationReader.Entry, with reader: inout ConfigurationReader
  ) {
    let known = ["title", "base-url", "repository-url", "pages"]
    for entry in reader.entries(section.value, section.path, known: known) {
      switch entry.key {
      case "title": site.title = reader.string(entry)
      case "base-url": site.baseURL = reader.string(entry)
      case "repository-url": site.repositoryURL = reader.string(entry)
      default:
        for item in reader.items(entry) {
          if let page = reader.string(item, key: entry.path) { site.pages.append(page) }
        }
      }
    }
  }
}

extension ConfigurationReader {
  /// A command line: a list of words, or one text that is split at spaces.
  fileprivate mutating func words(_ entry: Entry) -> [String]? {
    if case .sequence(let sequence) = entry.value {
      var words: [String] = []
      for item in sequence {
        if let word = string(item, key: entry.path) { words.append(word) }
      }
      return words
    }
    return string(entry)?.split(separator: " ").map(String.init)
  }
}
