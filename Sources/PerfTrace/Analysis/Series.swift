/// The values of one metric under one key, in commit order: one point a commit, with its spread.
///
/// Every value is finite, and every point has at least one.
package struct Series: Sendable {
  package let key: SeriesKey
  /// Rows of the history, in order of points, then time.
  package internal(set) var rows: [Int32] = []
  /// The metric's value at each of `rows`.
  package internal(set) var values: [Double] = []
  /// Where each point begins in `rows`, and at the end `rows.count`.
  package internal(set) var starts: [Int32] = [0]
  /// Commit of each point, an index into `History.commits`; -1 where unknown.
  package internal(set) var commits: [Int32] = []
  /// Median of each point's values.
  package internal(set) var medians: [Double] = []
  /// Lower quartile of each point's values; the median where there is one value.
  package internal(set) var lowerQuartiles: [Double] = []
  package internal(set) var upperQuartiles: [Double] = []
  /// Ranges of points that one method measured; together all points. Levels of different segments are not compared.
  package internal(set) var segments: [Range<Int>] = []
  /// Failed executions, with `point` counting this series' points.
  package internal(set) var failures: [SeriesLayout.Failure] = []

  init(key: SeriesKey) {
    self.key = key
  }

  /// Number of points.
  package var count: Int { commits.count }

  /// The range of `rows` and `values` that a point has.
  package func range(ofPoint point: Int) -> Range<Int> {
    Int(starts[point])..<Int(starts[point + 1])
  }

  /// The range of `rows` and `values` that several points have.
  package func range(ofPoints points: Range<Int>) -> Range<Int> {
    Int(starts[points.lowerBound])..<Int(starts[points.upperBound])
  }
}
