import PerfTestSupport
import Testing

@testable import PerfTrace

@Suite struct HistoryTests {
  @Test func sortsByTimeAndInternsNamesInByteOrder() {
    let fossils = Samples.fossils(40)
    let history = History(fossils: fossils.reversed())
    #expect(history.ids == fossils.map(\.id))
    #expect(history.scripts == (0..<7).map { "script-\($0)" })
    #expect(history.branches == ["feature/é", "main"])
    #expect(history.tagSets == [[:], ["variant": "cold"]])
    #expect(history.commits.count == 8)
    #expect(history.commits[1].parents == [0])
    #expect(history.hostClasses.map(\.cpuModel) == ["Apple M1", "EPYC \"7763\""])
    for (row, fossil) in fossils.enumerated() {
      #expect(history.scripts[Int(history.script[row])] == fossil.script)
      #expect(history.commits[Int(history.commit[row])].sha == fossil.gitSHA)
      #expect(
        history.environments[Int(history.environment[row])].hostClass
          == fossil.environment.hostClass)
      #expect(history.exitCode[row] == Int16(fossil.exitCode ?? -1))
      #expect(history.flags[row].contains(.warmup) == fossil.run?.warmup)
      #expect(history.flags[row].contains(.dirty) == fossil.git?.dirty)
      #expect(history.flags[row].contains(.timedOut) == fossil.outcome.timedOut)
      #expect(
        history.flags[row].contains(.failed)
          == (fossil.exitCode != 0 || fossil.outcome.timedOut || fossil.outcome.signal != nil))
      #expect(history.pullRequest[row] == Int32(fossil.ci?.pullRequest ?? -1))
    }
  }

  @Test func hasAColumnForEveryMetricThatOccurs() throws {
    let history = History(fossils: Samples.fossils(40))
    #expect(
      history.metrics.map(\.id) == [
        "execution_time", "memory_usage_mb", "user_time", "sys_time", "cpu_percent",
        "output_size_bytes", "instructions", "throughput", "widgets",
      ])
    let throughput = try #require(history.metrics.firstIndex { $0.id == "throughput" })
    #expect(history.metrics[throughput].polarity == .higher)
    #expect(history.metrics[throughput].unit == .other("req/s"))
    guard case .sparse(let rows, let values) = history.columns[throughput] else {
      Issue.record("a custom metric has a sparse column")
      return
    }
    #expect(rows == (0..<40).filter { $0 % 3 == 1 }.map(Int32.init))
    #expect(values.allSatisfy { $0 == 1200.5 })
  }

  @Test func keepsEachIdOnceWhateverTheOrder() {
    var other = Samples.fossil(3)
    other.executionTime = 99
    other.script = "edited"
    let fossils = Samples.fossils(6)
    let histories = [
      History(fossils: fossils + [other] + fossils),
      History(fossils: [other] + fossils.reversed() + fossils),
    ]
    #expect(histories[0].count == 6)
    #expect(histories[0].ids == histories[1].ids)
    #expect(histories[0].scripts == histories[1].scripts)
    #expect(histories[0].summary == histories[1].summary)
  }

  @Test func mergesWhatFossilsSayOfACommit() {
    var first = Samples.fossil(0), second = Samples.fossil(1)
    first.git?.subject = nil
    second.git?.author = nil
    second.git?.parents = []
    for fossils in [[first, second], [second, first]] {
      let commit = History(fossils: fossils).commits[0]
      #expect(commit.subject == "Cache the context")
      #expect(commit.author == "A. Developer")
      #expect(commit.parentSHAs.count == 1)
    }
  }

  @Test(arguments: [1, 2, 5])
  func doesNotDependOnFilesOrThreads(threads: Int) async throws {
    let expected = History(fossils: Samples.fossils(200)).summary
    for files in [1, 7, 50] {
      let folder = try TemporaryFolder()
      for file in 0..<files {
        let numbers = (0..<200).filter { ($0 * 31) % files == file }
        try folder.write(
          Samples.lines(file % 2 == 0 ? numbers : numbers.reversed()),
          to: "fossils/performance/traces/2025/07/\(file).jsonl")
      }
      let (history, diagnostics) = try await FossilStore(root: folder.path("fossils"))
        .loadHistory(threads: threads)
      #expect(diagnostics == [])
      #expect(history.summary == expected)
    }
  }

  /// What the quick reader takes, the thorough one reads to the same rows; what it leaves, it leaves untouched.
  @Test func readsMutatedFossilsAsTheThoroughReaderDoes() {
    var generator = SeededGenerator(seed: 11)
    var taken = 0
    for round in 0..<800 {
      let line = Samples.line(round % 40)
      let bytes = round < 40 ? line : Samples.mutated(line, using: &generator)
      var (quick, builder) = (QuickFossilReader(), HistoryBuilder())
      // A neighbour first, so that repeated values are recognised.
      for before in [Samples.line(round % 40 + 1), bytes] {
        var reader = JSONReader()
        let location = History.Location(file: -1, line: 0, offset: 0)
        let isTaken = quick.read(&reader, in: before.span, at: location, into: &builder)
        if before == bytes {
          reader.skipWhitespace(bytes.span)
          guard isTaken, reader.position == bytes.count else { continue }
          taken += 1
          let thorough = try? Fossil(line: bytes)
          #expect(thorough != nil, "\(String(decoding: bytes, as: UTF8.self))")
          guard let thorough else { continue }
          let neighbour = Samples.fossil(round % 40 + 1)
          let history = History(joining: [builder], files: [])
          #expect(
            history.summary == History(fossils: [neighbour, thorough]).summary,
            "\(String(decoding: bytes, as: UTF8.self))")
        }
      }
    }
    #expect(taken > 100)
  }
}

extension History {
  /// All that a history holds but the places in files, in words.
  var summary: [String] {
    var lines = [
      "\(scripts)", "\(branches)", "\(recorders)", "\(metrics)", "\(hostClasses)",
      "\(hostClassOfEnvironment)",
    ]
    lines += commits.map { "\($0)" } + environments.map { "\($0)" } + tagSets.map { "\($0)" }
    for row in 0..<count {
      lines.append(
        "\(ids[row]) \(timestamp[row]) \(script[row]) \(branch[row]) \(commit[row]) "
          + "\(environment[row]) \(tagSet[row]) \(recorder[row]) \(exitCode[row]) "
          + "\(flags[row].rawValue) \(pullRequest[row])")
    }
    return lines + columns.map { "\($0)" }
  }
}
