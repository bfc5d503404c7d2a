internal import ArgumentParser
internal import PerfCommandLine
internal import PerfStatistics
internal import PerfTrace

struct ChangePointsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "changepoints",
    abstract: "Finds where series of numbers change their level: JSON lines in, JSON lines out.",
    discussion: """
      Reads {"name": "s", "values": [1.2, 1.3, …]} a line from standard input and answers \
      {"name": "s", "change_points": [{"index": 120, "kind": "step", "effect": 0.081, …}], …} in the \
      same order. An index is counted from 0 and is the first point of the new level.
      """)

  @Option(
    parsing: .number, help: ArgumentHelp("The least effect that is told.", valueName: "percent"))
  var minEffect = "1%"

  func validate() throws { _ = try leastEffect() }

  func run() async throws {
    var parameters = ChangePointDetector.Parameters()
    parameters.leastEffect = try leastEffect()
    try await StatisticsLines.answer(.changePoints(ChangePointDetector(parameters: parameters)))
  }

  private func leastEffect() throws -> Double {
    try UnitText.share(of: minEffect, atMost: 10, option: "--min-effect")
  }
}
