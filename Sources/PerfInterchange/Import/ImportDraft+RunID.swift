internal import PerfTrace

extension ImportDraft {
  /// An id for results that one run of a tool gave together; the same whenever the source is read.
  mutating func runID(_ name: String, _ offset: Int) -> String {
    FossilID(contentOf: Array("\(format)\n\(name)\n\(offset)\n\(digest)".utf8)).description
  }
}
