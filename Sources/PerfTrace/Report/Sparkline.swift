/// A chart of eight heights in a line of text: it shows wherever text does, where pictures and scripts are stripped.
enum Sparkline {
  private static let blocks = Array("▁▂▃▄▅▆▇█")
  /// Most values of each side; of more, the newest.
  static let most = 16
  /// Part of the largest value that the chart's height stands for at least, so that noise looks like noise.
  static let leastRange = 0.1

  /// Values before and after a change on one scale, with a gap between; empty if there are none.
  static func text(base: [Double], head: [Double]) -> String {
    let sides = [base, head].map { $0.suffix(most).filter(\.isFinite) }.filter { !$0.isEmpty }
    let all = sides.flatMap(\.self)
    guard let low = all.min(), let high = all.max() else { return "" }
    let range = max(high - low, leastRange * max(abs(low), abs(high)))
    // A range that is wider than the values lies around them.
    let bottom = low - (range - (high - low)) / 2
    return sides.map { side in
      String(
        side.map { value in
          let height = range > 0 ? (value - bottom) / range : 0.5
          return blocks[min(Int(height * Double(blocks.count)), blocks.count - 1)]
        })
    }.joined(separator: " ")
  }
}
