import Foundation
import Testing

@testable import PerfTrace

/// Programs that only write down how they were called, on a `PATH` of their own.
private struct RecordingDesk {
  let folder: URL
  let environment: [String: String]

  init(programs: [String]) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "desk-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for program in programs {
      let file = folder.appending(path: program)
      let script = """
        #!/bin/sh
        { for word; do printf '%s\\0' "$word"; done; } >"$0.arguments"
        cat >"$0.input"
        echo 7
        """
      try Data(script.utf8).write(to: file)
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
    }
    environment = [
      "PATH": folder.path, "XDG_STATE_HOME": folder.path, "HOOK": "http://127.0.0.1:9/s\"ecret",
    ]
  }

  func arguments(of program: String) throws -> [String] {
    let content = try Data(contentsOf: folder.appending(path: program + ".arguments"))
    return String(decoding: content, as: UTF8.self).split(
      separator: "\0", omittingEmptySubsequences: false
    ).dropLast().map(String.init)
  }

  func remove() { try? FileManager.default.removeItem(at: folder) }
}

private let hostile = "\"; do shell script \"touch pwned\" -- $(touch pwned) `x` <b>&amp;\n--help"

@Suite struct NotifierTests {
  @Test func keepsHostileTextOutOfTheScriptOfOsascript() {
    let arguments = MacNotification.arguments(for: Notification(title: hostile, message: hostile))
    #expect(
      arguments == [
        "-e", "on run argv",
        "-e", "display notification (item 2 of argv) with title (item 1 of argv)",
        "-e", "end run", "--", hostile, hostile,
      ])
  }

  @Test func escapesTheBodyForTheDesktopAndReplacesTheLastBatch() {
    let notification = Notification(
      title: "-t", message: "<b>&\\n", kind: .batch, urgency: .critical)
    #expect(
      LinuxNotification.arguments(for: notification, replacing: 7) == [
        "--app-name=perftrace", "--urgency=critical", "--print-id", "--replace-id=7", "--",
        "-t", "&lt;b&gt;&amp;\\\\n",
      ])
  }

  @Test func leavesNoControlCharacterToTheTerminal() {
    let bytes = TerminalNotification.bytes(
      for: Notification(title: "a\u{1B}[2J", message: "b\u{7}"))
    #expect(bytes == [0x1B] + Array("]9;a [2J: b ".utf8) + [7, 7])
  }

  @Test func keepsTheAddressOfAWebhookOutOfArgumentsAndQuotesIt() {
    let webhook = Webhook(format: .slack, variable: "HOOK")
    let notification = Notification(title: "<!channel>", message: "a\"\nurl = \"http://evil\"")
    let text = String(
      decoding: webhook.configuration(for: notification, address: "http://h/\"\nx"), as: UTF8.self)
    #expect(Webhook.arguments == ["--config", "-"])
    #expect(text.hasPrefix("url = \"http://h/\\\"\\nx\"\n"))
    #expect(text.split(separator: "\n").count { $0.hasPrefix("url") } == 1)
    #expect(text.contains("&lt;!channel&gt;"))
  }

  @Test func letsDiscordMentionNobody() {
    let payload = Webhook(format: .discord, variable: "HOOK")
      .payload(for: Notification(title: "@everyone", message: ""))
    #expect(payload["allowed_mentions"]?["parse"]?.elements == [])
  }

  @Test func saysWhichWaysFailed() async {
    let notifier = Notifier(
      webhooks: [Webhook(format: .plain, variable: "NOT_SET")],
      environment: ["PATH": ""], hasTerminal: false)
    let deliveries = await notifier.send(Notification(title: "t", message: "m"), at: .now())
    #expect(
      deliveries == [
        .failed(
          by: "desktop",
          why: "neither osascript nor notify-send is on PATH, and there is no terminal"),
        .failed(
          by: "curl (NOT_SET)", why: "the environment variable NOT_SET is not set"),
      ])
  }
}

@Suite struct NotificationLimitTests {
  @Test func holdsBackWhatIsTooMuchAndCountsIt() throws {
    let desk = try RecordingDesk(programs: [])
    defer { desk.remove() }
    let limit = NotificationLimit(environment: desk.environment)
    let notification = Notification(title: "t", message: "m")
    for second in 0..<5 {
      #expect(
        limit.decide(notification, at: Timestamp(milliseconds: Int64(second) * 1000))
          == .show(heldBack: 0))
    }
    #expect(limit.decide(notification, at: Timestamp(milliseconds: 5000)) == .holdBack)
    let critical = Notification(title: "t", message: "m", urgency: .critical)
    #expect(limit.decide(critical, at: Timestamp(milliseconds: 6000)) == .show(heldBack: 1))
    #expect(limit.decide(notification, at: Timestamp(milliseconds: 90_000)) == .show(heldBack: 0))
  }

  @Test func remembersWhatTheNextOneReplaces() throws {
    let desk = try RecordingDesk(programs: [])
    defer { desk.remove() }
    let limit = NotificationLimit(environment: desk.environment)
    let begin = Timestamp(milliseconds: 1_000_000)
    #expect(limit.identifier(of: .batch, at: begin) == nil)
    limit.remember(7, of: .batch, at: begin)
    #expect(limit.identifier(of: .batch, at: begin) == 7)
    #expect(limit.identifier(of: .script, at: begin) == nil)
    // An hour later, or after the clock was put back, it may belong to another program.
    #expect(limit.identifier(of: .batch, at: Timestamp(milliseconds: 4_600_000)) == nil)
    #expect(limit.identifier(of: .batch, at: Timestamp(milliseconds: 999_999)) == nil)
  }
}
