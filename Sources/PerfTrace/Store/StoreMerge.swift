/// What a merge of other stores brought.
package struct StoreMerge: Sendable {
  package var added = 0
  /// Fossils that were here already.
  package var known = 0
  /// Files that were written.
  package var files: [String] = []
  package var diagnostics: [StoreDiagnostic] = []
}

extension FossilStore {
  /// Adds the fossils of other folders that are not here yet, byte for byte.
  ///
  /// Every source file becomes one file here, named alike, so that whoever merges the same things has the same files.
  ///
  /// - Throws: `StoreError.noStore` for a source that is no folder, or `StoreError.cannotWrite`.
  package func merge(_ folders: [String]) async throws(StoreError) -> StoreMerge {
    var result = StoreMerge()
    var known: Set<FossilID> = []
    if exists {
      let (history, _) = try await loadHistory()
      known = Set(history.ids)
    }
    var buffer: [UInt8] = []
    for folder in folders {
      guard (try? FileStatus.following(folder))?.kind == .folder else {
        throw .noStore(path: folder)
      }
      let (paths, found) = Self.files(below: folder)
      result.diagnostics += found
      for path in paths {
        var visitor = FossilTextVisitor()
        FossilFile(path: path, index: 0).scan(&visitor, buffer: &buffer)
        result.diagnostics += visitor.diagnostics
        var fresh: [FossilText] = []
        for fossil in visitor.fossils {
          if known.insert(fossil.id).inserted { fresh.append(fossil) } else { result.known += 1 }
        }
        guard let first = fresh.min(by: { $0.precedes($1) }) else { continue }
        let target = try place(
          FossilTextVisitor.lines(of: fresh), named: FileSystem.name(of: path),
          month: first.timestamp)
        result.files.append(target)
        result.added += fresh.count
      }
    }
    return result
  }

  /// Puts a file of fossils into the folder of its month; another name is found if there is another file of that name.
  func place(
    _ bytes: [UInt8], named name: String, month: Timestamp
  ) throws(StoreError) -> String {
    let parts = Self.month(of: month).split(separator: "-")
    let folder = "\(tracesFolder)/\(parts[0])/\(parts[1])"
    let stem = Self.fileName(String(name.prefix { $0 != "." }))
    var path = "\(folder)/\(stem).jsonl"
    do throws(SystemError) {
      try FileSystem.makeFolder(folder)
      if (try? FileStatus.following(path)) != nil {
        path = "\(folder)/\(stem)-\(SHA256.hexadecimal(bytes).prefix(12)).jsonl"
      }
      try FileSystem.replace(path, with: bytes)
    } catch {
      throw .cannotWrite(path: path, cause: error)
    }
    return path
  }
}
