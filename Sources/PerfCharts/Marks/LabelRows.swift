/// Puts labels above a picture into two rows so that none covers another.
struct LabelRows {
  /// Pictures are at least so wide on a tablet and on a phone, without their axis.
  static let wide = 720.0
  static let narrow = 260.0

  /// Width of the picture in CSS pixels.
  let width: Double
  private var ends = [-Double.infinity, -Double.infinity]

  init(width: Double) {
    self.width = width
  }

  /// The row that has room for a label of `labelWidth` pixels centred at a fraction of the width, coming from the
  /// left; `nil` if neither has.
  mutating func row(at fraction: Double, width labelWidth: Double) -> Int? {
    ends.indices.first { takes(row: $0, at: fraction, width: labelWidth) }
  }

  /// Whether this very row has room for a label, which then is taken.
  mutating func takes(row: Int, at fraction: Double, width labelWidth: Double) -> Bool {
    let center = fraction * width
    let start: Double
    switch fraction {
    case ..<0.08: start = center
    case 0.92...: start = center - labelWidth
    default: start = center - labelWidth / 2
    }
    guard ends[row] + 8 <= start else { return false }
    ends[row] = start + labelWidth
    return true
  }
}
