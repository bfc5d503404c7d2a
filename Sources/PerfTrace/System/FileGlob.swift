/// A pattern for file paths: `*` and `?` within a name, `**` for any folders, `[a-z]`, `{a,b}`.
///
/// Works on bytes, for file names may hold any. Hidden names are matched only by a pattern that spells their point.
package struct FileGlob: Sendable, Equatable {
  private let alternatives: [[Component]]

  private enum Component: Sendable, Equatable {
    case anyFolders
    case name([UInt8])
  }

  package init(_ pattern: String) {
    alternatives = Self.expandBraces(Array(pattern.utf8)).map { pattern in
      pattern.split(separator: 0x2F).filter { !$0.elementsEqual(".".utf8) }.map {
        $0.elementsEqual("**".utf8) ? .anyFolders : .name(Array($0))
      }
    }
  }

  /// What a search found.
  package struct Matches: Sendable {
    /// Paths of files relative to the folder searched, in byte order.
    package var files: [[UInt8]] = []
    /// Folders that could not be read.
    package var unreadable: [[UInt8]] = []
  }

  /// All files below `folder` that match. Links to folders are not followed by `**`.
  package func files(in folder: [UInt8]) -> Matches {
    var matches = Matches()
    var found: Set<[UInt8]> = []
    var unreadable: Set<[UInt8]> = []
    for alternative in alternatives {
      Self.search(folder, [], alternative[...], &found, &unreadable)
    }
    matches.files = found.sorted { $0.lexicographicallyPrecedes($1) }
    matches.unreadable = unreadable.sorted { $0.lexicographicallyPrecedes($1) }
    return matches
  }

  private static func search(
    _ folder: [UInt8], _ relative: [UInt8], _ rest: ArraySlice<Component>,
    _ found: inout Set<[UInt8]>, _ unreadable: inout Set<[UInt8]>
  ) {
    guard let first = rest.first else { return }
    let place = relative.isEmpty ? folder : folder + [0x2F] + relative
    guard let names = SystemFile.names(in: place) else {
      unreadable.insert(place)
      return
    }
    if first == .anyFolders { search(folder, relative, rest.dropFirst(), &found, &unreadable) }
    for name in names {
      let path = relative.isEmpty ? name : relative + [0x2F] + name
      let whole = folder + [0x2F] + path
      switch first {
      case .anyFolders:
        guard name.first != 0x2E, SystemFile.kind(whole) == .directory, !SystemFile.isLink(whole)
        else { continue }
        search(folder, path, rest, &found, &unreadable)
      case .name(let pattern):
        if name.first == 0x2E && pattern.first != 0x2E { continue }
        guard matches(name[...], pattern[...]) else { continue }
        switch (SystemFile.kind(whole), rest.count) {
        case (.regular, 1): found.insert(path)
        case (.directory, 2...): search(folder, path, rest.dropFirst(), &found, &unreadable)
        default: break
        }
      }
    }
  }

  /// Whether one name matches one component, by the greedy method that goes back to the last star only.
  static func matches(_ name: ArraySlice<UInt8>, _ pattern: ArraySlice<UInt8>) -> Bool {
    var (name, pattern) = (name, pattern)
    var star: (pattern: ArraySlice<UInt8>, name: ArraySlice<UInt8>)?
    while true {
      if pattern.first == UInt8(ascii: "*") {
        pattern = pattern.dropFirst()
        star = (pattern, name)
        continue
      }
      if let byte = name.first, let length = matchedLength(byte, pattern) {
        (name, pattern) = (name.dropFirst(), pattern.dropFirst(length))
        continue
      }
      if name.isEmpty && pattern.isEmpty { return true }
      guard let last = star, !last.name.isEmpty else { return false }
      star = (last.pattern, last.name.dropFirst())
      (pattern, name) = (last.pattern, last.name.dropFirst())
    }
  }

  /// How many bytes of the pattern stand for `byte`; `nil` if they don't match it.
  private static func matchedLength(_ byte: UInt8, _ pattern: ArraySlice<UInt8>) -> Int? {
    guard let first = pattern.first else { return nil }
    if first == UInt8(ascii: "?") { return 1 }
    if first == UInt8(ascii: "\\"), pattern.count > 1 {
      return pattern[pattern.startIndex + 1] == byte ? 2 : nil
    }
    guard first == UInt8(ascii: "["),
      let end = pattern.dropFirst(2).firstIndex(of: UInt8(ascii: "]"))
    else { return first == byte ? 1 : nil }
    var set = pattern[(pattern.startIndex + 1)..<end]
    let isNegated = set.first == UInt8(ascii: "!") || set.first == UInt8(ascii: "^")
    if isNegated { set = set.dropFirst() }
    var isMember = false
    while let low = set.first {
      if set.count > 2, set[set.startIndex + 1] == UInt8(ascii: "-") {
        let high = set[set.startIndex + 2]
        isMember = isMember || low <= high && (low...high).contains(byte)
        set = set.dropFirst(3)
      } else {
        isMember = isMember || low == byte
        set = set.dropFirst()
      }
    }
    return isMember != isNegated ? end - pattern.startIndex + 1 : nil
  }

  /// `a{b,c}d` as `abd` and `acd`, nested ones too.
  private static func expandBraces(_ pattern: [UInt8]) -> [[UInt8]] {
    guard let open = pattern.firstIndex(of: UInt8(ascii: "{")) else { return [pattern] }
    var depth = 0
    var parts: [[UInt8]] = [[]]
    for index in pattern.indices[open...] {
      let byte = pattern[index]
      if byte == UInt8(ascii: "{") { depth += 1 }
      if byte == UInt8(ascii: "}") { depth -= 1 }
      if depth == 0 {
        guard parts.count > 1 else { break }
        let head = Array(pattern[..<open])
        let tail = Array(pattern[(index + 1)...])
        return parts.flatMap { expandBraces(head + $0 + tail) }
      }
      if depth == 1 && byte == UInt8(ascii: ",") {
        parts.append([])
      } else if depth > 1 || index > open {
        parts[parts.count - 1].append(byte)
      }
    }
    return [pattern]
  }
}
