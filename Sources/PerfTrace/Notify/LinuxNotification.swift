/// The desktop's notification service by `notify-send` (libnotify).
enum LinuxNotification {
  static let program = "notify-send"

  /// Arguments that show `notification`, in place of the one with `replacedID` if there is one.
  ///
  /// The body is markup by the specification (Desktop Notifications Specification 1.2, "Markup"), hence escaped, and
  /// `notify-send` reads `\n` and octal numbers in it as C does (`g_strcompress`), hence each backslash is doubled; the
  /// summary is plain text.
  static func arguments(for notification: Notification, replacing replacedID: Int?) -> [String] {
    var arguments = [
      "--app-name=perftrace", "--urgency=" + notification.urgency.rawValue, "--print-id",
    ]
    if let replacedID { arguments.append("--replace-id=\(replacedID)") }
    let body = notification.message.escapingMarkup.replacing("\\", with: "\\\\")
    return arguments + ["--", notification.title, body]
  }

  /// The identifier that `--print-id` printed; `nil` if there is none.
  static func identifier(in output: String) -> Int? {
    Int(output.prefix { $0.isASCII && $0.isNumber })
  }
}

extension String {
  /// The text with `&`, `<` and `>` as entities, as Pango's markup and Slack's messages want it.
  var escapingMarkup: String {
    replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }
}
