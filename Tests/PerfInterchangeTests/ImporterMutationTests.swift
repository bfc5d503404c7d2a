import Foundation
import PerfInterchange
import PerfTestSupport
import PerfTrace
import Testing

/// Importers against damaged input: an error or warnings with file and place, never a crash, a hang or nonsense.
@Suite struct ImporterMutationTests {
  /// Mutations of each format: few in a debug build, which is a hundred times slower, unless `PERFTRACE_MUTATIONS` says more.
  static let count: Int = {
    #if DEBUG
      let usual = 400
    #else
      let usual = 20_000
    #endif
    return ProcessInfo.processInfo.environment["PERFTRACE_MUTATIONS"].flatMap(Int.init) ?? usual
  }()

  /// A small complete input of each format, so that many mutations take little time.
  static let seeds: [(String, String)] = [
    (
      "github-action-benchmark",
      #"window.BENCHMARK_DATA = {"entries":{"S":[{"commit":{"id":"45d78258e495","message":"m","timestamp":"2019-11-10T00:06:58+09:00"},"date":1573312140323,"tool":"pytest","benches":[{"name":"a","value":2.5,"range":"± 3,5","unit":"iter/sec","extra":"mean: 4 msec\ncpu: 1 ns"}]}]}}"#
    ),
    ("github-action-benchmark", #"[{"name":"a","value":"2.5","range":"3%","unit":"ns\t 4 B/op"}]"#),
    (
      "asv",
      #"{"commit_hash":"897431cc9207","date":1587550957000,"params":{"os":"Linux 3","ram":"4041288"},"env_name":"e","result_columns":["result","params","version","started_at","duration","stats_ci_99_a","stats_ci_99_b","stats_q_25","stats_q_75"],"results":{"a.time_b":[[1.5,NaN,null],[["'x'","'y'","3"]],"v",1587,2.5,[1],[2],[1.1],[1.9]],"c":[]},"version":2}"#
    ),
    (
      "asv",
      #"{"commit_hash":"2fa29e2cd5eb","date":15,"params":{},"results":{"a.time_b":0.25,"c":{"params":[["1","2"]],"result":[1,null],"stats":[{"q_25":1,"q_75":2}],"samples":[[1,2]]}},"version":1}"#
    ),
    (
      "hyperfine",
      #"{"results":[{"command":"sleep 1","mean":1.5,"stddev":null,"user":0.1,"system":0.2,"times":[1.5,2],"exit_codes":[0,null],"parameters":{"n":"1"}}]}"#
    ),
    (
      "google-benchmark",
      #"{"context":{"date":"2026-05-04T10:20:30+02:00","num_cpus":4},"benchmarks":[{"name":"s","run_type":"iteration","repetitions":2,"repetition_index":0,"real_time":2.5,"cpu_time":1e3,"time_unit":"us","items_per_second":9},{"name":"h_mean","run_name":"h","run_type":"aggregate","aggregate_name":"mean","real_time":1}]}"#
    ),
    (
      "pytest-benchmark",
      #"{"machine_info":{"system":"Linux","cpu":{"count":2}},"commit_info":{"id":"9d55ab0434c9","time":"2019-11-16T12:10:30+09:00","dirty":true,"branch":"b"},"benchmarks":[{"fullname":"t","params":{"n":5},"stats":{"mean":1.5,"stddev":0.1,"data":[1,2]}}],"datetime":"2019-11-17T02:22:16.8"}"#
    ),
    (
      "go",
      "goos: linux\ngoarch: arm64\npkg: p\nBenchmarkA/x=1-4 \t 500\t 32.5 ns/op\t 128 B/op\nBenchmarkB 2 7e3 ns/op 9 MB/s\nPASS\n"
    ),
    (
      "criterion",
      #"{"mean":{"confidence_interval":{"lower_bound":1,"upper_bound":3},"point_estimate":2.5},"slope":null,"std_dev":{"point_estimate":0.5}}"#
    ),
    (
      "criterion",
      #"{"reason":"benchmark-complete","id":"q","iteration_count":[1,2],"measured_values":[3,6.5],"unit":"ns","throughput":[{"per_iteration":9,"unit":"bytes"}],"typical":{"estimate":3.1,"unit":"us"}}"#
        + "\n{\"reason\":\"group-complete\"}\n"
    ),
    (
      "jmh",
      #"[{"benchmark":"o.b","mode":"avgt","params":{"s":"1"},"primaryMetric":{"score":12.5,"scoreError":"NaN","scoreUnit":"us/op","rawData":[[1,2]]},"secondaryMetrics":{"·gc":{"score":2,"scoreUnit":"B/op"}}}]"#
    ),
    (
      "rust-analyzer",
      #"{"host":{"os":"Ubuntu 18.04","mem":"7093488 kB"},"timestamp":1595617754,"revision":"75e67ee74e5d","metrics":{"build":[5,"ms"],"a/total time":[7,"ms"],"a/m":[2.5,"MB"]}}"#
        + "\n{\"timestamp\":1,\"revision\":\"75e67ee74e5d\",\"metrics\":{\"b\":[1,\"#\"]}}\n"
    ),
    (
      "granular",
      #"[{"script":"s","execution_time":"4.2","exit_code":0,"timestamp":"2025-07-05T05:30:00Z","git_sha":"abc123","additional_metrics":{"user_time":3},"metrics":{"m":{"value":1,"better":"higher","samples":[1]}},"environment":{"os":"l"},"run":{"id":"r","index":1}}]"#
    ),
    (
      "bencher",
      #"{"p":{"latency":{"value":88.5,"lower_value":8,"upper_value":9},"rows":{"value":1}}}"#
    ),
    (
      "junit",
      "<?xml version=\"1.0\"?><testsuites><testsuite timestamp=\"2026-11-24T03:49:46\" hostname='h'><testcase classname=\"c\" name=\"a&#65;&lt;\" time=\"1,000.5\"><failure/></testcase><!-- x --><testcase name=\"b\" time=\"2\"/></testsuite></testsuites>"
    ),
    (
      "gnu-time",
      "Command terminated by signal 9\n\tCommand being timed: \"a b\"\n\tUser time (seconds): 0.5\n\tElapsed (wall clock) time (h:mm:ss or m:ss): 1:02:03\n\tMaximum resident set size (kbytes): 16\n\tExit status: 1\n"
    ),
    (
      "csv",
      "id,script,timestamp,git_sha,value,unit,tag.a,host.os,exit_code\n,\"a,\"\"b\",2026-05-04T03:02:01Z,0123456,2.5,ms,x,l,0\n,'=c,1777863721,,7,s,,,1\n"
    ),
  ]

  @Test(arguments: seeds)
  func survivesMutations(format: String, text: String) throws {
    var random = SeededGenerator(seed: UInt64(text.utf8.count))
    let seed = Array(text.utf8)
    // Formats with two seeds share the mutations.
    let share = Self.count / Self.seeds.count { $0.0 == format }
    var (read, refused) = (0, 0)
    for round in 0..<share {
      let source = ImportSource(
        name: "in", bytes: random.mutation(of: seed), modified: InterchangeFixture.modified)
      do throws(ImportError) {
        let draft = try ImportFormats.read(
          source, as: round % 4 == 0 ? "auto" : format, options: ImportOptions())
        read += 1
        if draft.warningCount > 0 { #expect(!draft.warnings.isEmpty) }
        for warning in draft.warnings {
          #expect(warning.location?.file == "in" && warning.location?.line != nil)
        }
        if round % 16 == 0 { check(draft.fossils) }
      } catch {
        refused += 1
        #expect(error.location?.file == "in", "\(error)")
        #expect(!error.summary.isEmpty)
      }
    }
    // Both happen, or the mutations are too tame or too wild to tell anything.
    #expect(read > share / 100, "\(read) of \(share) were read")
    #expect(refused > 0, "\(refused) of \(share) were refused")
  }

  @Test(arguments: seeds)
  func survivesEveryTruncation(format: String, text: String) throws {
    for length in 0..<text.utf8.count {
      let source = ImportSource(
        name: "in", bytes: Array(text.utf8.prefix(length)), modified: InterchangeFixture.modified)
      do throws(ImportError) {
        let draft = try ImportFormats.read(source, as: format, options: ImportOptions())
        #expect(draft.warnings.allSatisfy { $0.location?.line != nil })
      } catch {
        #expect(error.location?.file == "in")
      }
    }
  }

  private func check(_ fossils: [Fossil]) {
    #expect(Set(fossils.map(\.id)).count == fossils.count)
    for fossil in fossils {
      #expect(!fossil.script.isEmpty)
      if let time = fossil.executionTime { #expect(time >= 0 && time.isFinite) }
      var line: [UInt8] = []
      fossil.append(to: &line)
      #expect(throws: Never.self) { try Fossil(line: line) }
    }
  }
}

/// The ways in which input is damaged.
extension SeededGenerator {
  private mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(max(limit, 1))) }

  /// A damaged copy: bytes changed, removed, doubled or swapped for telling ones, or the end cut off.
  fileprivate mutating func mutation(of seed: [UInt8]) -> [UInt8] {
    let telling = Array("\"{}[]:,<>/&;=\n\t \\-+.eE0919NIn\u{0}".utf8) + [0xFF, 0xC3]
    var bytes = seed
    for _ in 0...below(3) where !bytes.isEmpty {
      let place = below(bytes.count)
      switch below(7) {
      case 0: bytes[place] = UInt8(truncatingIfNeeded: next())
      case 1: bytes[place] = telling[below(telling.count)]
      case 2: bytes.insert(telling[below(telling.count)], at: place)
      case 3: bytes.removeSubrange(place..<min(bytes.count, place + 1 + below(8)))
      case 4:
        bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + below(24))], at: place)
      case 5: bytes.removeLast(below(bytes.count))
      default: bytes.replaceSubrange(place..<place, with: Array("1e308999".utf8).prefix(below(9)))
      }
    }
    return bytes
  }
}
