/// Executions that a person named: a branch, commits, or a tag, perhaps of a certain time on.
package struct Selection: Sendable {
  package enum Scope: Sendable {
    /// The newest executions of a branch's line, an index into `History.branches`.
    case branch(Int32)
    /// All executions at commits, by index into `History.commits`.
    case commits([Bool])
    /// All executions that carry a tag.
    case tag(key: String, value: String)
  }

  /// As the person wrote it.
  package var name: String
  package var scope: Scope
  /// Executions that began earlier are left out; `nil` for no bound.
  package var since: Timestamp?

  package init(name: String, scope: Scope, since: Timestamp? = nil) {
    self.name = name
    self.scope = scope
    self.since = since
  }
}

extension Selection {
  /// Reads what a person wrote: a branch, a hash or its beginning, a range `A..B`, or a tag `key=value`.
  ///
  /// A range holds what is reached from B and not from A; a name that only git knows (a tag, `HEAD~1`) must have been
  /// turned into a hash before.
  ///
  /// - Throws: `SelectionError` if nothing of that name was measured, or several things were, or a range is empty.
  package init(
    _ text: String, in collection: SeriesCollection, since: Timestamp? = nil
  ) throws(SelectionError) {
    let history = collection.history
    if let index = Self.branch(named: text, in: history) {
      self.init(name: text, scope: .branch(index), since: since)
    } else if let dots = text.ranges(of: "..").first {
      let first = try Self.commit(String(text[..<dots.lowerBound]), in: collection)
      let last = try Self.commit(
        String(text[dots.upperBound...].drop { $0 == "." }), in: collection)
      let old = CommitGraph.ancestors(of: [first], in: history.commits)
      var chosen = CommitGraph.ancestors(of: [last], in: history.commits)
      // Where the parents in between were never measured, the order of commits tells what lies between.
      if !chosen[Int(first)] {
        let positions = collection.order.positions
        for (commit, position) in positions.enumerated()
        where position > positions[Int(first)] && position < positions[Int(last)] {
          chosen[commit] = collection.lines.isMainline[commit] || chosen[commit]
        }
      }
      let between = zip(chosen, old).map { $0 && !$1 }
      guard between.contains(true) else {
        throw .unmeasuredRange(text, commits: 0, newest: nil)
      }
      self.init(name: text, scope: .commits(between), since: since)
    } else if let equals = text.firstIndex(of: "="), equals != text.startIndex {
      let (key, value) = (String(text[..<equals]), String(text[text.index(after: equals)...]))
      guard history.tagSets.contains(where: { $0[key] == value }) else {
        throw .unknownTag(text, known: Self.tags(of: history))
      }
      self.init(name: text, scope: .tag(key: key, value: value), since: since)
    } else {
      var chosen = [Bool](repeating: false, count: history.commits.count)
      chosen[Int(try Self.commit(text, in: collection))] = true
      self.init(name: text, scope: .commits(chosen), since: since)
    }
  }

  /// The commits of a range that only git knows the ends of.
  ///
  /// - Throws: `SelectionError.unmeasuredRange` if none of `hashes` was measured.
  package init(
    _ text: String, hashes: Set<String>, in collection: SeriesCollection, since: Timestamp? = nil
  ) throws(SelectionError) {
    let history = collection.history
    let chosen = history.commits.map { hashes.contains($0.sha) }
    guard chosen.contains(true) else {
      throw .unmeasuredRange(
        text, commits: hashes.count,
        newest: collection.order.commits.last.map { history.commits[Int($0)].sha })
    }
    self.init(name: text, scope: .commits(chosen), since: since)
  }

  /// Index of the commit that a branch's name (its newest commit) or the beginning of a hash stands for.
  ///
  /// - Throws: `SelectionError` if no measured commit fits, or several do.
  package static func commit(
    _ text: String, in collection: SeriesCollection
  ) throws(SelectionError) -> Int32 {
    let history = collection.history
    if let branch = branch(named: text, in: history),
      let newest = newestCommit(ofBranch: branch, in: collection)
    {
      return newest
    }
    let isHash = text.utf8.count >= 4 && text.allSatisfy(\.isHexDigit)
    let wanted = text.lowercased()
    let found =
      isHash ? history.commits.indices.filter { history.commits[$0].sha.hasPrefix(wanted) } : []
    guard let first = found.first else {
      throw isHash
        ? .unmeasuredCommit(
          text, newest: collection.order.commits.last.map { history.commits[Int($0)].sha })
        : .unknownRevision(text, known: history.branches)
    }
    guard found.count == 1 || history.commits[first].sha == wanted else {
      throw .ambiguousCommit(text, candidates: found.map { history.commits[$0].sha })
    }
    return Int32(first)
  }

  /// The newest commit that was measured on a branch's line; `nil` if there is none.
  package static func newestCommit(
    ofBranch branch: Int32, in collection: SeriesCollection
  ) -> Int32? {
    guard collection.newestCommits.indices.contains(Int(branch)) else { return nil }
    let newest = collection.newestCommits[Int(branch)]
    return newest < 0 ? nil : newest
  }

  /// Index of a branch, written with or without "origin/" or "refs/heads/".
  private static func branch(named text: String, in history: History) -> Int32? {
    for prefix in ["", "refs/heads/", "origin/", "refs/remotes/origin/"]
    where text.hasPrefix(prefix) {
      let name = String(text.dropFirst(prefix.count))
      if let index = history.branches.firstIndex(of: name) { return Int32(index) }
    }
    return nil
  }

  private static func tags(of history: History) -> [String] {
    Set(history.tagSets.flatMap { tags in tags.map { $0.key + "=" + $0.value } }).sorted()
  }
}
