/// A short message for a person: what happened, in a title and a line or two.
package struct Notification: Sendable, Equatable {
  /// How much attention a message asks for; the levels of the Desktop Notifications Specification 1.2.
  package enum Urgency: String, Sendable, CaseIterable {
    case low
    case normal
    case critical
  }

  /// What a message is about; one later message of a kind and group takes the place of the one before it.
  package enum Kind: String, Sendable, CaseIterable {
    case script
    case batch
    case regression
    case limit
    case custom
  }

  package var title: String
  package var message: String
  package var kind: Kind
  package var urgency: Urgency

  package init(title: String, message: String, kind: Kind = .custom, urgency: Urgency = .normal) {
    self.title = title
    self.message = message
    self.kind = kind
    self.urgency = urgency
  }
}
