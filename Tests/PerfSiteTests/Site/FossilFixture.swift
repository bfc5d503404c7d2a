import Foundation
import PerfTestSupport
import PerfTrace

/// Fossils for tests of the site: lines of JSON, made by an encoder that knows nothing of ours.
struct FossilFixture {
  var script = "build"
  var seconds: Double? = 1.0
  var memory = 50.0
  var exitCode = 0
  var commit = 0
  var branch = "main"
  var subject = "Change"
  var cpu = "Test CPU"
  var run = 0
  /// Values of metrics that the script reports of itself.
  var custom: [String: Double] = [:]

  /// A commit's hash by its number.
  static func sha(_ number: Int) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "a", count: 40 - digits.count) + digits
  }

  var line: String {
    get throws {
      let day = 1 + commit % 28
      let month = 1 + commit / 28 % 12
      let time = String(format: "2025-%02d-%02dT10:%02d:00.000Z", month, day, run % 60)
      var digest = UInt64(5381)
      for byte in "\(script) \(commit) \(run) \(branch) \(cpu)".utf8 {
        digest = digest &* 33 ^ UInt64(byte)
      }
      let id = String(format: "0197d8a2-6c1e-7b64-9d0f-%012llx", digest & 0xFFFF_FFFF_FFFF)
      var object: [String: Any] = [
        "schema": 1, "id": id, "script": script, "command": ["sh", "x.sh"],
        "memory_usage_mb": memory, "exit_code": exitCode, "timestamp": time,
        "git_sha": Self.sha(commit), "git_branch": branch,
        "additional_metrics": ["user_time": 0.5, "sys_time": 0.1]
          .merging(custom) { first, _ in first },
        "environment": ["os": "linux", "arch": "x86_64", "cpu_cores": "4", "cpu_model": cpu],
        "git": [
          "parents": commit == 0 ? [] : [Self.sha(commit - 1)], "committed_at": time,
          "subject": subject, "author": "A. Developer",
        ],
        "recorder": "perftrace 0.1.0",
      ]
      if let seconds { object["execution_time"] = seconds }
      let bytes = try JSONSerialization.data(withJSONObject: object, options: [.sortedKeys])
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  /// Writes lines into a store below `folder`, spread over `files` files, and returns the store.
  static func store(_ lines: [String], in folder: TemporaryFolder, files: Int = 1) throws
    -> FossilStore
  {
    for file in 0..<files {
      let part = lines.enumerated().filter { $0.offset % files == file }.map(\.element)
      try folder.write(
        part.map { $0 + "\n" }.joined(), to: "store/performance/traces/2025/01/\(file).jsonl")
    }
    return FossilStore(root: folder.path("store"))
  }
}
