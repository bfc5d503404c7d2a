/// Why the store could not do what was asked.
package enum StoreError: Diagnosis, Equatable {
  case cannotCreate(path: String, cause: SystemError)
  case cannotWrite(path: String, cause: SystemError)
  case cannotRead(path: String, cause: SystemError)
  case noStore(path: String)
  /// A file stands where the store's folder should be.
  case noFolder(path: String)
  /// There are files of fossils, and nothing in them can be used.
  case nothingUsable(path: String, problems: [StoreDiagnostic])
  /// The fossil's line has more bytes than the format allows.
  case tooLong(script: String, bytes: Int)
  /// There is no readable fossil at a place where the history says that one stands.
  case notThere(path: String, line: Int, problem: String)

  package var summary: String {
    switch self {
    case .cannotCreate(let path, _): "cannot create \"\(path)\""
    case .cannotWrite(let path, _): "cannot write \"\(path)\""
    case .cannotRead(let path, _): "cannot read \"\(path)\""
    case .noStore(let path): "there is no store at \"\(path)\""
    case .noFolder(let path): "\"\(path)\" is no folder, and a store is one"
    case .nothingUsable(let path, _): "no fossil in the store \"\(path)\" can be read"
    case .tooLong(let script, _): "the fossil of \"\(script)\" is too long to be stored"
    case .notThere: "the fossil is no longer there"
    }
  }

  package var reason: String? {
    switch self {
    case .cannotCreate(_, let cause), .cannotWrite(_, let cause), .cannotRead(_, let cause):
      cause.description
    case .noStore, .noFolder: nil
    case .nothingUsable(_, let problems): Self.list(problems)
    case .tooLong(_, let bytes):
      "it has \(bytes) bytes, at most \(Fossil.lineLimit) are allowed"
    case .notThere(_, _, let problem): problem
    }
  }

  package var location: SourceLocation? {
    if case .notThere(let path, let line, _) = self {
      SourceLocation(file: path, line: line)
    } else {
      nil
    }
  }

  package var hint: String? {
    switch self {
    case .cannotCreate(_, .noSpace), .cannotWrite(_, .noSpace):
      "free some space on its disk, or choose another store with `--fossils DIR`"
    case .cannotCreate, .cannotWrite:
      "check its permissions, or choose another store with `--fossils DIR`"
    case .cannotRead: "check its permissions"
    case .noStore: "`perftrace track SCRIPT` makes one"
    case .noFolder: "name the folder; `perftrace import` reads single files"
    case .nothingUsable(_, let problems): problems.first?.hint
    case .tooLong: "fewer tags, samples or custom metrics make it shorter"
    case .notThere: "something edited the store meanwhile; run the command again"
    }
  }
}

extension StoreError {
  /// Files with what is wrong first in each, at most five.
  private static func list(_ problems: [StoreDiagnostic]) -> String {
    var files: [String] = []
    var words: [String] = []
    for problem in problems where !files.contains(problem.path) {
      files.append(problem.path)
      guard words.count < 5 else { continue }
      let line = problem.line.map { ":\($0)" } ?? ""
      words.append("\"\(problem.path)\"\(line) \(problem.reason ?? problem.summary)")
    }
    let rest = files.count - words.count
    return words.joined(separator: "; ") + (rest > 0 ? "; and \(rest) more files" : "")
  }
}

extension Fossil {
  /// The most bytes that a fossil's line may have, its line end not counted.
  package static let lineLimit = 65_536
}
