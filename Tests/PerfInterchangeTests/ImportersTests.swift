import PerfInterchange
import PerfTrace
import Testing

/// What each format says arrives in the fossil.
@Suite struct ImportersTests {
  static let sha = "897431cc9207af9cbc34ce6295dd44256aad5db0"

  @Test func readsGitHubActionBenchmarkHistories() throws {
    let draft = try InterchangeFixture.draft("github-action-benchmark.js")
    let rust = draft.fossils[0]
    #expect(rust.script == "Rust Benchmark/bench_fib_10")
    #expect(rust.executionTime == 254e-9)
    #expect(rust.gitSHA == "45d78258e495044a551046f50604da3c893052ce")
    #expect(rust.timestamp.milliseconds == 1_573_312_140_323)
    #expect(rust.git?.subject == "add benchmark.js example workflow")
    #expect(rust.git?.author == "rhysd")
    #expect(rust.git?.committedAt == Timestamp(iso8601: "2019-11-09T15:06:58Z"))
    #expect(rust.unknown["source"]?["spread"] == .number(35))
    #expect(draft.fossils[1].unknown["source"]?["spread"] == .number(2802))
    #expect(draft.lacksBranch)
    #expect(!draft.lacksCommit)

    let script = try #require(draft.fossils.first { $0.script == "Benchmark.js Benchmark/fib(10)" })
    #expect(script.executionTime == nil)
    let throughput = try #require(script.metrics["throughput"])
    #expect(throughput.value == 1_594_568)
    #expect(throughput.unit == "ops/sec")
    #expect(throughput.better == .higher)
    #expect(throughput.spread == 0.19 / 100 * 1_594_568)

    let python = try #require(draft.fossils.first { $0.script.hasSuffix("test_fib_10") })
    let mean = try #require(python.executionTime)
    #expect(abs(mean - 1 / (python.metrics["throughput"]?.value ?? 0)) < 1e-9)
    #expect(python.metrics["throughput"]?.better == .higher)

    let cpp = try draft.fossil("C++ Benchmark/fib_10")
    #expect(cpp.metrics["cpu_time"]?.value == 177.4838215692138)
    #expect(cpp.metrics["cpu_time"]?.unit == "ns")
    let julia = try draft.fossil("Julia benchmark result/fib/10")
    #expect(julia.metrics["allocs"]?.value == 0)
    let go = try draft.fossil("Go Benchmark/BenchmarkFib20WithAuxMetric")
    #expect(go.executionTime == 40052e-9)
    #expect(go.metrics["auxMetricUnits"]?.value == 4)
  }

  @Test func readsCustomBenchmarksWithTheDirectionOfAFlag() throws {
    var options = ImportOptions()
    options.better = .higher
    options.branch = "main"
    let draft = try InterchangeFixture.draft(
      "github-action-benchmark-custom.json", options: options)
    #expect(try draft.fossil("throughput under load").metrics["throughput"]?.better == .higher)
    #expect(try draft.fossil("start").executionTime == 0.15)
    #expect(try draft.fossil("start").unknown["source"]?["spread"] == .number(6))
    let binary = try #require(try draft.fossil("binary").metrics["value"])
    #expect(binary == CustomMetric(value: 12.5, unit: "MB", better: .higher))
    #expect(try draft.fossil("binary").gitBranch == "main")
    #expect(try draft.fossil("binary").timestamp == InterchangeFixture.modified)
  }

  @Test func readsAsvResultsWithTheirGridsAndCutRows() throws {
    let draft = try InterchangeFixture.draft("asv/machine/897431cc.json")
    let laplace = draft.fossils.filter { $0.script == "bench_app.LaplaceInplace.time_it" }
    #expect(laplace.map { $0.tags["update"] } == ["inplace", "normal"])
    #expect(laplace[0].executionTime == 1.7339097978547215)
    #expect(laplace[0].tags["env"] == "virtualenv-py3.7-Cython0.29.14-six")
    #expect(laplace[0].gitSHA == Self.sha)
    #expect(laplace[0].timestamp.milliseconds == 1_587_624_557_691)
    #expect(laplace[0].git?.committedAt?.milliseconds == 1_587_550_957_000)
    let host = laplace[0].environment.values
    #expect(host["os"] == "linux")
    #expect(host["os_version"] == "Linux 3.16.0-4-amd64")
    #expect(host["arch"] == "x86_64")
    #expect(host["cpu_model"] == "Intel(R) Atom(TM) CPU N2800   @ 1.86GHz")
    #expect(host["memory_total"] == "3.9")
    let blocks = draft.fossils.filter { $0.script == "bench_shape_base.Block.time_3d" }
    #expect(blocks.map { $0.tags["n"] } == ["1", "1", "10", "10"])
    #expect(blocks.map { $0.tags["mode"] } == ["block", "copy", "block", "copy"])
    #expect(try draft.fossil("bench_memory.Arrays.peakmem_copy").memoryUsage == 30)
    let memory = try draft.fossil("bench_memory.Arrays.mem_zeros").metrics["memory"]
    #expect(memory == CustomMetric(value: 1_048_576, unit: "bytes"))
    let samples = try draft.fossil("bench_memory.Arrays.time_samples").unknown["source"]
    #expect(samples?["samples"] == .array([.number(0.0004), .number(0.0005), .number(0.0006)]))
    #expect(samples?["spread"] == .number((0.00055 - 0.00045) / 2))
  }

  @Test func readsAsvResultsOfVersionOne() throws {
    let draft = try InterchangeFixture.draft("asv-v1.json")
    #expect(try draft.fossil("a.time_plain").executionTime == 0.25)
    #expect(try draft.fossil("a.time_plain").timestamp.milliseconds == 1_500_000_100_000)
    let object = try draft.fossil("a.time_object")
    #expect(object.executionTime == 0.5)
    #expect(object.unknown["source"]?["samples"]?.elements?.count == 3)
    #expect(object.unknown["source"]?["spread"] == .number((0.52 - 0.48) / 2))
    let grid = draft.fossils.filter { $0.script == "a.time_grid" }
    #expect(grid.map { $0.tags["param1"] } == ["1", "1"])
    #expect(grid.map { $0.tags["param2"] } == ["x", "y"])
    #expect(try draft.fossil("a.track_ratio").metrics["value"]?.value == 0.75)
  }

  @Test func readsEveryRunOfHyperfine() throws {
    let draft = try InterchangeFixture.draft("hyperfine.json")
    let first = draft.fossils[0]
    #expect(first.script == "sort --buffer-size=1M /etc/passwd")
    #expect(first.executionTime == 0.0035509480000000004)
    #expect(first.exitCode == 0)
    #expect(first.memoryUsage == 2)
    #expect(first.tags["size"] == "1")
    #expect(first.run?.count == 4)
    #expect(draft.fossils.prefix(4).map { $0.run?.index } == [0, 1, 2, 3])
    #expect(Set(draft.fossils.map { $0.run?.id }).count == 2)
    #expect(first.additionalMetrics["user_time"] == nil, "it is a mean over all runs")
    #expect(first.unknown["source"]?["mean_user_time"] == .number(0.00104975))
  }

  @Test func readsRepetitionsAndCountersOfGoogleBenchmark() throws {
    let draft = try InterchangeFixture.draft("google-benchmark.json")
    let sort = draft.fossils.filter { $0.script == "sort/1024/repeats:2" }
    #expect(sort.map(\.executionTime) == [214.98 / 1e9, 216.02 / 1e9])
    #expect(sort.map { $0.run?.index } == [0, 1])
    #expect(sort[0].timestamp == Timestamp(iso8601: "2026-05-04T08:20:30Z"))
    #expect(sort[0].environment.values["cpu_cores"] == "4")
    #expect(
      sort[0].metrics["bytes_per_second"]
        == CustomMetric(value: 4.5e9, unit: "bytes/s", better: .higher))
    #expect(sort[0].metrics["cache_misses_x"]?.value == 12)
    let hash = try draft.fossil("hash")
    #expect(hash.executionTime == 1.5e-3)
    #expect(hash.unknown["source"]?["spread"] == .number(0.1))
    #expect(
      draft.warnings.map(InterchangeFixture.words) == [
        "perftrace: error: google-benchmark.json:86:3: the benchmark failed: \"no such file\""
      ])
  }

  @Test func readsPytestBenchmark() throws {
    let draft = try InterchangeFixture.draft("pytest-benchmark.json")
    let fossil = try draft.fossil("test_fib.py::test_fib[5]")
    #expect(fossil.gitBranch == "speed")
    #expect(fossil.gitSHA == "9d55ab0434c9088746ae2d134702d782bf088644")
    #expect(fossil.git?.dirty == true)
    #expect(fossil.git?.committedAt == Timestamp(iso8601: "2019-11-16T03:10:30Z"))
    #expect(fossil.environment.values["os"] == "linux")
    #expect(fossil.environment.values["cpu_model"] == "AMD EPYC")
    #expect(fossil.environment.values["cpu_cores"] == "2")
    let source = try #require(fossil.unknown["source"])
    #expect(source["samples"]?.elements?.count == 6)
    #expect(source["parameters"]?["n"] == .string("5"))
    #expect(fossil.executionTime == source["value"]?.double)
    #expect(fossil.metrics["cells"]?.value == 12)
  }

  @Test func readsGoBenchmarks() throws {
    let draft = try InterchangeFixture.draft("go.txt")
    let quick = draft.fossils.filter {
      $0.script == "example.org/fast/sort/BenchmarkQuick/size=10"
    }
    #expect(quick.map(\.executionTime) == [325.5 / 1e9, 327 / 1e9])
    #expect(quick[0].metrics["bytes_per_op"]?.value == 128)
    #expect(quick[0].metrics["allocations_per_op"]?.value == 2)
    let host = quick[0].environment.hostClass
    #expect(
      host
        == HostClass(
          os: "linux", arch: "x86_64", cpuModel: "AMD EPYC 7763 64-Core Processor", cpuCores: "4",
          runner: ""))
    let copy = try draft.fossil("example.org/fast/sort/BenchmarkCopy")
    #expect(copy.metrics["throughput"] == CustomMetric(value: 940.5, unit: "MB/s", better: .higher))
    #expect(copy.metrics["rows/op"]?.value == 3.5)
    #expect(draft.warnings.isEmpty)
  }

  @Test func readsCriterionEstimatesWithTheFilesBeside() throws {
    let draft = try InterchangeFixture.draft("criterion/fib/recursive/20/new/estimates.json")
    let fossil = try draft.fossil("fib/recursive/20")
    #expect(fossil.executionTime == 26180.25 / 1e9)
    #expect(fossil.unknown["source"]?["spread"] == .number(620.5))
    #expect(
      fossil.unknown["source"]?["samples"]
        == .array([.number(26200), .number(26150), .number(26200)]))
  }

  @Test func namesCriterionEstimatesByTheirFoldersWithoutThoseFiles() throws {
    var source = try InterchangeFixture.source("criterion/fib/recursive/20/new/estimates.json")
    source.neighbour = { _ in nil }
    let draft = try ImportFormats.read(source, as: "criterion", options: ImportOptions())
    #expect(draft.fossils.map(\.script) == ["fib/recursive/20"])
  }

  @Test func readsMessagesOfCargoCriterion() throws {
    let fossil = try InterchangeFixture.draft("criterion-messages.jsonl").fossil("queries/scan all")
    #expect(fossil.executionTime == 12481.003131880992 / 1e9)
    #expect(fossil.unknown["source"]?["samples"]?.elements?.count == 3)
    let throughput = try #require(fossil.metrics["throughput"])
    #expect(throughput.unit == "elements/s")
    #expect(throughput.better == .higher)
    #expect(abs(throughput.value - 1024 / 12481.003131880992e-9) < 1)
  }

  @Test func readsJMH() throws {
    let draft = try InterchangeFixture.draft("jmh.json")
    let quick = try draft.fossil("org.example.Sorting.quick")
    #expect(quick.executionTime == 12.5e-6)
    #expect(quick.tags["size"] == "1000")
    #expect(quick.tags["order"] == "random")
    #expect(quick.unknown["source"]?["spread"] == .number(0.75))
    #expect(quick.metrics["gc.alloc.rate.norm"]?.unit == "B/op")
    #expect(quick.environment.values["java_version"] == "17.0.2")
    let merge = try #require(try draft.fossil("org.example.Sorting.merge").metrics["throughput"])
    #expect(merge.better == .higher)
    #expect(merge.samples == [3.376e9, 3.377e9])
  }

  @Test func readsTheBencherMetricFormat() throws {
    let draft = try InterchangeFixture.draft("bencher.json")
    let parse = try draft.fossil("parse large")
    #expect(parse.executionTime == 88.5e-9)
    #expect(
      parse.metrics["throughput"]
        == CustomMetric(value: 5.5, unit: "ops/s", better: .higher, spread: 1.5))
    #expect(try draft.fossil("build.sh").executionTime == 87)
    #expect(
      try draft.fossil("my_binary").metrics["file-size"] == CustomMetric(value: 42, unit: "bytes"))
  }

  @Test func readsJUnitTimesAndFailures() throws {
    let draft = try InterchangeFixture.draft("junit.xml")
    #expect(
      draft.fossils.map(\.script) == [
        "test_fib/test_fib[5]", "test_fib/test_fib[8]", "test_fib/test_slow",
        "test_fib/test_broken",
      ])
    #expect(draft.fossils.map(\.exitCode) == [0, 0, 0, 1])
    #expect(draft.fossils[0].executionTime == 0.001)
    #expect(draft.fossils[0].timestamp == Timestamp(iso8601: "2026-11-24T03:49:46.270Z"))
    #expect(draft.fossils[0].environment.values["machine"] == "bench-1")
  }

  @Test func readsReportsOfGNUTime() throws {
    let draft = try InterchangeFixture.draft("gnu-time.txt")
    let sort = try draft.fossil("sort /etc/passwd")
    #expect(sort.executionTime == 1.25)
    #expect(sort.memoryUsage == 1656.0 / 1024)
    #expect(sort.additionalMetrics["user_time"] == 1.1)
    #expect(sort.additionalMetrics["cpu_percent"] == 100)
    #expect(sort.exitCode == 0)
    let killed = try draft.fossil("sh -c kill -9 $$")
    #expect(killed.outcome.signal == 9)
    #expect(killed.exitCode == 137)
    #expect(!killed.succeeded)
  }

  @Test func readsRustAnalyzerMetrics() throws {
    let draft = try InterchangeFixture.draft("rust-analyzer.jsonl")
    let build = try #require(draft.fossils.first)
    #expect(build.script == "build")
    #expect(build.executionTime == 520.114)
    #expect(build.gitSHA == "75e67ee74e5d3db5363732bb793b872c57408013")
    #expect(build.timestamp.milliseconds == 1_595_617_754_000)
    #expect(build.environment.values["os"] == "linux")
    #expect(build.environment.values["os_version"] == "Ubuntu 18.04.4 LTS")
    #expect(build.environment.values["memory_total"] == "6.8")
    let ripgrep = try #require(draft.fossils.first { $0.script == "analysis-stats/ripgrep" })
    #expect(ripgrep.executionTime != nil)
    #expect(ripgrep.metrics["type mismatches"]?.unit == "#")
  }

  @Test func readsCSVWithNamedColumns() throws {
    let draft = try InterchangeFixture.draft("results.csv")
    let sort = try draft.fossil("sort")
    #expect(sort.executionTime == 0.0125)
    #expect(sort.unknown["source"]?["spread"] == .number(0.5))
    #expect(sort.gitBranch == "main")
    #expect(sort.tags["size"] == "10")
    #expect(sort.environment.values["cpu_model"] == "Intel(R) Xeon(R), 2.6 GHz")
    #expect(sort.metrics["rows"] == CustomMetric(value: 1000, unit: "rows/s", better: .higher))
    let quoted = try draft.fossil("say \"hi\"")
    #expect(quoted.timestamp == Timestamp(iso8601: "2026-05-04T00:00Z"))
    #expect(quoted.metrics["value"]?.better == .higher)
    #expect(try draft.fossil("=cmd").timestamp.milliseconds == 1_777_863_721_000)
    #expect(
      draft.warnings.map(InterchangeFixture.words) == [
        """
        perftrace: error: results.csv:1:1: unknown column "peak"
          hint: name it "metric.NAME", "metric.NAME [UNIT]", "tag.NAME" or "host.NAME" to keep it
        """
      ])
  }

  @Test func readsTheOriginalsGranularLog() throws {
    let draft = try InterchangeFixture.draft("granular_trace.json")
    let context = try draft.fossil("llm-chat-context")
    #expect(context.executionTime == 4.23)
    #expect(context.gitBranch == "feature/performance-tracking")
    #expect(context.additionalMetrics["user_time"] == 3.38)
    #expect(context.recorder == nil)
    let old = try draft.fossil("old")
    #expect(old.executionTime == 1.5)
    #expect(old.exitCode == 1)
    #expect(old.gitSHA == nil)
  }
}
