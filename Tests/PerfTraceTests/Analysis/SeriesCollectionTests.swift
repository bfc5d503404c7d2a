import PerfTrace
import Testing

@Suite struct SeriesCollectionTests {
  @Test func makesOnePointOfACommitWithItsSpread() throws {
    var maker = FossilMaker()
    for value in [4.0, 1, 3, 2] { maker.add(commit: 1, value: value) }
    maker.add(commit: 2, value: 7)
    let series = try #require(maker.collection.series(ofScript: 0, metric: 0).first)
    #expect(series.medians == [2.5, 7])
    #expect(series.lowerQuartiles == [1.75, 7])
    #expect(series.upperQuartiles == [3.25, 7])
    #expect(series.starts == [0, 4, 5])
    #expect(series.segments == [0..<2])
  }

  @Test func keepsHostClassesAndTagsApart() {
    var maker = FossilMaker()
    maker.add(commit: 1, value: 1)
    maker.cpu = "Xeon 8171M"
    maker.add(commit: 1, value: 2)
    maker.add(commit: 1, value: 3) { $0.tags["variant"] = "cold" }
    let series = maker.collection.series(ofScript: 0, metric: 0)
    #expect(series.map(\.medians) == [[1], [2], [3]])
  }

  @Test func leavesOutWarmUpsInterruptionsExclusionsAndFailures() throws {
    var maker = FossilMaker()
    maker.add(commit: 1, value: 1)
    maker.add(commit: 1, value: 50) {
      $0.run = RunPosition(id: "r", index: 0, count: 1, warmup: true)
    }
    maker.add(commit: 1, value: 60) { $0.outcome.interrupted = true }
    maker.add(commit: 2, value: 70) { $0.exitCode = 3 }
    let excluded = maker.add(commit: 2, value: 80)
    maker.add(commit: 3, value: 2)
    var history = maker.history
    var annotations = Annotations()
    annotations.excluded = [.init(fossil: excluded.id, reason: "swapped")]
    history.apply(annotations)
    let collection = SeriesCollection(history)
    let series = try #require(collection.series(ofScript: 0, metric: 0).first)
    #expect(series.medians == [1, 2])
    #expect(series.failures.map(\.point) == [1])
  }

  @Test func beginsASegmentWhereTheMethodChanges() throws {
    var maker = FossilMaker()
    maker.recorder = nil
    maker.add(commit: 1, value: 1)
    maker.recorder = "perftrace 0.1.0"
    maker.add(commit: 2, value: 1)
    maker.recorder = "perftrace 0.9.3"
    maker.add(commit: 3, value: 1)
    maker.recorder = "perftrace 1.0.0"
    maker.add(commit: 4, value: 1)
    let series = try #require(maker.collection.series(ofScript: 0, metric: 0).first)
    #expect(series.segments == [0..<1, 1..<3, 3..<4])
  }

  @Test func putsExecutionsWithoutACommitWhereTheirTimeBelongs() throws {
    var maker = FossilMaker()
    maker.add(commit: 1, value: 1)
    maker.add(commit: 3, value: 3)
    for (value, commit) in [(2.0, 2), (4.0, 4)] {
      maker.add(commit: nil, value: value) {
        $0.timestamp = Timestamp(milliseconds: FossilMaker.time(commit))
      }
    }
    let series = try #require(maker.collection.series(ofScript: 0, metric: 0).first)
    #expect(series.medians == [1, 2, 3, 4])
  }

  @Test func makesOnePointOfABatchWithoutACommit() throws {
    var maker = FossilMaker()
    maker.batch = "a"
    maker.add(commit: nil, value: 1)
    maker.add(commit: nil, value: 3)
    maker.batch = nil
    maker.add(commit: nil, value: 5)
    maker.add(commit: nil, value: 7)
    let series = try #require(maker.collection.series(ofScript: 0, metric: 0).first)
    #expect(series.medians.sorted() == [2, 5, 7])
  }

  @Test func readsMetricsThatFewExecutionsHave() throws {
    var maker = FossilMaker()
    for commit in 1...4 {
      maker.add(commit: commit, value: 1) { fossil in
        if commit.isMultiple(of: 2) {
          fossil.metrics["rate"] = CustomMetric(
            value: Double(commit), unit: "req/s", better: .higher)
        }
      }
    }
    let collection = maker.collection
    let metric = try #require(collection.history.metrics.firstIndex { $0.id == "rate" })
    let series = try #require(collection.series(ofScript: 0, metric: metric).first)
    #expect(series.medians == [2, 4])
    #expect(collection.metrics(ofScript: 0) == [0, Int32(metric)])
  }

  @Test func worksPerScriptAsForAll() {
    var maker = FossilMaker()
    for commit in 0..<30 {
      for script in ["a", "b", "c"] {
        maker.script = script
        maker.add(commit: 29 - commit, value: Double(commit))
      }
    }
    let collection = maker.collection
    #expect(
      collection.history.scripts.indices.map { collection.rows(ofScript: $0).count } == [
        30, 30, 30,
      ])
    for script in 0..<3 {
      #expect(
        collection.series(ofScript: script, metric: 0).map(\.medians)
          == [(0..<30).map { Double(29 - $0) }])
    }
  }
}
