/// Notification Center by `osascript`.
///
/// Title and message are arguments of the script's `run` handler and never part of its text, so nothing in them is
/// AppleScript.
enum MacNotification {
  static let program = "osascript"

  static func arguments(for notification: Notification) -> [String] {
    let sound = notification.urgency == .critical ? " sound name \"Basso\"" : ""
    return [
      "-e", "on run argv",
      "-e", "display notification (item 2 of argv) with title (item 1 of argv)" + sound,
      "-e", "end run",
      "--", notification.title, notification.message,
    ]
  }
}
