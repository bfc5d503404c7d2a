/// What the text of a unit means: "ns/iter" is a time, "ops/sec" a rate.
struct MeasurementUnit: Sendable, Equatable {
  enum Kind: Sendable, Equatable {
    /// A time, for one execution or operation; its length in seconds.
    case time(seconds: Double)
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
    if let denominator, Self.secondsPerUnit[denominator] != nil {
      kind = .rate
    } else if let seconds = Self.secondsPerUnit[numerator],
      denominator.map(Self.operations.contains) ?? true
    {
      kind = .time(seconds: seconds)
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

  private static let secondsPerUnit: [String: Double] = [
    "ps": 1e-12,
    "ns": 1e-9, "nsec": 1e-9, "nanosecond": 1e-9, "nanoseconds": 1e-9,
    "us": 1e-6, "µs": 1e-6, "μs": 1e-6, "usec": 1e-6, "microsecond": 1e-6, "microseconds": 1e-6,
    "ms": 1e-3, "msec": 1e-3, "millisecond": 1e-3, "milliseconds": 1e-3,
    "s": 1, "sec": 1, "secs": 1, "second": 1, "seconds": 1,
    "min": 60, "minute": 60, "minutes": 60, "h": 3600, "hour": 3600, "hours": 3600,
  ]
}
