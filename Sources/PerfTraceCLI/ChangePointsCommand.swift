internal import ArgumentParser
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

  @Option(help: "The least effect that is told, in percent.")
  var minEffect = 1.0

  func validate() throws {
    guard minEffect >= 0, minEffect <= 1000 else {
      throw ValidationError("--min-effect is a percentage from 0 to 1000")
    }
  }

  func run() async throws {
    var parameters = ChangePointDetector.Parameters()
    parameters.leastEffect = minEffect / 100
    try await StatisticsLines.answer(.changePoints(ChangePointDetector(parameters: parameters)))
  }
}
