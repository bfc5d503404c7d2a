/// What tells the lines of a chart apart: colour and the shape of marks, and dashes for another branch.
///
/// Six colours and four shapes (disc, box, ring, frame) give twelve pairs before one comes back.
struct LineStyle {
  /// The class of the group that holds the line's marks; it sets `color`.
  let group: StaticString
  private let key: StaticString
  private let isBox: Bool
  private let isHollow: Bool

  private static let groups: [StaticString] = ["s1", "s2", "s3", "s4", "s5", "s6"]
  private static let overlays: [StaticString] = [
    "s1 overlay", "s2 overlay", "s3 overlay", "s4 overlay", "s5 overlay", "s6 overlay",
  ]
  private static let keys: [StaticString] = [
    "key s1", "key s2", "key s3", "key s4", "key s5", "key s6",
  ]
  private static let overlayKeys: [StaticString] = [
    "key s1 overlay", "key s2 overlay", "key s3 overlay", "key s4 overlay", "key s5 overlay",
    "key s6 overlay",
  ]

  init(_ index: Int, isOverlay: Bool = false) {
    let color = index % 6
    group = isOverlay ? Self.overlays[color] : Self.groups[color]
    key = isOverlay ? Self.overlayKeys[color] : Self.keys[color]
    isBox = index % 2 == 1
    isHollow = (index / 2) % 2 == 1
  }

  /// Writes marks of the line's shape.
  func writeMarks(_ data: PathData, to writer: inout HTMLWriter) {
    writer.path(data, class: isBox ? "mark box" : "mark")
    if isHollow { writer.path(data, class: isBox ? "hole box" : "hole") }
  }

  /// Writes the swatch of a legend.
  func writeKey(to writer: inout HTMLWriter) {
    writer.element("svg", class: key) { writer in
      writer.attribute("width", integer: 24)
      writer.attribute("height", integer: 12)
      writer.attribute("aria-hidden", literal: "true")
      writer.markup("<path class=\"median\" d=\"M0 6h24\"/>")
      var mark = PathData()
      mark.dot(12, 6)
      writeMarks(mark, to: &writer)
    }
  }
}
