/// A bell, and the message by OSC 9 for terminals that know it; others ignore it.
enum TerminalNotification {
  /// Control characters in title and message are replaced, for they could drive the terminal.
  static func bytes(for notification: Notification) -> [UInt8] {
    let text = MarkdownText.visible("\(notification.title): \(notification.message)", limit: 300)
    return [0x1B] + Array("]9;\(text)".utf8) + [0x07, 0x07]
  }
}
