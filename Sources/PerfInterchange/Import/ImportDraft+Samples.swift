extension ImportDraft {
  /// Raw samples, thinned out evenly to what a fossil can hold, with a warning if some had to go.
  mutating func samples(_ all: [Double], at node: JSONNode) -> [Double] {
    let limit = Self.sampleLimit
    guard all.count > limit else { return all }
    warn(.samplesCut(kept: limit, of: all.count), at: node.offset)
    return (0..<limit).map { all[$0 * all.count / limit] }
  }
}
