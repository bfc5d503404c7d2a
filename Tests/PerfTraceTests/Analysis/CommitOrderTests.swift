import PerfTrace
import Testing

@Suite struct CommitOrderTests {
  /// The numbers of the ordered commits of a history.
  private func order(_ maker: FossilMaker) -> [Int] {
    let history = maker.history
    return CommitOrder(history).commits.compactMap { commit in
      Int(history.commits[Int(commit)].sha.prefix(8), radix: 16)
    }
  }

  @Test func putsParentsFirstWhateverTheClocksSay() {
    var maker = FossilMaker()
    maker.add(commit: 5, value: 1, parents: [])
    maker.add(commit: 3, value: 1, parents: [5])
    maker.add(commit: 1, value: 1, parents: [3])
    #expect(order(maker) == [5, 3, 1])
  }

  @Test func ordersByTimeWhereParentsWereNeverMeasured() {
    var maker = FossilMaker()
    for commit in [9, 2, 6] { maker.add(commit: commit, value: 1, parents: [commit + 100]) }
    #expect(order(maker) == [2, 6, 9])
  }

  @Test func ordersByTheFirstExecutionWhereNoCommitTimeIsKnown() {
    var maker = FossilMaker()
    for (commit, time) in [(1, 300), (2, 100), (3, 200)] {
      maker.add(commit: commit, value: 1) {
        $0.git = nil
        $0.timestamp = Timestamp(milliseconds: Int64(time))
      }
    }
    #expect(order(maker) == [2, 3, 1])
  }

  @Test func interleavesBranchesByTimeAndPutsTheMergeLast() {
    var maker = FossilMaker()
    maker.add(commit: 1, value: 1, parents: [])
    maker.add(commit: 2, value: 1, parents: [1])
    maker.add(commit: 3, value: 1, parents: [1])
    maker.add(commit: 4, value: 1, parents: [2])
    maker.add(commit: 5, value: 1, parents: [4, 3])
    #expect(order(maker) == [1, 2, 3, 4, 5])
  }

  @Test func ordersCyclesByTheirEarliestCommit() {
    var maker = FossilMaker()
    maker.add(commit: 1, value: 1, parents: [3])
    maker.add(commit: 2, value: 1, parents: [1])
    maker.add(commit: 3, value: 1, parents: [2])
    maker.add(commit: 4, value: 1, parents: [4, 3])
    #expect(order(maker) == [1, 2, 3, 4])
  }

  @Test func dependsOnTheFossilsAndNotOnTheirOrder() {
    var maker = FossilMaker()
    for commit in 0..<40 {
      maker.add(commit: commit, value: 1, parents: commit == 0 ? [] : [commit / 2, commit - 1])
    }
    let backwards = History(fossils: maker.fossils.reversed())
    #expect(CommitOrder(backwards).commits == CommitOrder(maker.history).commits)
  }

  @Test func isEmptyForAnEmptyHistory() {
    #expect(CommitOrder(History(fossils: [])).commits.isEmpty)
  }
}
