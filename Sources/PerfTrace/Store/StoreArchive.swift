/// A snapshot of a store in one compressed file.
package struct StoreArchive: Sendable {
  package var path: String
  package var files: Int
  package var bytes: Int64
}

extension FossilStore {
  /// Writes all files of fossils and a list of their SHA-256 into `folder`, as `fossils-<time>.tar.gz`.
  ///
  /// `tar xzf` restores it, and `sha256sum -c SHA256SUMS` proves what was restored.
  ///
  /// - Throws: `StoreError`, or `HelperProgramError` without `tar`.
  package func archive(into folder: String, now: Timestamp) async throws -> StoreArchive {
    guard exists else { throw StoreError.noStore(path: root) }
    let paths = files().paths
    let target = "\(folder)/fossils-\(now.compact).tar.gz"
    let staging = "\(folder)/.\(FossilID.recorded())"
    let list = staging + "/SHA256SUMS"
    do throws(SystemError) {
      try FileSystem.makeFolder(staging)
      var sums: [UInt8] = []
      for path in paths {
        sums += Array("\(try SHA256.hexadecimal(ofFile: path))  \(relative(path))\n".utf8)
      }
      try FileSystem.replace(list, with: sums)
    } catch {
      throw StoreError.cannotWrite(path: list, cause: error)
    }
    defer {
      for name in (try? FileSystem.names(in: staging)) ?? [] {
        try? FileSystem.remove(staging + "/" + name)
      }
      FileSystem.removeEmptyFolder(staging)
    }
    let temporary = staging + "/archive"
    let names = paths.map { relative($0) + "\n" }.joined()
    let result = try await HelperProgram.run(
      "tar", ["-czf", temporary, "-C", staging, "SHA256SUMS", "-C", absolute(root), "-T", "-"],
      input: Array(names.utf8))
    guard result.succeeded else {
      throw HelperProgramError(
        program: "tar", cause: String(decoding: result.errorOutput, as: UTF8.self))
    }
    do throws(SystemError) {
      try OpenFile.reading(temporary).sync()
      try FileSystem.move(temporary, to: target)
      let size = try FileStatus.following(target).size
      return StoreArchive(path: target, files: paths.count, bytes: size)
    } catch {
      throw StoreError.cannotWrite(path: target, cause: error)
    }
  }

  /// A path below the store's folder without it.
  func relative(_ path: String) -> String {
    String(path.dropFirst(root.count + 1))
  }

  private func absolute(_ path: String) -> String {
    path.hasPrefix("/") ? path : FileSystem.currentFolder + "/" + path
  }
}
