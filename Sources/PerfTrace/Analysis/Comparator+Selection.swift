internal import PerfStatistics

extension Comparator {
  /// A script's series in one metric that sides are taken from, with where its levels begin.
  package struct Source: Sendable {
    let layout: SeriesLayout
    /// `nil` where nothing was measured.
    let series: Series?
    /// The first point of each level; `nil` for those to be found when they are asked for.
    let levelStarts: [Int]?

    /// `levels` are those of `series` as `SeriesAssessment` tells them, where they are known.
    package init(
      _ layout: SeriesLayout, _ series: Series?, levels: [SeriesAssessment.Level]? = nil
    ) {
      self.layout = layout
      self.series = series
      levelStarts = levels?.map(\.points.lowerBound)
    }
  }

  /// The end of the points of a series that the base may take.
  func end(ofBase series: Series) -> Int {
    guard let lastBasePosition, series.key.branch == collection.lines.defaultBranch else {
      return series.count
    }
    // Points are in commit order; those without a commit stand between by time.
    let positions = collection.order.positions
    var (low, high) = (0, series.count)
    while low < high {
      let middle = (low + high) / 2
      var point = middle
      while point > low && series.commits[point] < 0 { point -= 1 }
      let commit = series.commits[point]
      if commit >= 0 && positions[Int(commit)] > lastBasePosition {
        high = point
      } else {
        low = middle + 1
      }
    }
    return low
  }

  /// Where the default branch as a base ends: at the commit that a head beside it left it at, as the gate finds it from the
  /// fossils. A default branch that was only measured later is taken as it is.
  static func endOfBase(
    in collection: SeriesCollection, base: Selection, head: Selection
  ) -> Int32? {
    guard case .branch(let line) = base.scope, line == collection.lines.defaultBranch else {
      return nil
    }
    let positions = collection.order.positions
    let newest: Int32?
    switch head.scope {
    case .branch(let line): newest = Selection.newestCommit(ofBranch: line, in: collection)
    case .commits(let chosen):
      newest = chosen.indices.filter { chosen[$0] }.max { positions[$0] < positions[$1] }
        .map(Int32.init)
    case .tag: newest = nil
    }
    guard let newest, !collection.lines.isMainline[Int(newest)] else { return nil }
    let ancestry = BaseAncestry(candidate: newest, in: collection)
    return ancestry.base < 0 ? nil : positions[Int(ancestry.base)]
  }
}
