/// Keeps a person's desktop quiet: so many messages a minute over all invocations, the rest is counted.
///
/// The state is one small file. It is advice and not a fossil: where it can't be read or written, nothing is held back,
/// and two invocations at the same instant may both pass.
package struct NotificationLimit: Sendable {
  /// Most messages within `window`.
  package static let most = 5
  /// Milliseconds that are looked back.
  package static let window: Int64 = 60_000
  /// Milliseconds for which a desktop's identifier is believed: it counts anew at each login, and an old one may be
  /// another program's by now.
  package static let identifierLife: Int64 = 3_600_000

  /// What may happen with a message.
  package enum Decision: Sendable, Equatable {
    /// `heldBack` messages were not shown since the last one that was.
    case show(heldBack: Int)
    case holdBack
  }

  private var path: String?

  /// The state's file lies in `XDG_STATE_HOME` or `~/.local/state`; without either nothing is held back.
  package init(environment: [String: String]) {
    let home = environment["HOME"].map { $0 + "/.local/state" }
    path = (environment["XDG_STATE_HOME"] ?? home).map { $0 + "/perftrace/notifications.json" }
  }

  /// Decides on a message at an instant and remembers it; critical ones are always shown.
  package func decide(_ notification: Notification, at now: Timestamp) -> Decision {
    var state = read()
    state.shown.removeAll { $0 > now.milliseconds || $0 <= now.milliseconds - Self.window }
    defer { write(state) }
    guard notification.urgency == .critical || state.shown.count < Self.most else {
      state.heldBack += 1
      return .holdBack
    }
    defer { state.heldBack = 0 }
    state.shown.append(now.milliseconds)
    return .show(heldBack: state.heldBack)
  }

  /// The identifier under which the desktop lately showed a message of a kind; `nil` if there is none.
  package func identifier(of kind: Notification.Kind, at now: Timestamp) -> Int? {
    guard let known = read().identifiers[kind.rawValue],
      (0..<Self.identifierLife).contains(now.milliseconds - known.since)
    else { return nil }
    return known.identifier
  }

  /// Remembers under which identifier the desktop shows a message, so that the next of its kind takes its place.
  package func remember(_ identifier: Int, of kind: Notification.Kind, at now: Timestamp) {
    var state = read()
    state.identifiers[kind.rawValue] = State.Known(identifier: identifier, since: now.milliseconds)
    write(state)
  }

  private struct State {
    struct Known {
      var identifier: Int
      var since: Int64
    }

    var shown: [Int64] = []
    var heldBack = 0
    var identifiers: OrderedFields<Known> = [:]
  }

  private func read() -> State {
    var state = State()
    guard let path, let content = try? FileSystem.contents(of: path),
      let json = try? JSONValue.parse(content)
    else { return state }
    state.shown = (json["shown"]?.elements ?? []).compactMap { $0.integer.map(Int64.init) }
    state.heldBack = json["held_back"]?.integer ?? 0
    for (kind, known) in json["identifiers"]?.fields ?? [:] {
      guard let identifier = known["id"]?.integer, let since = known["since"]?.integer else {
        continue
      }
      state.identifiers[kind] = State.Known(identifier: identifier, since: Int64(since))
    }
    return state
  }

  private func write(_ state: State) {
    guard let path else { return }
    var identifiers: OrderedFields<JSONValue> = [:]
    for (kind, known) in state.identifiers {
      identifiers[kind] = .object([
        "id": .number(Double(known.identifier)), "since": .number(Double(known.since)),
      ])
    }
    var bytes: [UInt8] = []
    bytes.append(
      json: .object([
        "shown": .array(state.shown.map { .number(Double($0)) }),
        "held_back": .number(Double(state.heldBack)),
        "identifiers": .object(identifiers),
      ]))
    try? FileSystem.makeFolder(FileSystem.parent(of: path))
    try? FileSystem.replace(path, with: bytes)
  }
}
