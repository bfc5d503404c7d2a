internal import Synchronization

/// Work on many inputs by a few tasks, with results in the order of the inputs.
package enum Parallel {
  /// Calls `transform` for every index below `count` from at most `tasks` tasks at once.
  ///
  /// Tasks take the next index when they are free, so that a few slow inputs do not hold up the rest.
  ///
  /// - Throws: An error that `transform` threw; what has not begun by then is not done.
  package static func map<Output: Sendable, Failure: Error>(
    count: Int, tasks: Int = FileSystem.processorCount,
    _ transform: @escaping @Sendable (Int) throws(Failure) -> Output
  ) async throws(Failure) -> [Output] {
    var slots = [Output?](repeating: nil, count: count)
    let next = Counter()
    @Sendable func work() -> Result<[(Int, Output)], Failure> {
      var results: [(Int, Output)] = []
      while let index = next.take(below: count) {
        do throws(Failure) {
          results.append((index, try transform(index)))
        } catch {
          next.stop()
          return .failure(error)
        }
      }
      return .success(results)
    }
    guard tasks > 1, count > 1 else { return try work().get().map(\.1) }
    let parts = await withTaskGroup(of: Result<[(Int, Output)], Failure>.self) { group in
      for _ in 0..<min(tasks, count) { group.addTask { work() } }
      return await group.reduce(into: []) { $0.append($1) }
    }
    for part in parts {
      for (index, output) in try part.get() { slots[index] = output }
    }
    return slots.compactMap(\.self)
  }

  private final class Counter: Sendable {
    private let value = Atomic<Int>(0)

    func take(below limit: Int) -> Int? {
      let index = value.wrappingAdd(1, ordering: .relaxed).oldValue
      return index >= 0 && index < limit ? index : nil
    }

    /// Lets nothing more begin.
    func stop() { value.store(Int.min / 2, ordering: .relaxed) }
  }
}
