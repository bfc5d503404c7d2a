/// Finds the file that a program's name stands for, as `execvp` would.
enum ProgramPath {
  /// The file of `program`; `nil` if it is a bare name that no folder of `PATH` holds.
  ///
  /// A file that exists but is not executable is returned if no executable one is found: starting it tells why
  /// it cannot be. Relative folders of `PATH` count from `directory`.
  static func find(_ program: [UInt8], variables: [[UInt8]], directory: [UInt8]?) -> [UInt8]? {
    guard !program.isEmpty else { return nil }
    guard !program.contains(UInt8(ascii: "/")) else { return program }
    let prefix = Array("PATH=".utf8)
    let path = variables.last { $0.starts(with: prefix) }.map { $0.dropFirst(prefix.count) }
    var notExecutable: [UInt8]?
    for folder in (path ?? ArraySlice("/usr/local/bin:/usr/bin:/bin".utf8))
      .split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    {
      let candidate = (folder.isEmpty ? [UInt8(ascii: ".")] : Array(folder)) + [0x2F] + program
      let place = absolute(candidate, in: directory)
      guard SystemFile.kind(place) == .regular else { continue }
      if SystemFile.isExecutable(place) { return candidate }
      if notExecutable == nil { notExecutable = candidate }
    }
    return notExecutable
  }

  private static func absolute(_ path: [UInt8], in directory: [UInt8]?) -> [UInt8] {
    guard let directory, path.first != 0x2F else { return path }
    return directory + [0x2F] + path
  }
}
