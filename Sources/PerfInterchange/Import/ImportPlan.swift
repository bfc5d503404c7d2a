package import PerfTrace

/// What an import adds to a store: the results that are not in it yet, and what is told of each source.
package struct ImportPlan: Sendable {
  /// One source's share.
  package struct Source: Sendable, Equatable {
    package var name: String
    package var format: String
    package var new: Int
    package var known: Int
    /// Values that were not measured or could not be used.
    package var leftOut: Int
    package var warnings: Int
  }

  package private(set) var sources: [Source] = []
  /// What is to be stored, in the order of the sources.
  package private(set) var fossils: [Fossil] = []
  /// Whether new results have no branch, or no commit.
  package private(set) var lacksBranch = false
  package private(set) var lacksCommit = false

  private var known: Set<FossilID>

  /// A plan for a store that has the fossils with these ids.
  package init(known: Set<FossilID> = []) {
    self.known = known
  }

  /// Takes what is new of a source; a result that two sources hold is taken once.
  package mutating func add(_ draft: ImportDraft) {
    let before = fossils.count
    for fossil in draft.fossils where known.insert(fossil.id).inserted { fossils.append(fossil) }
    let new = fossils.count - before
    sources.append(
      Source(
        name: draft.source.name, format: draft.format, new: new, known: draft.fossils.count - new,
        leftOut: draft.valuesLeftOut, warnings: draft.warningCount))
    lacksBranch = lacksBranch || (new > 0 && draft.lacksBranch)
    lacksCommit = lacksCommit || (new > 0 && draft.lacksCommit)
  }

  package var new: Int { fossils.count }
  package var knownCount: Int { sources.reduce(0) { $0 + $1.known } }
  package var leftOut: Int { sources.reduce(0) { $0 + $1.leftOut } }

  /// A name for the batch that follows from what is new.
  package var batch: String {
    var ids: [UInt8] = []
    for fossil in fossils { ids.append(fossil.id) }
    let formats = Set(sources.filter { $0.new > 0 }.map(\.format))
    let format = formats.count == 1 ? formats.first ?? "" : "files"
    return "import-\(format)-\(FossilID(contentOf: ids).description.prefix(8))"
  }

  /// The plan, or what became of it, in words for people: a line a source, and the sum.
  ///
  /// `path` is the file that now holds the results; `nil` if they were not stored.
  package func text(path: String?, isDryRun: Bool) -> String {
    var lines: [String] = []
    for source in sources {
      var words = "\(source.name): \(source.format), \(Quantity.count(source.new)) new"
      if source.known > 0 { words += ", \(Quantity.count(source.known)) known" }
      if source.leftOut > 0 { words += ", \(Quantity.count(source.leftOut)) left out" }
      if source.warnings > 0 {
        words += ", \(Quantity.count(source.warnings)) warning\(source.warnings == 1 ? "" : "s")"
      }
      lines.append(words)
    }
    let results = "\(Quantity.count(new)) result\(new == 1 ? "" : "s")"
    let known = "\(Quantity.count(knownCount)) known already"
    if isDryRun {
      lines.append("would add \(results); \(known)")
    } else if let path {
      lines.append("added \(results) in \(path); \(known)")
    } else {
      lines.append("added nothing; \(known)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The same facts for programs.
  package func json(path: String?, isDryRun: Bool) -> JSONValue {
    func number(_ value: Int) -> JSONValue { .number(Double(value)) }
    return .object([
      "dry_run": .bool(isDryRun), "new": number(new), "known": number(knownCount),
      "left_out": number(leftOut), "path": path.map { .string($0) } ?? .null,
      "sources": .array(
        sources.map { source in
          .object([
            "name": .string(source.name), "format": .string(source.format),
            "new": number(source.new), "known": number(source.known),
            "left_out": number(source.leftOut), "warnings": number(source.warnings),
          ])
        }),
    ])
  }
}
