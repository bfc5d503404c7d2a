/// The formats that can be imported.
package enum ImportFormats {
  /// All importers, in the order in which `auto` tries them: the telling ones before the general ones.
  package static let all: [any Importer.Type] = [
    GitHubActionBenchmarkImporter.self,
    AirspeedVelocityImporter.self,
    GoogleBenchmarkImporter.self,
    PytestBenchmarkImporter.self,
    HyperfineImporter.self,
    JMHImporter.self,
    CriterionImporter.self,
    RustAnalyzerImporter.self,
    FossilImporter.self,
    BencherImporter.self,
    JUnitImporter.self,
    GNUTimeImporter.self,
    GoBenchImporter.self,
    CSVImporter.self,
  ]

  /// Names for the command line, in byte order.
  package static var names: [String] { all.map { $0.name }.sorted() }

  /// The format of that name or alias.
  package static func named(_ name: String) -> (any Importer.Type)? {
    all.first { $0.name == name || $0.aliases.contains(name) }
  }

  /// Reads one source.
  ///
  /// `format` is the name of a format, or "auto" to recognise it by its content.
  ///
  /// - Throws: `ImportError` if the format is unknown, the source cannot be read as it, or holds no result.
  package static func read(
    _ source: ImportSource, as format: String, options: ImportOptions
  ) throws(ImportError) -> ImportDraft {
    let named = named(format)
    guard named != nil || format == "auto" else {
      throw ImportError(.unknownFormat(format, near: nearest(to: format)))
    }
    guard let named else {
      let shape = try ImportShape(of: source, isJSONExpected: false)
      guard let importer = all.first(where: { $0.recognizes(shape) }) else {
        throw shape.failure ?? ImportError(.unrecognized, in: source)
      }
      return try read(shape, of: source, by: importer, options: options)
    }
    do throws(ImportError) {
      let shape = try ImportShape(of: source, isJSONExpected: named.expectsJSON)
      return try read(shape, of: source, by: named, options: options)
    } catch {
      var error = error
      if let shape = try? ImportShape(of: source, isJSONExpected: false),
        let likely = all.first(where: { $0.recognizes(shape) }), likely.name != named.name
      {
        error.likelyFormat = likely.name
      }
      throw error
    }
  }

  private static func read(
    _ shape: ImportShape, of source: ImportSource, by importer: any Importer.Type,
    options: ImportOptions
  ) throws(ImportError) -> ImportDraft {
    var draft = ImportDraft(source: source, format: importer.name, options: options)
    try importer.read(shape, into: &draft)
    draft.dropOversized()
    guard !draft.fossils.isEmpty || draft.valuesLeftOut > 0 else {
      throw ImportError(.noResults(format: importer.name), in: source)
    }
    return draft
  }

  private static func nearest(to name: String) -> String? {
    names.first { $0.hasPrefix(name) || name.hasPrefix($0) }
      ?? names.first { $0.contains(name) }
  }
}

extension Importer {
  /// Whether a source that is no JSON is an error of its own, with a position.
  static var expectsJSON: Bool {
    !(self is JUnitImporter.Type || self is GNUTimeImporter.Type || self is GoBenchImporter.Type
      || self is CSVImporter.Type)
  }
}
