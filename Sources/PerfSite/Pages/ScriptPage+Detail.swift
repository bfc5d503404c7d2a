internal import PerfCharts

extension ScriptPage {
  /// How much a script's page holds.
  ///
  /// Pages of a site of a few scripts are rich. With every further script there is less room below the gigabyte that GitHub
  /// Pages takes; what is left out of tables and links is in the open data.
  struct Detail: Sendable, Equatable {
    /// Executions in the page's table.
    let executions: Int
    let main: TrendChart.Detail
    let second: TrendChart.Detail
    let compact: TrendChart.Detail
    /// Charts of metrics that explain the main ones.
    let compactCharts: Int
    /// Weeks that the calendar of runs goes back, and whether it says of each day what ran.
    let calendarWeeks: Int
    let calendarTellsDays: Bool
    /// Values that each side of the distribution draws about.
    let distributionDots: Int

    init(scripts: Int) {
      switch scripts {
      case ...100:
        executions = 60
        main = .full
        second = .medium
        compact = .compact
        compactCharts = 6
        calendarWeeks = 39
        calendarTellsDays = true
        distributionDots = 600
      case ...500:
        executions = 40
        main = TrendChart.Detail(height: 260, dots: 1200, medians: 400, links: 80, rows: 40)
        second = TrendChart.Detail(height: 200, dots: 600, medians: 240, links: 40, rows: 20)
        compact = TrendChart.Detail(height: 140, dots: 200, medians: 150, links: 0, rows: 10)
        compactCharts = 2
        calendarWeeks = 39
        calendarTellsDays = true
        distributionDots = 400
      default:
        executions = 12
        main = TrendChart.Detail(height: 260, dots: 1000, medians: 250, links: 32, rows: 15)
        second = TrendChart.Detail(height: 200, dots: 300, medians: 150, links: 20, rows: 10)
        compact = second
        compactCharts = 0
        calendarWeeks = 26
        calendarTellsDays = false
        distributionDots = 200
      }
    }
  }
}
