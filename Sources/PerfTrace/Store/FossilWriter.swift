internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The open file of one invocation; each fossil is one line, written by one call and synced.
///
/// A crash loses at most the execution that was running. An empty file is removed when the writer goes.
package final class FossilWriter: Sendable {
  package let path: String
  private let file: OpenFile
  /// Bytes that are written and synced.
  private let length = Mutex<Int64>(0)

  init(path: String, file: consuming OpenFile) {
    self.path = path
    self.file = file
    // Repairing and compacting leave a claimed file alone; a new file is nobody else's.
    _ = self.file.lock()
  }

  deinit {
    // An invocation that recorded nothing leaves nothing behind; failing at that loses nothing.
    if length.withLock({ $0 == 0 }) { try? FileSystem.remove(path) }
  }

  /// Stores a fossil; when this returns it is on the disk.
  ///
  /// A line that did not fit is taken back, so that the file ends with a whole one.
  ///
  /// - Throws: `StoreError.tooLong`, or `StoreError.cannotWrite` on a full disk for example; the fossil is then not stored.
  package func append(_ fossil: Fossil) throws(StoreError) {
    var line: [UInt8] = []
    fossil.appendLine(to: &line)
    guard line.count - 1 <= Fossil.lineLimit else {
      throw .tooLong(script: fossil.script, bytes: line.count - 1)
    }
    try append(lines: line)
  }

  /// Stores many fossils with one sync at the end: for imports, where the source can be read again.
  ///
  /// - Throws: `StoreError`; the fossils are then not stored, neither all nor some.
  package func append(all fossils: [Fossil]) throws(StoreError) {
    var lines: [UInt8] = []
    for fossil in fossils {
      let start = lines.count
      fossil.appendLine(to: &lines)
      guard lines.count - start - 1 <= Fossil.lineLimit else {
        throw .tooLong(script: fossil.script, bytes: lines.count - start - 1)
      }
    }
    try append(lines: lines)
  }

  private func append(lines: [UInt8]) throws(StoreError) {
    let failure: SystemError? = length.withLock { length in
      do throws(SystemError) {
        let written = try withoutSizeSignal { () throws(SystemError) in
          try file.writeOnce(lines[...])
        }
        if written < lines.count {
          try withoutSizeSignal { () throws(SystemError) in
            try file.write(all: Array(lines[written...]))
          }
        }
        try file.sync()
        length += Int64(lines.count)
        return nil
      } catch {
        try? file.truncate(to: length)
        return error
      }
    }
    if let failure { throw .cannotWrite(path: path, cause: failure) }
  }

  /// Runs a write while the signal of a file-size limit is ignored, so that the limit is an error like a full disk.
  private func withoutSizeSignal<Value>(
    _ write: () throws(SystemError) -> Value
  ) throws(SystemError) -> Value {
    let previous = signal(SIGXFSZ, SIG_IGN)
    defer { signal(SIGXFSZ, previous) }
    return try write()
  }
}
