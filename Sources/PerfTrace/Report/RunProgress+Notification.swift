extension RunProgress {
  /// What a person should hear of a script's end: whether it succeeded, and how long it took.
  package var notification: Notification {
    let time = median.map { (measured > 1 ? "median " : "") + Quantity($0, .seconds).text }
    let runs = measured > 1 ? "\(measured) runs" : nil
    let failed = failures > 0 && measured > 1 ? "\(failures) failed" : nil
    let parts = [runs, failed, time].compactMap { $0 }
    return Notification(
      title: failures > 0 ? "\(command.name) failed" : "\(command.name) finished",
      message: parts.isEmpty ? "no execution succeeded" : parts.joined(separator: ", "),
      kind: .script, urgency: failures > 0 ? .critical : .normal)
  }
}

extension [RunProgress] {
  /// What a person should hear of a batch's end: how many scripts ran how often, how long that took, and which failed.
  package func notification(after elapsed: Duration) -> Notification {
    let executions = reduce(0) { $0 + $1.measured }
    let failing = filter { $0.failures > 0 }
    let failures = failing.reduce(0) { $0 + $1.failures }
    let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
    let scripts = count == 1 ? "1 script" : "\(count) scripts"
    let runs = executions == 1 ? "1 run" : "\(executions) runs"
    var message = "\(scripts), \(runs) in \(Quantity(seconds, .seconds).text)"
    if !failing.isEmpty {
      let names = failing.prefix(3).map(\.command.name).joined(separator: ", ")
      let more = failing.count > 3 ? " and \(failing.count - 3) more" : ""
      message += "; \(failures) failed: \(names)\(more)"
    }
    return Notification(
      title: failing.isEmpty ? "Batch finished" : "Batch finished with failures", message: message,
      kind: .batch, urgency: failing.isEmpty ? .normal : .critical)
  }
}
