extension History {
  /// Takes note of what people decided: which executions do not count, and which changes are accepted.
  package mutating func apply(_ annotations: Annotations) {
    exclude(annotations.exclusionReasons)
    accepted = annotations.accepted
  }

  /// Takes executions out of every count, rate, median, comparison and verdict; they can still be shown.
  ///
  /// `reasons` says by identity why. This is the one place where exclusions take effect: everything that counts asks
  /// `Flags.isCounted` or `Flags.isMeasurement`.
  mutating func exclude(_ reasons: [FossilID: String]) {
    guard !reasons.isEmpty else { return }
    for (row, id) in ids.enumerated() {
      guard let reason = reasons[id] else { continue }
      flags[row].insert(.excluded)
      exclusionReasons[id] = reason
    }
  }

  /// Leaves executions that began before `instant` out of counts and comparisons; they stay where they are.
  mutating func leaveOut(before instant: Timestamp) {
    for row in timestamp.indices {
      guard timestamp[row] < instant else { return }
      flags[row].insert(.tooOld)
    }
  }

  /// Why an execution was taken out; `nil` for one that was not.
  package func exclusionReason(ofRow row: Int) -> String? {
    flags[row].contains(.excluded) ? exclusionReasons[ids[row]] ?? "" : nil
  }
}
