internal import ArgumentParser
internal import PerfCommandLine
internal import PerfStatistics
internal import PerfTrace

struct JudgeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "judge",
    abstract: "Judges samples against each other, greater is worse: JSON lines in, JSON lines out.",
    discussion: """
      Reads {"name": "s", "base": [1.2, …], "head": [1.3, …]} a line from standard input and answers \
      {"name": "s", "verdict": "regressed", "effect": 0.07, "interval": [0.05, 0.09], …} in the same \
      order. Verdicts are pass, improved, regressed and inconclusive. With "stage": 1 the answer says \
      whether the script is "suspect" and wants measuring afresh, for "stage": 2. With "jobs": [1.2, …], \
      the medians of earlier jobs, base and head may come from different jobs: a change that does not stand \
      out from how jobs differ is inconclusive.
      """)

  @Option(
    parsing: .number, help: ArgumentHelp("The effect that a verdict needs.", valueName: "percent"))
  var limit = "3%"

  @Option(parsing: .number, help: "The probability that a verdict's test may have at most.")
  var alpha = 0.01

  @Option(
    parsing: .number, help: "How many scripts are gated together; above 20, stage 2 asks for 0.001."
  )
  var scripts = 1

  func validate() throws {
    _ = try leastEffect()
    guard alpha > 0, alpha < 0.5 else {
      throw ValidationError("--alpha must be between 0 and 0.5, not \(alpha)")
    }
    guard scripts >= 1 else {
      throw ValidationError("--scripts must be at least 1, not \(scripts)")
    }
  }

  func run() async throws {
    var limits = TwoSampleJudgement.Limits()
    limits.leastEffect = try leastEffect()
    limits.visibleEffect = max(limits.visibleEffect, limits.leastEffect)
    limits.significance = alpha
    try await StatisticsLines.answer(.judgement(limits, scripts: scripts))
  }

  private func leastEffect() throws -> Double {
    try UnitText.share(of: limit, atMost: 10, option: "--limit")
  }
}
