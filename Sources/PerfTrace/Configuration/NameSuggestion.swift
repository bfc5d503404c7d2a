/// Finds the name that somebody probably meant.
package enum NameSuggestion {
  /// The known name nearest to `name` by edits, if it is near enough to be meant; the first of equals.
  package static func nearest(to name: String, among known: [String]) -> String? {
    let wanted = Array(name.lowercased().unicodeScalars)
    // A third of the letters may be wrong, at least one: "regresion" is meant, "x" for "y" is not.
    let allowed = max(wanted.count / 3, 1)
    var best: (name: String, distance: Int)?
    for candidate in known where candidate != name {
      let distance = editDistance(wanted, Array(candidate.lowercased().unicodeScalars))
      guard distance <= allowed, distance < wanted.count, distance < best?.distance ?? .max else {
        continue
      }
      best = (candidate, distance)
    }
    return best?.name
  }

  /// `did you mean "x"?`, or what exists: at most ten names.
  package static func hint(for name: String, among known: [String], what: String) -> String? {
    if let nearest = nearest(to: name, among: known) { return "did you mean \"\(nearest)\"?" }
    guard !known.isEmpty else { return nil }
    let listed = known.prefix(10).joined(separator: ", ")
    let rest = known.count - 10
    return "known \(what): " + listed + (rest > 0 ? " and \(rest) more" : "")
  }

  /// Insertions, deletions, replacements and swaps of neighbours that turn `a` into `b` (optimal string alignment).
  private static func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
    var before = [Int](repeating: 0, count: b.count + 1)
    var previous = Array(0...b.count)
    for i in 1...a.count {
      var current = [i] + [Int](repeating: 0, count: b.count)
      for j in 1...b.count {
        let cost = a[i - 1] == b[j - 1] ? 0 : 1
        current[j] = min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + cost)
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
          current[j] = min(current[j], before[j - 2] + 1)
        }
      }
      (before, previous) = (previous, current)
    }
    return previous[b.count]
  }
}
