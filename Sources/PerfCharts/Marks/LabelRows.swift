/// Puts labels above a picture into two rows so that none covers another.
struct LabelRows {
  /// Width of the picture in CSS pixels.
  let width: Double
  private var ends = [-Double.infinity, -Double.infinity]

  init(width: Double) {
    self.width = width
  }

  /// The row that has room for a label of `labelWidth` pixels centred at a fraction of the width, coming from the
  /// left; `nil` if neither has.
  mutating func row(at fraction: Double, width labelWidth: Double) -> Int? {
    let center = fraction * width
    let start: Double
    switch fraction {
    case ..<0.08: start = center
    case 0.92...: start = center - labelWidth
    default: start = center - labelWidth / 2
    }
    guard let row = ends.firstIndex(where: { $0 + 8 <= start }) else { return nil }
    ends[row] = start + labelWidth
    return row
  }
}
