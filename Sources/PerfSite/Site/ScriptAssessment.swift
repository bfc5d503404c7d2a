internal import PerfTrace

/// A script's series with what they say; made in the script's stage and gone with it.
struct ScriptAssessment: Sendable {
  /// One series and, if its level tells something, its assessment.
  ///
  /// A class, for a series is many arrays and charts, tables and comparisons pass hundreds of items around.
  final class Item: Sendable {
    let series: Series
    /// Index into `Slice.layouts`.
    let layout: Int
    let metric: Metric
    /// `nil` for a branch beside the default one, and for a metric that explains rather than judges.
    let assessment: SeriesAssessment?
    let isMainline: Bool

    init(
      series: Series, layout: Int, metric: Metric, assessment: SeriesAssessment?, isMainline: Bool
    ) {
      self.series = series
      self.layout = layout
      self.metric = metric
      self.assessment = assessment
      self.isMainline = isMainline
    }
  }

  let slice: ScriptStage.Slice
  /// All series, by metric in the order of `Slice.shownMetrics`, the default branch's first.
  let items: [Item]
  /// Whether the default branch tells the script's state; without it, all branches do.
  let hasMainline: Bool

  init(_ slice: ScriptStage.Slice, plan: SitePlan) {
    self.slice = slice
    let history = plan.history
    let hasMainline = slice.layouts.contains { $0.branch == plan.defaultBranch && $0.count > 0 }
    var items: [Item] = []
    for index in slice.shownMetrics {
      let metric = history.metrics[index]
      let isJudged =
        index == slice.shownMetrics.first
        || LimitRules.standard(.regression, metric: metric).action != .off
      for (place, layout) in slice.layouts.enumerated() {
        guard let series = plan.collection.series(of: layout, metric: index) else { continue }
        let isMainline = layout.branch == plan.defaultBranch
        let isAssessed = isJudged && (isMainline || !hasMainline)
        items.append(
          Item(
            series: series, layout: place, metric: metric,
            assessment: isAssessed ? SeriesAssessment(series, in: plan.collection) : nil,
            isMainline: isMainline))
      }
    }
    self.items = items
    self.hasMainline = hasMainline
  }
}
