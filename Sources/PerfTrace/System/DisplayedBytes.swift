extension String {
  /// Text for bytes of any origin: valid UTF-8 as it is, every other byte as `\xFF`.
  ///
  /// File names and arguments may hold any bytes, JSON and pages only Unicode. Two different names
  /// stay different, which the usual replacement character would not guarantee.
  package init(displaying bytes: some Collection<UInt8>) {
    if let text = String(validating: bytes, as: UTF8.self) {
      self = text
      return
    }
    var text: [UInt8] = []
    var rest = Array(bytes)[...]
    while let first = rest.first {
      let length = Self.validSequenceLength(at: rest)
      if length > 0 {
        text.append(contentsOf: rest.prefix(length))
        rest = rest.dropFirst(length)
      } else {
        let digits = String(first, radix: 16, uppercase: true)
        text.append(contentsOf: "\\x\(digits)".utf8)
        rest = rest.dropFirst()
      }
    }
    self.init(decoding: text, as: UTF8.self)
  }

  /// Length of the valid UTF-8 sequence at the start of `bytes`; 0 if there is none.
  private static func validSequenceLength(at bytes: ArraySlice<UInt8>) -> Int {
    for length in 1...4 where length <= bytes.count {
      if String(validating: bytes.prefix(length), as: UTF8.self) != nil { return length }
    }
    return 0
  }
}
