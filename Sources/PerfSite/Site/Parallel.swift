internal import Synchronization

/// Work on many inputs by a few tasks, with results in the order of the inputs.
enum Parallel {
  /// Calls `transform` for every index below `count` from at most `tasks` tasks at once.
  ///
  /// Tasks take the next index when they are free, so that a few slow inputs do not hold up the rest. The first error
  /// ends the work and is thrown.
  static func map<Result: Sendable>(
    count: Int, tasks: Int, _ transform: @escaping @Sendable (Int) throws -> Result
  ) async throws -> [Result] {
    guard tasks > 1, count > 1 else { return try (0..<count).map(transform) }
    let next = Counter()
    return try await withThrowingTaskGroup(of: [(Int, Result)].self) { group in
      for _ in 0..<min(tasks, count) {
        group.addTask {
          var results: [(Int, Result)] = []
          while let index = next.take(below: count) {
            try Task.checkCancellation()
            results.append((index, try transform(index)))
          }
          return results
        }
      }
      var slots = [Result?](repeating: nil, count: count)
      for try await part in group {
        for (index, result) in part { slots[index] = result }
      }
      return slots.compactMap { $0 }
    }
  }

  private final class Counter: Sendable {
    private let value = Atomic<Int>(0)

    func take(below limit: Int) -> Int? {
      let index = value.wrappingAdd(1, ordering: .relaxed).oldValue
      return index < limit ? index : nil
    }
  }
}
