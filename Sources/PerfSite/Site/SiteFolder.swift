#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Files below one folder, read whole and replaced in one step.
struct SiteFolder: Sendable {
  /// Folder of files that belong to the program, not to the site's readers.
  static let privateFolder = ".perfsite"

  /// Whether a path leads to such a file.
  static func isPrivate(_ path: String) -> Bool { path.hasPrefix(privateFolder + "/") }

  let root: String
  /// Whether there was no such folder.
  private let isNew: Bool

  /// Opens the folder and makes it where it is missing; refuses one that is not empty and that no build of a site has seen.
  init(root: String) throws(SiteError) {
    self.root = root
    isNew = !Self.exists("\(root)/.")
    guard isNew || isFresh || exists(Self.privateFolder) else { throw .foreignFolder(path: root) }
    try makeFolders("\(root)/\(Self.privateFolder)/x")
    try removeLeftovers()
  }

  /// Takes a folder as it is, without a place for the program's own files.
  init(existingRoot root: String) {
    self.root = root
    isNew = false
  }

  /// Writes a file in place, and the folders above it where they are missing.
  func create(_ path: String, _ bytes: [UInt8]) throws(SiteError) {
    let target = "\(root)/\(path)"
    try makeFolders(target)
    let descriptor = unsafe open(target, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw .failed(operation: "write", path: target, reason: Self.reason())
    }
    let written = Self.writeAll(bytes, to: descriptor)
    let reason = Self.reason()
    guard close(descriptor) == 0, written else {
      throw .failed(operation: "write", path: target, reason: reason)
    }
  }

  /// The file's bytes; `nil` where there is none.
  func read(_ path: String) throws(SiteError) -> [UInt8]? {
    let descriptor = unsafe open("\(root)/\(path)", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw .failed(operation: "read", path: "\(root)/\(path)", reason: Self.reason())
    }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else {
      throw .failed(operation: "read", path: "\(root)/\(path)", reason: Self.reason())
    }
    let size = Int(status.st_size)
    var failed = false
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: max(size, 1)) { buffer, count in
      while count < size {
        let length = unsafe systemRead(
          descriptor, buffer.baseAddress?.advanced(by: count), size - count)
        if length < 0 && errno == EINTR { continue }
        failed = length < 0
        guard length > 0 else { break }
        count += length
      }
    }
    guard !failed else {
      throw .failed(operation: "read", path: "\(root)/\(path)", reason: Self.reason())
    }
    return bytes
  }

  /// Whether there is nothing but the program's own files.
  var isFresh: Bool {
    guard let folder = unsafe opendir(root) else { return false }
    defer { unsafe closedir(folder) }
    while let entry = unsafe readdir(folder) {
      if ![".", "..", Self.privateFolder].contains(unsafe Self.name(of: entry)) { return false }
    }
    return true
  }

  /// Takes away what opening a folder left, where nothing was built in it after all.
  func abandon() {
    guard isFresh, !exists("\(Self.privateFolder)/manifest") else { return }
    unsafe unlink("\(root)/\(Self.privateFolder)/lock")
    unsafe rmdir("\(root)/\(Self.privateFolder)")
    if isNew { unsafe rmdir(root) }
  }

  /// Length of a regular file in bytes; `nil` where there is none.
  func size(_ path: String) -> Int? {
    var status = stat()
    guard unsafe lstat("\(root)/\(path)", &status) == 0,
      status.st_mode & S_IFMT == S_IFREG
    else { return nil }
    return Int(status.st_size)
  }

  /// Whether anything has this name, be it a file, a folder or a link.
  func exists(_ path: String) -> Bool {
    Self.exists("\(root)/\(path)")
  }

  /// Replaces a file in one step: whoever reads it sees the old bytes or the new ones.
  ///
  /// `token` tells writers of the same process apart.
  func replace(_ path: String, with bytes: [UInt8], token: Int) throws(SiteError) {
    let target = "\(root)/\(path)"
    let temporary = "\(root)/\(Self.privateFolder)/\(Self.temporaryPrefix)\(token)"
    let descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw .failed(operation: "write", path: target, reason: Self.reason())
    }
    let written = Self.writeAll(bytes, to: descriptor)
    let reason = Self.reason()
    guard close(descriptor) == 0, written else {
      unsafe unlink(temporary)
      throw .failed(operation: "write", path: target, reason: reason)
    }
    if unsafe rename(temporary, target) == 0 { return }
    if errno == ENOENT { try makeFolders(target) }
    guard unsafe rename(temporary, target) == 0 else {
      let reason = Self.reason()
      unsafe unlink(temporary)
      throw .failed(operation: "write", path: target, reason: reason)
    }
  }

  /// Removes a file and the folders that it leaves empty; a file that is gone already is no error.
  func remove(_ path: String) throws(SiteError) {
    guard unsafe unlink("\(root)/\(path)") == 0 || errno == ENOENT || errno == ENOTDIR else {
      throw .failed(operation: "remove", path: "\(root)/\(path)", reason: Self.reason())
    }
    var folder = path[...]
    while let slash = folder.lastIndex(of: "/") {
      folder = folder[..<slash]
      guard unsafe rmdir("\(root)/\(folder)") == 0 else { return }
    }
  }

  /// Takes the folder for this process until the returned descriptor is closed; `nil` where another has it.
  func lock() throws(SiteError) -> Int32? {
    let path = "\(root)/\(Self.privateFolder)/lock"
    let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw .failed(operation: "write", path: path, reason: Self.reason())
    }
    if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return descriptor }
    close(descriptor)
    return nil
  }

  // MARK: Parts

  private static let temporaryPrefix = "new-"

  /// Makes the folders above a file, from the nearest up: mostly that one alone is missing.
  private func makeFolders(_ file: String) throws(SiteError) {
    guard let slash = file.dropFirst().lastIndex(of: "/") else { return }
    let folder = String(file[..<slash])
    if unsafe mkdir(folder, 0o755) == 0 || errno == EEXIST || errno == EISDIR { return }
    if errno == ENOENT {
      try makeFolders(folder)
      if unsafe mkdir(folder, 0o755) == 0 || errno == EEXIST { return }
    }
    throw .failed(operation: "make the folder", path: folder, reason: Self.reason())
  }

  /// A crash may have left half-written files; nothing refers to them.
  private func removeLeftovers() throws(SiteError) {
    let path = "\(root)/\(Self.privateFolder)"
    guard let folder = unsafe opendir(path) else {
      throw .failed(operation: "read", path: path, reason: Self.reason())
    }
    defer { unsafe closedir(folder) }
    while let entry = unsafe readdir(folder) {
      let name = unsafe Self.name(of: entry)
      if name.hasPrefix(Self.temporaryPrefix) { unsafe unlink("\(path)/\(name)") }
    }
  }

  private static func exists(_ path: String) -> Bool {
    var status = stat()
    return unsafe lstat(path, &status) == 0
  }

  private static func name(of entry: UnsafeMutablePointer<dirent>) -> String {
    unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
      unsafe String(cString: UnsafeRawPointer(pointer).assumingMemoryBound(to: CChar.self))
    }
  }

  private static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var offset = 0
    while offset < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe systemWrite(
          descriptor, buffer.baseAddress?.advanced(by: offset), buffer.count - offset)
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return false }
      offset += count
    }
    return true
  }

  private static func reason() -> String {
    unsafe String(cString: strerror(errno)).lowercased()
  }
}

private let systemRead = unsafe read
private let systemWrite = unsafe write
