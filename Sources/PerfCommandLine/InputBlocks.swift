#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Standard input in blocks of whole lines, as soon as they are there.
package struct InputBlocks {
  private static let blockSize = 4 << 20
  private static let readSize = 1 << 18
  private var pending: [UInt8] = []
  private var isAtEnd = false

  package init() {}

  /// The next lines, up to some megabytes unless one line is longer; `nil` at the end of the input.
  ///
  /// Waits for one line at least, then takes what is there without waiting. Only the very last line
  /// may lack its line end.
  ///
  /// - Throws: `InputError` if reading fails.
  package mutating func next() throws(InputError) -> [UInt8]? {
    var newline = pending.lastIndex(of: UInt8(ascii: "\n"))
    while !isAtEnd, newline == nil || (pending.count < Self.blockSize && Self.isReadable) {
      let start = pending.count
      try read()
      if let last = pending[start...].lastIndex(of: UInt8(ascii: "\n")) { newline = last }
    }
    let end = isAtEnd ? pending.count : (newline ?? pending.count - 1) + 1
    guard end > 0 else { return nil }
    let block = Array(pending[..<end])
    pending.removeSubrange(..<end)
    return block
  }

  private mutating func read() throws(InputError) {
    let start = pending.count
    pending.append(contentsOf: repeatElement(0, count: Self.readSize))
    let count = unsafe pending.withUnsafeMutableBytes { bytes in
      while true {
        // `start` bytes are followed by `readSize` zeros to be written over.
        let count = unsafe systemRead(
          STDIN_FILENO, bytes.baseAddress?.advanced(by: start), Self.readSize)
        if count >= 0 || errno != EINTR { return count }
      }
    }
    pending.removeLast(Self.readSize - max(count, 0))
    guard count >= 0 else { throw InputError(code: errno) }
    isAtEnd = count == 0
  }

  /// Whether a read would not wait.
  private static var isReadable: Bool {
    var descriptor = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    return unsafe poll(&descriptor, 1, 0) > 0
  }
}

/// `read(2)`, which the method above hides.
private let systemRead = unsafe read
