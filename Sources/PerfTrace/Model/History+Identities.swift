extension History {
  /// The identity that begins with `text`.
  ///
  /// - Throws: `FossilIDError` if it is no beginning of an identity, or no fossil has such a one, or several have.
  package func fossil(named text: String) throws(FossilIDError) -> FossilID {
    let prefix = try FossilID.Prefix(text)
    let found = ids.filter(prefix.fits)
    guard let first = found.first else { throw .unknown(text) }
    guard found.count == 1 else { throw .ambiguous(text, candidates: found) }
    return first
  }

  /// The number of digits that tells each of the executions in `rows` from all others, at least eight.
  ///
  /// - Complexity: O(n · log(rows)).
  func identityDigits(of rows: [Int]) -> Int {
    let shown = rows.map { ids[$0] }.sorted()
    var common = FossilID.Prefix.fewestDigits - 1
    for id in ids {
      var (low, high) = (0, shown.count)
      while low < high {
        let middle = (low + high) / 2
        if shown[middle] < id { low = middle + 1 } else { high = middle }
      }
      // The nearest on either side share the most digits with it.
      let above = low < shown.count && shown[low] == id ? low + 1 : low
      for neighbour in [low - 1, above] where shown.indices.contains(neighbour) {
        common = max(common, shown[neighbour].commonDigits(with: id))
      }
    }
    return min(common + 1, 32)
  }
}
