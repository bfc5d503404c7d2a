extension FossilStore {
  /// The files that hold fossils, in byte order of their paths, and what stood in the way of finding them.
  ///
  /// A store that is not there has none.
  package func files() -> (paths: [String], diagnostics: [StoreDiagnostic]) {
    var walk = FolderWalk()
    walk.visit(archiveFolder)
    walk.visit(tracesFolder)
    if (try? FileStatus.following(granularFile)) != nil { walk.paths.append(granularFile) }
    walk.paths.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    return (walk.paths, walk.diagnostics)
  }

  /// The files of fossils anywhere below a folder, a store's or one with other things in it.
  static func files(below folder: String) -> (paths: [String], diagnostics: [StoreDiagnostic]) {
    var walk = FolderWalk()
    walk.visit(folder)
    let paths = walk.paths.filter {
      $0.hasSuffix(".jsonl") || FileSystem.name(of: $0) == "granular_trace.json"
    }
    return (paths, walk.diagnostics)
  }

  /// Sees that the store's own folders can be read: one that is closed to this user is not empty.
  func requireReadable() throws(StoreError) {
    for folder in [root, archiveFolder, tracesFolder] {
      do throws(SystemError) {
        _ = try FileSystem.names(in: folder)
      } catch {
        if error.isRefusal { throw .cannotRead(path: folder, cause: error) }
      }
    }
    guard exists else {
      throw (try? FileStatus.following(root)) == nil
        ? .noStore(path: root) : .noFolder(path: root)
    }
  }

  /// Whether there is a store, even an empty one.
  package var exists: Bool { (try? FileStatus.following(root))?.kind == .folder }
}

/// The search for files of fossils below a folder; links are followed, each folder is visited once.
private struct FolderWalk {
  var paths: [String] = []
  var diagnostics: [StoreDiagnostic] = []
  private var visited: Set<FileKey> = []

  private struct FileKey: Hashable {
    var device: UInt64
    var number: UInt64
  }

  mutating func visit(_ folder: String) {
    do throws(SystemError) {
      let status = try FileStatus.following(folder)
      guard status.kind == .folder else { return report(.noFile, folder) }
      guard visited.insert(FileKey(device: status.device, number: status.number)).inserted else {
        return report(.linkLoop, folder)
      }
      for name in try FileSystem.names(in: folder) where !name.hasPrefix(".") {
        visit(entry: folder + "/" + name, name: name)
      }
    } catch {
      if error != .notFound { report(.unreadable(error), folder) }
    }
  }

  private mutating func visit(entry path: String, name: String) {
    let isFossilFile = name.hasSuffix(".jsonl") || name.hasSuffix(".json")
    do throws(SystemError) {
      switch try FileStatus.following(path).kind {
      case .folder: visit(path)
      case .file, .link: if isFossilFile { paths.append(path) }
      case .special: report(.noFile, path)
      }
    } catch {
      if error == .linkLoop {
        report(.linkLoop, path)
      } else if isFossilFile {
        report(.unreadable(error), path)
      }
    }
  }

  private mutating func report(_ problem: StoreDiagnostic.Problem, _ path: String) {
    diagnostics.append(StoreDiagnostic(problem: problem, path: path))
  }
}
