internal import Synchronization

/// Counts finished work from several tasks.
final class ProgressCounter: Sendable {
  private let done = Atomic<Int>(0)
  private let total: Int
  private let report: @Sendable (SiteBuilder.Progress) -> Void

  init(total: Int, _ report: @escaping @Sendable (SiteBuilder.Progress) -> Void) {
    self.total = total
    self.report = report
  }

  func advance() {
    let count = done.wrappingAdd(1, ordering: .relaxed).newValue
    report(SiteBuilder.Progress(done: count, total: total))
  }
}
