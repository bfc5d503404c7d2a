extension WorkflowCommand {
  /// An annotation for each exceeded limit, on the script's file where the command line tells it.
  ///
  /// `file` answers with the path, relative to the repository, of the file that a word of a command line names; `nil` if it
  /// names none of the repository's. GitHub shows ten errors and ten warnings a step; the gravest come first.
  package static func annotations(
    for report: GateReport, of history: History, commandLine: (Int32) -> [String],
    file: (String) -> String?
  ) -> [WorkflowCommand] {
    report.findings.map { finding in
      let metric = history.metrics[Int(finding.metric)]
      // Of a script whose executions all failed there is no sample, but it was executed.
      let row = history.script.indices.last {
        history.script[$0] == finding.script && history.commit[$0] == report.candidate
      }
      let words = row.map { commandLine(Int32($0)) } ?? []
      return WorkflowCommand(
        level: finding.fails ? .error : .warning,
        title: "\(history.scripts[Int(finding.script)]): \(finding.kind.rawValue)",
        message: finding.sentence(metric: metric)
          + (finding.excuse.map { " (excused: \($0))" } ?? ""),
        file: words.lazy.compactMap(file).first)
    }
  }
}
