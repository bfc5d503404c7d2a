import PerfTestSupport

/// A folder with a store of made-up fossils, for commands that judge.
struct JudgingStore {
  let folder: TemporaryFolder
  private var lines = ""
  private var generator = SeededGenerator(seed: 3)
  private var count = 0

  init() throws {
    folder = try TemporaryFolder()
  }

  static func sha(_ number: Int) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
      + String(repeating: "a", count: 32)
  }

  mutating func add(
    script: String = "build", branch: String = "main", commit: Int, parent: Int? = nil,
    level: Double,
    runs: Int = 1, exitCode: Int = 0, cpu: String = "EPYC 7763"
  ) {
    for _ in 0..<runs {
      count += 1
      let value = level * (1 + 0.01 * generator.nearlyNormal())
      let id = String(count, radix: 16)
      let padded = String(repeating: "0", count: 12 - id.count) + id
      let day = commit / 24 + 1
      let hour = commit % 24
      let time = "2026-01-\(day < 10 ? "0" : "")\(day)T\(hour < 10 ? "0" : "")\(hour):00:00.000Z"
      let parents = (parent ?? commit - 1) >= 0 ? "\"\(Self.sha(parent ?? commit - 1))\"" : ""
      lines += """
        {"schema":1,"id":"00000000-0000-8000-8000-\(padded)","script":"\(script)","execution_time":\(value),\
        "exit_code":\(exitCode),"timestamp":"\(time)","git_sha":"\(Self.sha(commit))","git_branch":"\(branch)",\
        "environment":{"os":"Linux","cpu_model":"\(cpu)"},"git":{"parents":[\(parents)],"committed_at":"\(time)"},\
        "recorder":"perftrace 0.1.0"}\n
        """
    }
  }

  func write() throws {
    try folder.write(lines, to: "fossils/performance/archive/2026-01.jsonl")
  }

  func run(_ arguments: [String]) throws -> BuiltProgram.Outcome {
    try write()
    return try BuiltProgram("perftrace").run(arguments, in: folder.path)
  }
}
