/// The `#!` line of a script.
struct ShebangLine: Sendable, Equatable {
  /// The interpreter's path and its one argument, if it has one, as the kernel passes them.
  var words: [[UInt8]]
  /// The interpreter's own name: "python3" for both `/usr/bin/python3` and `/usr/bin/env python3`.
  var interpreter: String?
  /// The interpreter's path; `nil` where `env` finds it.
  var interpreterProgram: String?

  /// Reads the line of a file; `nil` if it has none or cannot be read.
  init?(ofFile path: [UInt8]) {
    guard SystemFile.kind(path) == .regular, let start = SystemFile.start(of: path, limit: 256)
    else { return nil }
    self.init(start: start)
  }

  /// Reads the line from the first bytes of a file.
  init?(start: [UInt8]) {
    guard start.starts(with: "#!".utf8) else { return nil }
    let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
    let line = start.dropFirst(2).prefix { $0 != 0x0A }.drop(while: isBlank)
    let program = line.prefix { !isBlank($0) }
    guard !program.isEmpty else { return nil }
    var rest = line.dropFirst(program.count).drop(while: isBlank)
    while let last = rest.last, isBlank(last) { rest = rest.dropLast() }
    words = [Array(program)] + (rest.isEmpty ? [] : [Array(rest)])
    interpreter = ScriptName(path: Array(program)).base
    interpreterProgram = String(displaying: program)
    if interpreter == "env" {
      let candidates = rest.split(whereSeparator: isBlank)
      let name = candidates.first {
        $0.first != UInt8(ascii: "-") && !$0.contains(UInt8(ascii: "="))
      }
      interpreterProgram = nil
      interpreter = name.map { ScriptName(path: Array($0)).base }
    }
  }
}
