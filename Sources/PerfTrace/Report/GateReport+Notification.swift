extension GateReport {
  /// What a person should hear of at once: an exceeded limit or a regression; `nil` if there is neither.
  package func notification(in history: History) -> Notification? {
    let failing = findings.filter(\.fails)
    guard isExceeded, let first = failing.first else { return nil }
    let isRegression = first.kind == .regression || first.kind == .trend
    let metric = history.metrics[Int(first.metric)]
    let rest = failing.count > 1 ? ", and \(failing.count - 1) more" : ""
    return Notification(
      title: isRegression ? "Performance regression" : "Limit exceeded",
      message:
        "\(history.scripts[Int(first.script)]): \(first.sentence(metric: metric))\(rest)",
      kind: isRegression ? .regression : .limit, urgency: .critical)
  }
}
