internal import ArgumentParser
internal import PerfCommandLine
internal import PerfTrace

/// The reading and printing that `changepoints` and `judge` share.
enum StatisticsLines {
  /// Answers every line of standard input on standard output, in its order.
  ///
  /// A damaged line is told on standard error and makes the command fail at the end; the other
  /// lines are answered.
  static func answer(_ question: StatisticsQuestion) async throws {
    var input = InputBlocks()
    var lines = 0
    var isDamaged = false
    while let block = try input.next() {
      let answers = await StatisticsAnswers(to: block, firstLine: lines + 1, question: question)
      Console.write(answers.output)
      for fault in answers.faults {
        isDamaged = true
        Console.writeError(DiagnosisRenderer.render(fault, program: "perftrace"))
      }
      lines += answers.lineCount
    }
    if isDamaged { throw ExitCode.failure }
  }
}
