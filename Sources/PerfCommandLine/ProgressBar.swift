#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// One line on standard error that is rewritten as work goes on; nothing at all where no terminal is.
package struct ProgressBar: Sendable {
  private let isShown: Bool
  private var isDrawn = false

  package init() {
    isShown = Console.errorIsTerminal && !Self.isDumb
  }

  /// Draws `fraction` (0 to 1) and the words after it, cut to the terminal's width.
  package mutating func draw(fraction: Double, text: String) {
    guard isShown else { return }
    let line = Self.line(fraction: fraction, text: text, width: Self.terminalWidth)
    // Erasing the rest of the line after writing it does not flicker.
    Console.writeError("\r\(line)\u{1B}[K", terminator: "")
    isDrawn = true
  }

  /// Takes the line away, so that other text can be printed in its place.
  package mutating func clear() {
    guard isDrawn else { return }
    Console.writeError("\r\u{1B}[K", terminator: "")
    isDrawn = false
  }

  /// The bar in eighths of a column, and the text.
  static func line(fraction: Double, text: String, width: Int) -> String {
    let columns = width >= 60 ? 20 : 10
    let eighths = Int((min(max(fraction, 0), 1) * Double(columns * 8)).rounded(.down))
    let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
    let bar = String(repeating: "█", count: eighths / 8) + parts[eighths % 8]
    let padded = bar + String(repeating: " ", count: columns - bar.count)
    return TerminalText.cut("\(padded)▏ \(TerminalText.safe(text))", to: max(width - 1, 1))
  }

  private static var isDumb: Bool {
    guard let terminal = unsafe getenv("TERM") else { return true }
    return unsafe String(cString: terminal) == "dumb"
  }

  private static var terminalWidth: Int {
    var size = winsize()
    guard unsafe ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return 80
    }
    return Int(size.ws_col)
  }
}
