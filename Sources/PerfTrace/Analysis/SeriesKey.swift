/// What decides which fossils belong together: indices into the dictionaries of one `History`.
package struct SeriesKey: Sendable, Hashable {
  package var script: Int32
  package var metric: Int32
  /// Index into `History.hostClasses`.
  package var hostClass: Int32
  /// Index into `History.tagSets`.
  package var tagSet: Int32
  /// The line of development, an index into `History.branches`; -1 where the history names no branch.
  package var branch: Int32

  package init(script: Int32, metric: Int32, hostClass: Int32, tagSet: Int32, branch: Int32) {
    self.script = script
    self.metric = metric
    self.hostClass = hostClass
    self.tagSet = tagSet
    self.branch = branch
  }
}
