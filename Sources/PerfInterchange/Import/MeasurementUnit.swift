internal import PerfTrace

/// What the text of a unit means: "ns/iter" is a time, "ops/sec" a rate.
struct MeasurementUnit: Sendable, Equatable {
  enum Kind: Sendable, Equatable {
    /// A time, for one execution or operation; how many of the unit a second has, since dividing by 1e9 is exact.
    case time(perSecond: Double)
    /// Something for each unit of time; more of it is better.
    case rate
    case other
  }

  /// The unit as its source writes it.
  let text: String
  let kind: Kind

  init(_ text: String) {
    self.text = text.withoutControlCharacters
    let parts = text.split(separator: "/", maxSplits: 1).map {
      $0.lowercased().filter { !$0.isWhitespace }
    }
    guard let numerator = parts.first else {
      kind = .other
      return
    }
    let denominator = parts.count > 1 ? parts[1] : nil
    if let denominator, Self.unitsPerSecond[denominator] != nil {
      kind = .rate
    } else if let count = Self.unitsPerSecond[numerator],
      denominator.map(Self.operations.contains) ?? true
    {
      kind = .time(perSecond: count)
    } else {
      kind =
        ["hz", "fps", "qps", "rps", "tps", "ips", "mbps", "kbps", "gbps"].contains(numerator)
        ? .rate : .other
    }
  }

  /// The good direction, where the unit tells it.
  var polarity: Polarity? {
    switch kind {
    case .time: .lower
    case .rate: .higher
    case .other: nil
    }
  }

  /// A name for a custom metric of this unit whose source has none.
  var metricName: String {
    switch text {
    case "B/op": "bytes_per_op"
    case "allocs/op": "allocations_per_op"
    case _ where kind == .rate: "throughput"
    default: "value"
    }
  }

  private static let operations: Set<String> = [
    "iter", "iteration", "op", "ops", "call", "run", "req", "request", "round", "loop", "test",
  ]

  private static let unitsPerSecond: [String: Double] = [
    "ps": 1e12,
    "ns": 1e9, "nsec": 1e9, "nanosecond": 1e9, "nanoseconds": 1e9,
    "us": 1e6, "µs": 1e6, "μs": 1e6, "usec": 1e6, "microsecond": 1e6, "microseconds": 1e6,
    "ms": 1e3, "msec": 1e3, "millisecond": 1e3, "milliseconds": 1e3,
    "s": 1, "sec": 1, "secs": 1, "second": 1, "seconds": 1,
    "min": 1 / 60, "minute": 1 / 60, "minutes": 1 / 60, "h": 1 / 3600, "hour": 1 / 3600,
    "hours": 1 / 3600,
  ]
}
