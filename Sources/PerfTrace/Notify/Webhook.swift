/// An address that takes a message by HTTP POST: a chat's incoming webhook, or any program's.
///
/// The address is the secret, so it comes from an environment variable only and reaches `curl` by standard input.
package struct Webhook: Sendable, Equatable {
  /// The body that the receiver understands.
  package enum Format: String, Sendable, CaseIterable {
    /// `{"text": …}`, as Slack, Mattermost, Rocket.Chat and Google Chat take it.
    case slack
    /// `{"content": …}` with all mentions off.
    case discord
    /// `{"title": …, "message": …, "kind": …, "urgency": …}`.
    case plain
  }

  package var format: Format
  /// Name of the environment variable that holds the address.
  package var variable: String

  package init(format: Format, variable: String) {
    self.format = format
    self.variable = variable
  }

  static let program = "curl"

  /// Nothing secret: the configuration, address included, is read from standard input.
  static let arguments = ["--config", "-"]

  /// What `curl` reads: one option a line, values quoted as its manual says under `--config`.
  func configuration(for notification: Notification, address: String) -> [UInt8] {
    var body: [UInt8] = []
    body.append(json: payload(for: notification))
    let options: [(String, String?)] = [
      ("url", address), ("proto", "=http,https"), ("fail", nil), ("silent", nil),
      ("show-error", nil), ("output", "/dev/null"), ("max-time", "10"), ("retry", "2"),
      ("header", "Content-Type: application/json"),
      ("data-binary", String(decoding: body, as: UTF8.self)),
    ]
    return options.flatMap { name, value in
      Array((value.map { "\(name) = \"\(Self.quote($0))\"" } ?? name).utf8) + [10]
    }
  }

  func payload(for notification: Notification) -> JSONValue {
    switch format {
    case .slack:
      let title = notification.title.escapingMarkup, message = notification.message.escapingMarkup
      return .object(["text": .string("*\(title)*\n\(message)")])
    case .discord:
      return .object([
        "content": .string(
          String("**\(notification.title)**\n\(notification.message)".prefix(2000))),
        "allowed_mentions": .object(["parse": .array([])]),
      ])
    case .plain:
      return .object([
        "title": .string(notification.title), "message": .string(notification.message),
        "kind": .string(notification.kind.rawValue),
        "urgency": .string(notification.urgency.rawValue),
      ])
    }
  }

  /// A value between quotes in curl's configuration; a line break would begin another option.
  private static func quote(_ value: String) -> String {
    value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      .replacing("\r", with: "\\r").replacing("\n", with: "\\n").replacing("\t", with: "\\t")
  }
}
