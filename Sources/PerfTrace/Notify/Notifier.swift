/// Brings notifications to where a person is: the desktop or, without one, the terminal, and webhooks.
///
/// A notification never fails a run: what went wrong is told in the deliveries.
package struct Notifier: Sendable {
  /// What became of one way of telling.
  package enum Delivery: Sendable, Equatable {
    /// Shown or sent by this program: "notify-send", "curl (SLACK_URL)".
    case sent(by: String)
    /// Bytes for the terminal, which the caller writes.
    case terminal([UInt8])
    /// Held back to keep the desktop quiet.
    case heldBack
    case failed(by: String, why: String)
  }

  package var webhooks: [Webhook]
  package var environment: [String: String]
  /// Whether there is a terminal to ring where no desktop is.
  package var hasTerminal: Bool
  private let limit: NotificationLimit

  package init(webhooks: [Webhook], environment: [String: String], hasTerminal: Bool) {
    self.webhooks = webhooks
    self.environment = environment
    self.hasTerminal = hasTerminal
    self.limit = NotificationLimit(environment: environment)
  }

  /// Sends a message by all ways; one delivery for the desktop or terminal, one for each webhook.
  package func send(_ notification: Notification, at now: Timestamp) async -> [Delivery] {
    guard case .show(let heldBack) = limit.decide(notification, at: now) else { return [.heldBack] }
    var notification = notification
    if heldBack > 0 { notification.message += "\n(\(heldBack) earlier messages were held back)" }
    var deliveries = [await show(notification, at: now)]
    for webhook in webhooks { deliveries.append(await post(notification, to: webhook)) }
    return deliveries
  }

  private func show(_ notification: Notification, at now: Timestamp) async -> Delivery {
    if let (delivery, _) = await run(
      MacNotification.program, MacNotification.arguments(for: notification))
    {
      return delivery
    }
    let replaced = notification.kind == .batch ? limit.identifier(of: .batch, at: now) : nil
    let arguments = LinuxNotification.arguments(for: notification, replacing: replaced)
    if let (delivery, output) = await run(LinuxNotification.program, arguments) {
      if let identifier = LinuxNotification.identifier(in: output) {
        limit.remember(identifier, of: notification.kind, at: now)
      }
      guard case .failed = delivery, hasTerminal else { return delivery }
    }
    guard hasTerminal else {
      return .failed(
        by: "desktop", why: "neither osascript nor notify-send is on PATH, and there is no terminal"
      )
    }
    return .terminal(TerminalNotification.bytes(for: notification))
  }

  /// Runs a desktop's program and answers with what it printed if it succeeded; `nil` if it is not installed.
  private func run(
    _ program: String, _ arguments: [String]
  ) async -> (delivery: Delivery, output: String)? {
    guard ExecutablePath.find(program, in: environment) != nil else { return nil }
    do {
      let result = try await HelperProgram.run(program, arguments, timeout: .seconds(5))
      guard result.succeeded else { return (.failed(by: program, why: result.complaint), "") }
      return (.sent(by: program), result.text)
    } catch {
      return (.failed(by: program, why: error.cause), "")
    }
  }

  private func post(_ notification: Notification, to webhook: Webhook) async -> Delivery {
    let name = "\(Webhook.program) (\(webhook.variable))"
    guard let address = environment[webhook.variable], !address.isEmpty else {
      return .failed(by: name, why: "the environment variable \(webhook.variable) is not set")
    }
    do {
      let result = try await HelperProgram.run(
        Webhook.program, Webhook.arguments,
        input: webhook.configuration(for: notification, address: address), timeout: .seconds(40))
      return result.succeeded
        ? .sent(by: name)
        : .failed(by: name, why: result.complaint.replacing(address, with: "<address>"))
    } catch {
      return .failed(by: name, why: error.cause)
    }
  }
}
