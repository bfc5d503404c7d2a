/// The points that all metrics of one script on one host class, with one set of tags, on one line share.
///
/// A point is the measurements of one commit (clean, or with local changes) by one method; measurements without a
/// commit are one point each batch, or one each where the batch is unknown.
package struct SeriesLayout: Sendable {
  /// A failed execution and where it stands among the points.
  package struct Failure: Sendable, Hashable {
    package var row: Int32
    /// Index of the point of the same commit, or of the point before which it stands.
    package var point: Int32
  }

  package let script: Int32
  package let hostClass: Int32
  package let tagSet: Int32
  package let branch: Int32
  /// Rows of the history that are measurements, in order of points, then time.
  package internal(set) var rows: [Int32] = []
  /// Where each point begins in `rows`, and at the end `rows.count`.
  package internal(set) var starts: [Int32] = [0]
  /// Commit of each point, -1 where unknown.
  package internal(set) var commits: [Int32] = []
  /// Measuring method of each point; see `SeriesCollection.methods`.
  package internal(set) var methods: [Int32] = []
  /// Executions that failed, in the order of points.
  package internal(set) var failures: [Failure] = []

  init(script: Int32, hostClass: Int32, tagSet: Int32, branch: Int32) {
    self.script = script
    self.hostClass = hostClass
    self.tagSet = tagSet
    self.branch = branch
  }

  /// Number of points.
  package var count: Int { commits.count }
}
