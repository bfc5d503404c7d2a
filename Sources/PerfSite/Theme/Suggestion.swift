/// What to say to someone who wrote a name that does not exist.
enum Suggestion {
  /// `did you mean "…"?`, or what exists where nothing is near.
  static func hint(for name: String, among known: [String]) -> String {
    let sorted = known.sorted()
    let nearest = sorted.map { (name: $0, distance: distance(name, $0)) }
      .min { $0.distance < $1.distance }
    if let nearest, nearest.distance <= max(1, name.utf8.count / 3) {
      return "did you mean \"\(nearest.name)\"?"
    }
    return "there are " + sorted.map { "\"\($0)\"" }.joined(separator: ", ")
  }

  /// Edit distance with unit costs (Levenshtein 1966) over bytes.
  private static func distance(_ a: String, _ b: String) -> Int {
    let (a, b) = (Array(a.utf8), Array(b.utf8))
    var row = Array(0...b.count)
    for (i, byte) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, other) in b.enumerated() {
        let substituted = diagonal + (byte == other ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(substituted, row[j] + 1, row[j + 1] + 1)
      }
    }
    return row[b.count]
  }
}
