import PerfTestSupport
import PerfTrace

/// Fossils for tests, the same at every run.
enum Samples {
  /// A fossil with something in every field; `number` makes it one of many.
  static func fossil(_ number: Int) -> Fossil {
    var generator = SeededGenerator(seed: UInt64(number) &+ 1)
    let start = 1_751_693_400_123 + Int64(number) * 1000
    var fossil = Fossil(
      id: .recorded(atNanoseconds: start * 1_000_000, using: &generator),
      script: "script-\(number % 7)", timestamp: Timestamp(milliseconds: start))
    fossil.command = ["bun", "scripts/script \"\(number % 7)\".ts"]
    fossil.executionTime = 4.230118 + Double(number) / 1000
    fossil.memoryUsage = 45.2
    fossil.exitCode = number % 11 == 0 ? 1 : 0
    fossil.gitSHA = hash(number / 5)
    fossil.gitBranch = number % 3 == 0 ? "feature/é" : "main"
    fossil.additionalMetrics = [
      "real_time": 4.230118, "user_time": 3.38, "sys_time": 0.85, "cpu_percent": 100,
      "max_memory_mb": 45.2, "output_size_bytes": 2048, "memory_samples": 42,
      "instructions": 9_120_000_000, "widgets": Double(number),
    ]
    fossil.memoryProfile = [
      MemorySample(seconds: 0, mebibytes: 3.1), MemorySample(seconds: 0.1, mebibytes: 22.4),
    ]
    fossil.environment = Environment(values: [
      "os": "linux", "cpu_cores": "8", "memory_total": "16.0",
      "cpu_model": number % 2 == 0 ? "Apple M1" : "EPYC \"7763\"", "arch": "arm64",
    ])
    var git = GitRecord()
    git.parents = [hash(number / 5 - 1)]
    git.committedAt = Timestamp(milliseconds: start - 1_080_123)
    git.subject = "Cache the context"
    git.author = "A. Developer"
    git.dirty = number % 13 == 0
    fossil.git = git
    fossil.run = RunPosition(
      id: "run-\(number)", index: number % 10, count: 10, warmup: number % 10 == 0, batch: "b")
    if number % 17 == 0 { fossil.outcome.timedOut = true }
    if number % 19 == 0 { fossil.outcome.signal = 9 }
    if number % 4 == 0 {
      var ci = CIRecord(provider: "github-actions")
      ci.runURL = "https://example.org/\(number)"
      ci.pullRequest = 12
      fossil.ci = ci
    }
    if number % 3 == 1 {
      fossil.metrics["throughput"] = CustomMetric(
        value: 1200.5, unit: "req/s", better: .higher, spread: 2, samples: [1200, 1201])
    }
    if number % 5 == 0 { fossil.tags = ["variant": "cold"] }
    fossil.recorder = "perftrace 0.1.0"
    return fossil
  }

  static func fossils(_ count: Int) -> [Fossil] { (0..<count).map(fossil) }

  /// A fossil's line without its line end.
  static func line(_ number: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    fossil(number).append(to: &bytes)
    return bytes
  }

  static func lines(_ numbers: some Sequence<Int>) -> [UInt8] {
    numbers.flatMap { line($0) + [UInt8(ascii: "\n")] }
  }

  private static func hash(_ number: Int) -> String {
    let digits = String(max(number, 0), radix: 16)
    return String(repeating: "a", count: 40 - digits.count) + digits
  }

  /// `bytes` with one to three bytes changed, removed, inserted, or the end cut off.
  static func mutated(_ bytes: [UInt8], using generator: inout SeededGenerator) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...3, using: &generator) where bytes.count > 1 {
      let place = Int.random(in: 0..<bytes.count, using: &generator)
      let byte = [
        UInt8.random(in: 0...255, using: &generator),
        Array("{}[],:\"\\0123456789.eE-+ntfu \n".utf8).randomElement(using: &generator) ?? 0,
      ][Int.random(in: 0...1, using: &generator)]
      switch Int.random(in: 0..<8, using: &generator) {
      case 0: bytes.remove(at: place)
      case 1: bytes.insert(byte, at: place)
      case 2: bytes.removeSubrange(place...)
      case 3:
        let other = Int.random(in: 0..<bytes.count, using: &generator)
        bytes.swapAt(place, other)
      default: bytes[place] = byte
      }
    }
    return bytes
  }
}
