/// What fossils say of their commit; merging does not depend on the order.
struct CommitRecord: Sendable, Equatable {
  var parents: [String] = []
  var committedAt: Timestamp?
  var subject = ""
  var author = ""

  init() {}

  init(_ git: GitRecord) {
    parents = git.parents
    committedAt = git.committedAt
    subject = git.subject ?? ""
    author = git.author ?? ""
  }

  /// Takes over what is missing here; where two differ, more parents, the earlier time and the text that is first in byte
  /// order stay.
  mutating func merge(_ other: CommitRecord) {
    if (other.parents.count, parents.joined()) > (parents.count, other.parents.joined()) {
      parents = other.parents
    }
    if let time = other.committedAt { committedAt = min(committedAt ?? time, time) }
    subject = Self.first(subject, other.subject)
    author = Self.first(author, other.author)
  }

  private static func first(_ a: String, _ b: String) -> String {
    if a.isEmpty || b.isEmpty { return a.isEmpty ? b : a }
    return b.utf8.lexicographicallyPrecedes(a.utf8) ? b : a
  }
}
