/// Something in the store that could not be used; everything else was.
package struct StoreDiagnostic: Diagnosis, Equatable {
  package enum Problem: Sendable, Equatable {
    /// Bytes that are no fossil, and why.
    case damaged(String)
    /// A fossil of a version of the format that this program does not know; it is no damage.
    case unknownSchema(Int)
    /// More bytes than a fossil may have before the line ends.
    case tooLong
    case unreadable(SystemError)
    /// A FIFO, a socket or a device where a file was expected.
    case noFile
    case linkLoop
    /// A fossil whose id another fossil with other content has as well.
    case conflictingCopies(FossilID)
  }

  package var problem: Problem
  package var path: String
  /// One-based; `nil` where the problem is one of the whole file.
  package var line: Int?
  /// One-based column in bytes; `nil` where the problem stands nowhere in the line.
  package var column: Int?
  /// The damaged bytes in the file; `nil` where the problem is one of the whole file.
  package var range: Range<Int64>?

  /// Whether `verify` fails because of it.
  package var isDamage: Bool {
    if case .unknownSchema = problem { false } else { true }
  }

  package var location: SourceLocation? {
    SourceLocation(file: path, line: line, column: column)
  }

  package var summary: String {
    switch problem {
    case .damaged(let problem): problem
    case .unknownSchema(let version):
      FossilError.unknownSchema(version).problem
    case .tooLong: "longer than \(Fossil.lineLimit) bytes, which no fossil is"
    case .unreadable: "cannot be read"
    case .noFile: "not a file"
    case .linkLoop: "a link to a folder that contains it, or that was read already"
    case .conflictingCopies(let id): "two fossils with the id \(id) differ"
    }
  }

  package var reason: String? {
    if case .unreadable(let cause) = problem { cause.description } else { nil }
  }

  package var hint: String? {
    switch problem {
    case .damaged, .tooLong:
      "`perftrace fossils verify --repair`, with the same --store, sets the damaged line aside"
    case .unknownSchema: "a newer perftrace wrote it; update this one"
    case .unreadable(.notFound): "it vanished while it was read; run the command again"
    case .unreadable: "check its permissions"
    case .noFile, .linkLoop: "remove it from the store"
    case .conflictingCopies: "one of them was edited; git knows which"
    }
  }
}
