/// The scan of a file that holds one fossil a line.
struct FossilLineScan {
  var path: String
  var index: Int32
  /// One-based number of the line at hand.
  private var line = 1

  init(path: String, index: Int32) {
    self.path = path
    self.index = index
  }

  mutating func run(
    _ file: borrowing OpenFile, _ visitor: inout some FossilVisitor, _ buffer: inout [UInt8]
  ) throws(SystemError) {
    // The buffer holds the file's bytes from `base` on, `filled` of them.
    var (base, filled): (Int64, Int) = (0, 0)
    // Start of a line that is longer than a fossil may be and whose end is still to come.
    var tooLongSince: Int64?
    while true {
      let count = try file.read(into: &buffer, filled..<buffer.count, at: base + Int64(filled))
      filled += count
      var start = 0
      scan(
        buffer.span.extracting(0..<filled), base, &start, &tooLongSince, isLast: count == 0,
        &visitor)
      if count == 0 { return }
      if tooLongSince != nil || filled - start > Fossil.lineLimit + 1 {
        if tooLongSince == nil { tooLongSince = base + Int64(start) }
        start = filled
      }
      base += Int64(start)
      buffer.moveToFront(start..<filled)
      filled -= start
    }
  }

  /// Shows the whole lines of `bytes` and moves `start` behind them; of the file's last bytes all.
  private mutating func scan(
    _ bytes: Span<UInt8>, _ base: Int64, _ start: inout Int, _ tooLongSince: inout Int64?,
    isLast: Bool, _ visitor: inout some FossilVisitor
  ) {
    if base == 0, tooLongSince == nil { start = bytes.startAfterByteOrderMark }
    while let end = bytes.firstIndex(of: UInt8(ascii: "\n"), from: start) {
      if let since = tooLongSince {
        reportTooLong(since..<(base + Int64(end)), &visitor)
        tooLongSince = nil
      } else {
        scan(bytes, start..<end, base, isWhole: true, &visitor)
      }
      line += 1
      start = end + 1
    }
    guard isLast else { return }
    if let since = tooLongSince {
      reportTooLong(since..<(base + Int64(bytes.count)), &visitor)
    } else if start < bytes.count {
      scan(bytes, start..<bytes.count, base, isWhole: false, &visitor)
    }
  }

  /// Shows the fossils of one line: one, none in a blank line, several where line ends were lost.
  private func scan(
    _ bytes: Span<UInt8>, _ range: Range<Int>, _ base: Int64, isWhole: Bool,
    _ visitor: inout some FossilVisitor
  ) {
    var end = range.upperBound
    if end > range.lowerBound, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    let line = bytes.extracting(range.lowerBound..<end)
    let offset = base + Int64(range.lowerBound)
    if line.count > Fossil.lineLimit {
      return reportTooLong(offset..<(base + Int64(end)), &visitor)
    }
    var reader = JSONReader()
    reader.skipWhitespace(line)
    var attempts = 0
    while reader.position < line.count {
      let start = reader.position
      do {
        try visitor.visit(&reader, in: line, at: location(offset + Int64(start)))
      } catch {
        attempts += 1
        let next =
          attempts > Self.attemptLimit
          ? nil
          : Self.nextFossil(line, damagedAt: start, readTo: reader.position, error)
        report(error, line, start..<(next ?? line.count), offset, isWhole: isWhole, &visitor)
        guard let next else { return }
        reader.position = next
      }
      reader.skipWhitespace(line)
    }
  }

  /// Where to go on after the damaged fossil at `start`.
  ///
  /// JSON that only says something wrong is left behind. In torn JSON the next whole fossil may begin before the place where the
  /// reader gave up: a writer that died was followed by another in the same line.
  private static func nextFossil(
    _ line: Span<UInt8>, damagedAt start: Int, readTo position: Int, _ error: FossilError
  ) -> Int? {
    guard case .malformed = error else { return position }
    var from = start + 1
    while let brace = line.firstIndex(of: UInt8(ascii: "{"), from: from) {
      if beginnings.contains(where: { line.equals($0.span, at: brace) }) { return brace }
      from = brace + 1
    }
    return nil
  }

  /// Damaged beginnings in one line after which the rest of it is given up, so that time stays bounded.
  private static let attemptLimit = 16

  private static let beginnings = [Array("{\"schema\":".utf8), Array("{\"script\":".utf8)]

  private func location(_ offset: Int64) -> History.Location {
    History.Location(file: index, line: Int32(clamping: line), offset: offset)
  }

  private func report(
    _ error: FossilError, _ bytes: Span<UInt8>, _ range: Range<Int>, _ offset: Int64,
    isWhole: Bool, _ visitor: inout some FossilVisitor
  ) {
    let part = bytes.extracting(range)
    let column: Int?
    let problem: StoreDiagnostic.Problem
    switch error {
    case .unknownSchema(let version):
      (problem, column) = (.unknownSchema(version), nil)
    case .malformed(let cause):
      if part.hasConflictMarker(at: 0) {
        (problem, column) = (.damaged("a mark of a merge conflict"), nil)
      } else if part.firstIndex(of: 0, from: 0) != nil {
        (problem, column) = (.damaged("NUL bytes instead of text"), nil)
      } else if !isWhole, cause.offset == bytes.count {
        (problem, column) = (.damaged("torn: the last line ends in the middle"), nil)
      } else {
        (problem, column) = (.damaged(cause.problem), cause.offset + 1)
      }
    case .unexpected, .missing:
      problem = .damaged(error.problem)
      column = error.offset(in: part).map { $0 + range.lowerBound + 1 }
    }
    visitor.report(
      StoreDiagnostic(
        problem: problem, path: path, line: line, column: column,
        range: (offset + Int64(range.lowerBound))..<(offset + Int64(range.upperBound))))
  }

  private func reportTooLong(_ range: Range<Int64>, _ visitor: inout some FossilVisitor) {
    visitor.report(
      StoreDiagnostic(problem: .tooLong, path: path, line: line, column: nil, range: range))
  }
}
