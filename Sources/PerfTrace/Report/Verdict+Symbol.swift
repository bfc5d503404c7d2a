extension Verdict {
  /// A sign beside the word.
  package var symbol: String {
    switch self {
    case .pass: "⚪"
    case .improved: "🟢"
    case .regressed: "🔴"
    case .inconclusive: "◌"
    case .notComparable: "⊘"
    case .failed: "✖"
    }
  }
}
