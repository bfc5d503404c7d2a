extension WorkflowCommand {
  /// An annotation for each exceeded limit, on the script's file where the command line tells it.
  ///
  /// GitHub shows ten errors and ten warnings a step; the gravest come first.
  package static func annotations(
    for report: GateReport, of history: History, commandLine: (Int32) -> [String]
  ) -> [WorkflowCommand] {
    report.findings.map { finding in
      let metric = history.metrics[Int(finding.metric)]
      let script = history.scripts[Int(finding.script)]
      let row = report.comparisons.first { $0.script == finding.script }?.head.rows.last
      let words = commandLine(row ?? -1)
      return WorkflowCommand(
        level: finding.fails ? .error : .warning,
        title: "\(script): \(finding.kind.rawValue)",
        message: "\(metric.title) is \(finding.words(of: finding.measured, metric: metric)), "
          + "the limit \(finding.words(of: finding.limit, metric: metric))"
          + (finding.excuse.map { " (excused: \($0))" } ?? ""),
        file: words.dropFirst().first { !$0.hasPrefix("-") } ?? words.first)
    }
  }
}
