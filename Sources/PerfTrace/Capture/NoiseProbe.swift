internal import CProcess
internal import PerfStatistics

/// How steady this machine is: the same work many times.
package struct NoiseProbe: Sendable, Equatable {
  /// Wall times of the work in seconds, in order.
  package var times: [Double]

  /// Does the same work `count` times, each for about `duration`.
  ///
  /// The work is arithmetic on a table that fits the first cache: it needs the processor alone, so that whatever
  /// varies is the machine's doing.
  package static func run(count: Int = 100, duration: Duration = .milliseconds(10)) -> NoiseProbe {
    var rounds = 1 << 12
    while true {
      let time = timeOfWork(rounds: rounds)
      if time >= duration.nanoseconds / 2 || rounds >= 1 << 40 {
        rounds = max(Int(Double(rounds) * Double(duration.nanoseconds) / Double(max(time, 1))), 1)
        break
      }
      rounds *= 2
    }
    return NoiseProbe(times: (0..<count).map { _ in Double(timeOfWork(rounds: rounds)) / 1e9 })
  }

  private static func timeOfWork(rounds: Int) -> Int64 {
    let start = pt_monotonic_ns()
    let sum = pt_work(UInt64(rounds))
    let end = pt_monotonic_ns()
    // The sum depends on all of the work, so that none of it can be left out; it is never negative.
    return sum == .max ? 0 : end - start
  }

  package init(times: [Double]) {
    self.times = times
  }
}

extension NoiseProbe {
  /// Standard deviation over mean; `nil` for fewer than two times.
  package var variation: Double? {
    guard times.count > 1 else { return nil }
    let mean = times.reduce(0, +) / Double(times.count)
    guard mean > 0 else { return nil }
    let squares = times.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / Double(times.count - 1)).squareRoot() / mean
  }

  /// Interquartile range over median: the spread without outliers.
  package var spread: Double? {
    guard let low = quantile(0.25, of: times), let high = quantile(0.75, of: times),
      let center = median(times), center > 0
    else { return nil }
    return (high - low) / center
  }

  /// How much longer the last third took than the first, by medians, as a ratio less 1.
  package var drift: Double? {
    let third = times.count / 3
    guard third > 0, let first = median(Array(times.prefix(third))),
      let last = median(Array(times.suffix(third))), first > 0
    else { return nil }
    return last / first - 1
  }

  /// The two levels that the times fall into, as a ratio of their medians less 1; `nil` if there is one level only.
  ///
  /// The split is that of least variance within (Otsu, 1979). It counts if each side holds a tenth of the times and the
  /// gap between the sides' medians is at least four times the mean absolute deviation within them.
  package var secondLevel: Double? {
    let sorted = times.sorted()
    guard sorted.count >= 20, let split = Self.bestSplit(sorted) else { return nil }
    let (low, high) = (Array(sorted[..<split]), Array(sorted[split...]))
    guard min(low.count, high.count) * 10 >= sorted.count, let below = median(low),
      let above = median(high), below > 0
    else { return nil }
    let within =
      (low.reduce(0) { $0 + abs($1 - below) } + high.reduce(0) { $0 + abs($1 - above) })
      / Double(sorted.count)
    guard above - below >= 4 * within, above / below > 1.01 else { return nil }
    return above / below - 1
  }

  /// The index that splits sorted values with the largest variance between the sides.
  private static func bestSplit(_ sorted: [Double]) -> Int? {
    let total = sorted.reduce(0, +)
    var best: (index: Int, variance: Double)?
    var sum = 0.0
    for index in 1..<sorted.count {
      sum += sorted[index - 1]
      let (left, right) = (Double(index), Double(sorted.count - index))
      let difference = sum / left - (total - sum) / right
      let variance = left * right * difference * difference
      if best.map({ variance > $0.variance }) ?? true { best = (index, variance) }
    }
    return best?.index
  }
}
