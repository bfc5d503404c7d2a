internal import PerfCharts
internal import PerfTrace

extension ScriptPage {
  /// Writes all pictures of the page.
  func writeFigures(_ context: PageContext, _ html: inout HTMLWriter) {
    let figures = ScriptFigures(
      plan: plan, assessment: assessment, panels: TrendPanel.all(of: assessment, plan: plan),
      newest: newest, context: context)
    figures.writeTrends(to: &html)
    figures.writeDetails(to: &html)
    figures.writeOtherTrends(to: &html)
  }
}
