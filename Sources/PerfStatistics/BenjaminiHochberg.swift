/// Control of the false discovery rate over many tests (Benjamini and Hochberg, 1995).
public enum BenjaminiHochberg {
  /// The adjusted probabilities in the order given: each the least rate at which its test would
  /// count.
  ///
  /// The adjusted values of 0.01, 0.02, 0.03 are 0.03, 0.03, 0.03. A NaN counts as 1.
  ///
  /// - Complexity: O(n log n).
  public static func adjusted(_ probabilities: [Double]) -> [Double] {
    let values = probabilities.map { $0.isNaN ? 1 : min(max($0, 0), 1) }
    let order = values.indices.sorted { values[$0] > values[$1] }
    var result = values
    var least = 1.0
    for (position, index) in order.enumerated() {
      let rank = Double(values.count - position)
      least = min(least, values[index] * (Double(values.count) / rank))
      result[index] = least
    }
    return result
  }

  /// Which tests count if at most the share `rate` of those that count may be false.
  public static func rejections(_ probabilities: [Double], rate: Double) -> [Bool] {
    adjusted(probabilities).map { $0 <= rate }
  }
}
