internal import PerfBytes

/// The `d` attribute of a path, in hundredths, relative after the first point.
///
/// Rounding does not add up, since differences are taken between rounded points. Only the commands M, m, l, h, v
/// and z occur, each written out, which is what the page's script reads.
struct PathData {
  private(set) var bytes: [UInt8] = []
  private var current = (x: 0, y: 0)
  private var start = (x: 0, y: 0)

  var isEmpty: Bool { bytes.isEmpty }

  /// Begins a new part of the path.
  mutating func move(_ x: Double, _ y: Double) {
    let point = Self.hundredths(x, y)
    if bytes.isEmpty {
      bytes.append(UInt8(ascii: "M"))
      append(point.x, isFirst: true)
      append(point.y, isFirst: false)
    } else {
      bytes.append(UInt8(ascii: "m"))
      append(point.x - current.x, isFirst: true)
      append(point.y - current.y, isFirst: false)
    }
    (current, start) = (point, point)
  }

  /// Draws a line to a point.
  mutating func line(_ x: Double, _ y: Double) {
    let point = Self.hundredths(x, y)
    if point.y == current.y {
      bytes.append(UInt8(ascii: "h"))
      append(point.x - current.x, isFirst: true)
    } else if point.x == current.x {
      bytes.append(UInt8(ascii: "v"))
      append(point.y - current.y, isFirst: true)
    } else {
      bytes.append(UInt8(ascii: "l"))
      append(point.x - current.x, isFirst: true)
      append(point.y - current.y, isFirst: false)
    }
    current = point
  }

  /// Draws a line of no length, which round caps make a dot.
  mutating func dot(_ x: Double, _ y: Double) {
    move(x, y)
    bytes.append("h0")
  }

  /// Draws a line back to the beginning of the part.
  mutating func close() {
    bytes.append(UInt8(ascii: "z"))
    current = start
  }

  private static func hundredths(_ x: Double, _ y: Double) -> (x: Int, y: Int) {
    (Int((x * 100).rounded()), Int((y * 100).rounded()))
  }

  private mutating func append(_ hundredths: Int, isFirst: Bool) {
    if hundredths < 0 {
      bytes.append(UInt8(ascii: "-"))
    } else if !isFirst {
      bytes.append(UInt8(ascii: " "))
    }
    let magnitude = hundredths.magnitude
    let (whole, fraction) = (magnitude / 100, magnitude % 100)
    if whole > 0 || fraction == 0 { bytes.append(digits: UInt64(whole), minimumCount: 1) }
    guard fraction > 0 else { return }
    bytes.append(UInt8(ascii: "."))
    if fraction % 10 == 0 {
      bytes.append(digits: UInt64(fraction / 10), minimumCount: 1)
    } else {
      bytes.append(digits: UInt64(fraction), minimumCount: 2)
    }
  }
}

extension HTMLWriter {
  /// Writes a path of a class.
  mutating func path(_ data: PathData, class className: StaticString) {
    guard !data.isEmpty else { return }
    shape("path", class: className) { writer in
      writer.attribute("d", path: { $0.append(contentsOf: data.bytes) })
    }
  }

  /// Writes an attribute in percent of the picture's width, for what must not be stretched with it.
  mutating func attribute(_ name: StaticString, percent value: Double) {
    attribute(
      name,
      path: { bytes in
        bytes.append(fixed: value, fractionDigits: 2, trimsZeros: true)
        bytes.append(UInt8(ascii: "%"))
      })
  }
}

extension String {
  /// A coordinate with at most two decimals.
  init(coordinate value: Double) {
    self.init(fixed: value, fractionDigits: 2, trimsZeros: true)
  }
}
