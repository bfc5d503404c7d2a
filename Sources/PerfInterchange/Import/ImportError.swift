package import PerfTrace

/// Why a source, or one value of it, cannot be imported.
package struct ImportError: Diagnosis, Equatable {
  package enum Kind: Sendable, Equatable {
    case unknownFormat(String, near: String?)
    case unrecognized
    case noResults(format: String)
    /// The JSON ends or breaks; the problem in words.
    case malformedJSON(String)
    case malformedXML(String)
    /// A document type, which could declare entities.
    case documentType
    /// A value of the wrong kind or not there: `what` was expected, `found` stands there.
    case unexpected(what: String, found: String)
    case malformedDate(String)
    case malformedCommit(String)
    case malformedNumber(String)
    case emptyName
    case unknownColumn(String)
    case missingColumn(String)
    case unterminatedQuote
    case wrongFieldCount(Int, expected: Int)
    case samplesCut(kept: Int, of: Int)
    case failedBenchmark(String)
    case tooLarge(script: String, bytes: Int)
    case malformedOption(option: String, value: String)
    case unreadable(file: String, cause: String)
    /// A folder whose files could be of any format.
    case folderWithoutFormat(String)
    case fossil(problem: String)
  }

  package var kind: Kind
  package var location: SourceLocation?
  /// The format that the source looks like, where another one was named.
  package var likelyFormat: String?

  package init(_ kind: Kind, at location: SourceLocation? = nil) {
    self.kind = kind
    self.location = location
  }

  /// An error that concerns the source as a whole.
  package init(_ kind: Kind, in source: ImportSource) {
    self.init(kind, at: SourceLocation(file: source.name))
  }
}

extension ImportError {
  package var summary: String {
    switch kind {
    case .unknownFormat(let name, _): "unknown format \"\(name)\""
    case .unrecognized: "the format was not recognised"
    case .noResults(let format): "no \(format) result found"
    case .malformedJSON(let problem): "malformed JSON: \(problem)"
    case .malformedXML(let problem): "malformed XML: \(problem)"
    case .documentType: "a document type is not accepted"
    case .unexpected(let what, let found): "expected \(what), found \(found)"
    case .malformedDate(let text): "\"\(text)\" is not a date"
    case .malformedCommit(let text): "\"\(text)\" is not a commit hash"
    case .malformedNumber(let text): "\"\(text)\" is not a number"
    case .emptyName: "a result has no name"
    case .unknownColumn(let name): "unknown column \"\(name)\""
    case .missingColumn(let name): "no column \"\(name)\""
    case .unterminatedQuote: "a quoted field does not end"
    case .wrongFieldCount(let count, let expected): "\(count) fields in place of \(expected)"
    case .samplesCut(let kept, let count): "only \(kept) of \(count) samples are kept"
    case .failedBenchmark(let message): "the benchmark failed: \"\(message)\""
    case .tooLarge(let script, let bytes): "a result of \"\(script)\" takes \(bytes) bytes"
    case .malformedOption(let option, let value): "cannot use \"\(value)\" for \(option)"
    case .unreadable(let file, _): "cannot read \"\(file)\""
    case .folderWithoutFormat(let path): "\"\(path)\" is a folder"
    case .fossil(let problem): problem
    }
  }

  package var reason: String? {
    switch kind {
    case .documentType: "it could declare entities"
    case .unreadable(_, let cause): cause
    case .tooLarge: "a fossil has at most \(Fossil.lineLimit)"
    default: nil
    }
  }

  package var hint: String? {
    if let likelyFormat {
      return
        "it looks like \(likelyFormat): `perftrace import \(likelyFormat) FILE`, or auto for FORMAT"
    }
    return switch kind {
    case .unknownFormat(_, let near?): "did you mean \"\(near)\"?"
    case .unknownFormat: "one of auto, " + ImportFormats.names.joined(separator: ", ")
    case .folderWithoutFormat:
      "name the format of its files: perftrace import FORMAT FOLDER, with FORMAT one of "
        + ImportFormats.names.joined(separator: ", ")
    case .unrecognized:
      "name it: perftrace import FORMAT FILE, with FORMAT one of "
        + ImportFormats.names.joined(separator: ", ")
    case .unknownColumn:
      "name it \"metric.NAME\", \"metric.NAME [UNIT]\", \"tag.NAME\" or \"host.NAME\" to keep it"
    case .missingColumn: "the first line must name the columns"
    case .malformedCommit: "7 to 64 hexadecimal digits"
    case .malformedDate: "as in 2026-05-04T03:02:01Z or 2026-05-04"
    case .malformedOption: "as in KEY=VALUE"
    default: nil
    }
  }
}
