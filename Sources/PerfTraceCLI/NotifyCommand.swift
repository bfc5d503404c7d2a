internal import ArgumentParser
internal import PerfCommandLine
internal import PerfTrace

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

struct NotifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "notify",
    abstract: "Shows a message on the desktop, or in the terminal where there is none.")

  @Argument(help: "One line: what happened.")
  var title: String

  @Argument(help: "What it means.")
  var message: String

  @Option(help: "low, normal or critical.")
  var urgency: Notification.Urgency = .normal

  @OptionGroup var webhooks: WebhookOptions

  func run() async throws {
    let notification = Notification(title: title, message: message, urgency: urgency)
    let deliveries = await notification.deliver(to: webhooks.webhooks)
    guard deliveries.contains(where: \.isSuccess) else {
      Console.writeError(
        "perftrace: nobody was reached; the message was: \(TerminalText.safe(title)) - \(TerminalText.safe(message))\n"
          + "  hint: --webhook reaches people where there is neither a desktop nor a terminal")
      throw ExitCode.failure
    }
    Console.write("✅ Notification sent: \(title) - \(message)")
  }
}

/// Where messages go besides the desktop.
struct WebhookOptions: ParsableArguments {
  @Option(
    name: .customLong("webhook"),
    help: ArgumentHelp(
      "Also post it: slack, discord or plain, and the environment variable with the address.",
      valueName: "format=variable"))
  var webhooks: [Webhook] = []
}

extension Notification {
  /// Sends this, rings the terminal if need be, and warns on standard error of what failed.
  @discardableResult
  func deliver(to webhooks: [Webhook]) async -> [Notifier.Delivery] {
    let notifier = Notifier(
      webhooks: webhooks, environment: ProcessInfo.processInfo.environment,
      hasTerminal: Console.errorIsTerminal)
    let deliveries = await notifier.send(self, at: .now())
    for delivery in deliveries {
      switch delivery {
      case .sent: break
      case .terminal(let bytes):
        Console.writeError(String(decoding: bytes, as: UTF8.self), terminator: "")
      case .heldBack:
        Console.writeError(
          "perftrace: notification held back: more than \(NotificationLimit.most) within a minute")
      case .failed(let program, let why):
        Console.writeError("perftrace: warning: cannot notify by \(program): \(why)")
      }
    }
    return deliveries
  }
}

extension Notifier.Delivery {
  /// Whether a person will see the message, or has seen enough of its kind.
  var isSuccess: Bool {
    switch self {
    case .sent, .terminal, .heldBack: true
    case .failed: false
    }
  }
}

extension Notification.Urgency: ExpressibleByArgument {}

extension Webhook: ExpressibleByArgument {
  /// Reads `format=variable`.
  public init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2, let format = Format(rawValue: parts[0]) else { return nil }
    self.init(format: format, variable: parts[1])
  }
}
