/// The revision that is measured.
package struct GitSnapshot: Sendable, Equatable {
  /// Full hash of the commit; `nil` in a repository without commits, or without repository.
  package var sha: String?
  /// The branch; `nil` on a detached HEAD.
  package var branch: String?
  /// `nil` where there is no commit.
  package var record: GitRecord?
  /// Why git could not look at a repository that is there.
  package var problem: String?

  package init() {}
}

extension GitSnapshot {
  /// Reads the output of `git status --porcelain=v2 --branch -z`.
  mutating func read(status: [UInt8]) {
    var record = GitRecord()
    record.dirty = false
    for entry in status.split(separator: 0) {
      guard entry.first == UInt8(ascii: "#") else {
        record.dirty = true
        continue
      }
      if let oid = Self.value(of: "# branch.oid ", in: entry), oid.first != UInt8(ascii: "(") {
        sha = String(displaying: oid)
      }
      if let head = Self.value(of: "# branch.head ", in: entry),
        !head.elementsEqual("(detached)".utf8)
      {
        branch = String(displaying: head)
      }
    }
    if sha != nil { self.record = record }
  }

  /// Reads a commit object: headers, an empty line, the message.
  mutating func read(commit: [UInt8]) {
    var record = self.record ?? GitRecord()
    record.parents = []
    var author: ArraySlice<UInt8>?
    var isLatin1 = false
    var rest = commit[...]
    while let end = rest.firstIndex(of: 0x0A) {
      let line = rest[..<end]
      rest = rest[(end + 1)...]
      if line.isEmpty { break }
      if let parent = Self.value(of: "parent ", in: line) {
        record.parents.append(String(displaying: parent))
      } else if let person = Self.value(of: "author ", in: line) {
        author = Self.name(in: person)
      } else if let person = Self.value(of: "committer ", in: line) {
        record.committedAt = Self.time(in: person)
      } else if let encoding = Self.value(of: "encoding ", in: line) {
        isLatin1 = ["iso-8859-1", "latin1"].contains(String(displaying: encoding).lowercased())
      }
    }
    let subject = rest.drop { $0 == 0x0A }.prefix { $0 != 0x0A }
    record.subject = Self.text(subject, isLatin1: isLatin1)
    record.author = author.map { Self.text($0, isLatin1: isLatin1) }
    self.record = record
  }

  private static func value(of key: String, in line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    line.starts(with: key.utf8) ? line.dropFirst(key.utf8.count) : nil
  }

  /// The name in `Name <address> seconds zone`.
  private static func name(in person: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var name = person.prefix { $0 != UInt8(ascii: "<") }
    while name.last == 0x20 { name = name.dropLast() }
    return name
  }

  private static func time(in person: ArraySlice<UInt8>) -> Timestamp? {
    guard let end = person.lastIndex(of: UInt8(ascii: ">")) else { return nil }
    let word = person[(end + 1)...].split(separator: 0x20).first
    guard let word, let seconds = Int64(String(decoding: word, as: UTF8.self)),
      abs(seconds) < 1 << 40
    else { return nil }
    return Timestamp(milliseconds: seconds * 1000)
  }

  private static func text(_ bytes: ArraySlice<UInt8>, isLatin1: Bool) -> String {
    guard isLatin1 else { return String(displaying: bytes) }
    var text = String.UnicodeScalarView()
    for byte in bytes { text.append(Unicode.Scalar(byte)) }
    return String(text)
  }
}
