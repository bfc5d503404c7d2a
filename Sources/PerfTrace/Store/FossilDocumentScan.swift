/// The scan of a file whose fossils are the elements of an array, or objects one after the other, over any number of lines.
///
/// It is how the original system wrote its log. The scan only finds where each object begins and ends; what stands in it
/// is read by the visitor.
struct FossilDocumentScan {
  var path: String
  var index: Int32
  private var line = 1
  /// Open braces and brackets inside the object at hand; 0 between objects.
  private var depth = 0
  private var isInString = false
  private var isEscaped = false
  /// Place and line of the object at hand.
  private var start: Int64 = 0
  private var startLine = 1
  /// Whether the object at hand has more bytes than a fossil may have.
  private var isTooLong = false
  /// Whether bytes between objects were reported since the last object or line end.
  private var hasReported = false

  init(path: String, index: Int32) {
    self.path = path
    self.index = index
  }

  mutating func run(
    _ file: borrowing OpenFile, _ visitor: inout some FossilVisitor, _ buffer: inout [UInt8]
  ) throws(SystemError) {
    // The buffer holds the file's bytes from `base` on, `filled` of them; those before `position` are scanned.
    var (base, filled, position): (Int64, Int, Int) = (0, 0, 0)
    while true {
      let count = try file.read(into: &buffer, filled..<buffer.count, at: base + Int64(filled))
      filled += count
      scan(buffer.span.extracting(0..<filled), &position, base, isLast: count == 0, &visitor)
      if count == 0 {
        guard depth > 0 else { return }
        return abandon(
          "torn: the file ends in the middle of a fossil", base + Int64(filled), &visitor)
      }
      var kept = position
      if depth > 0, !isTooLong {
        kept = Int(start - base)
        if filled - kept > Fossil.lineLimit * 2 {
          isTooLong = true
          kept = position
        }
      }
      base += Int64(kept)
      buffer.moveToFront(kept..<filled)
      filled -= kept
      position -= kept
    }
  }

  private mutating func scan(
    _ bytes: Span<UInt8>, _ position: inout Int, _ base: Int64, isLast: Bool,
    _ visitor: inout some FossilVisitor
  ) {
    if base == 0, position == 0 { position = bytes.startAfterByteOrderMark }
    // A mark of a conflict is recognised by its first eight bytes, so those must be here.
    let end = isLast ? bytes.count : max(bytes.count - 8, position)
    while position < end { scan(bytes, &position, base, &visitor) }
  }

  /// Moves over one byte, or a conflict mark's line.
  private mutating func scan(
    _ bytes: Span<UInt8>, _ position: inout Int, _ base: Int64, _ visitor: inout some FossilVisitor
  ) {
    let byte = bytes[position]
    let place = base + Int64(position)
    position += 1
    if byte == UInt8(ascii: "\n") {
      if isInString { abandon("the end of a line in a string", place, &visitor) }
      line += 1
      hasReported = false
      if bytes.hasConflictMarker(at: position) {
        if depth > 0 { abandon("a fossil that a mark of a merge conflict cuts", place, &visitor) }
      }
      return
    }
    if isInString {
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: "\"") {
        isInString = false
      }
      return
    }
    guard depth > 0 else { return scanBetween(byte, bytes, position - 1, place, &visitor) }
    switch byte {
    case UInt8(ascii: "\""): isInString = true
    case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
    case UInt8(ascii: "}"), UInt8(ascii: "]"):
      depth -= 1
      if depth == 0 { finish(bytes, base, place + 1, &visitor) }
    default: break
    }
  }

  private mutating func scanBetween(
    _ byte: UInt8, _ bytes: Span<UInt8>, _ position: Int, _ place: Int64,
    _ visitor: inout some FossilVisitor
  ) {
    switch byte {
    case UInt8(ascii: "{"):
      (depth, start, startLine, isTooLong) = (1, place, line, false)
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: ","),
      UInt8(ascii: "["), UInt8(ascii: "]"):
      break
    default:
      guard !hasReported else { return }
      hasReported = true
      let isMark = bytes.hasConflictMarker(at: position)
      report(
        .damaged(isMark ? "a mark of a merge conflict" : "text between fossils"), line,
        place..<(place + 1), &visitor)
    }
  }

  /// Shows the object that ends before `end`.
  private mutating func finish(
    _ bytes: Span<UInt8>, _ base: Int64, _ end: Int64, _ visitor: inout some FossilVisitor
  ) {
    hasReported = false
    guard !isTooLong, end - start <= Fossil.lineLimit else {
      return report(.tooLong, startLine, start..<end, &visitor)
    }
    let part = bytes.extracting(Int(start - base)..<Int(end - base))
    var reader = JSONReader()
    let location = History.Location(
      file: index, line: Int32(clamping: startLine), offset: start)
    do {
      try visitor.visit(&reader, in: part, at: location)
    } catch {
      let place = error.offset(in: part) ?? 0
      let before = part.extracting(0..<min(place, part.count))
      var (lines, lineStart) = (0, 0)
      while let lineEnd = before.firstIndex(of: UInt8(ascii: "\n"), from: lineStart) {
        (lines, lineStart) = (lines + 1, lineEnd + 1)
      }
      if case .unknownSchema(let version) = error {
        report(.unknownSchema(version), startLine, start..<end, &visitor)
      } else {
        report(.damaged(error.problem), startLine + lines, start..<end, &visitor)
      }
    }
  }

  /// Gives the object at hand up and goes on between objects.
  private mutating func abandon(
    _ problem: String, _ end: Int64, _ visitor: inout some FossilVisitor
  ) {
    report(isTooLong ? .tooLong : .damaged(problem), startLine, start..<end, &visitor)
    (depth, isInString, isEscaped) = (0, false, false)
  }

  private func report(
    _ problem: StoreDiagnostic.Problem, _ line: Int, _ range: Range<Int64>,
    _ visitor: inout some FossilVisitor
  ) {
    visitor.report(
      StoreDiagnostic(problem: problem, path: path, line: line, column: nil, range: range))
  }
}
