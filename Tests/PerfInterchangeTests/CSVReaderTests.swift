import Testing

@testable import PerfInterchange
@testable import PerfTrace

@Suite struct CSVReaderTests {
  private func rows(_ text: String) throws(ImportError) -> [[String]] {
    var reader = CSVReader(
      ImportSource(
        name: "a.csv", bytes: Array(text.utf8), modified: Timestamp(milliseconds: 0)))
    var rows: [[String]] = []
    while let row = try reader.next() { rows.append(row.fields) }
    return rows
  }

  @Test(arguments: [
    ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
    ("a,b\r\n1,2", [["a", "b"], ["1", "2"]]),
    ("\u{FEFF}a;b\n1;2,5\n", [["a", "b"], ["1", "2,5"]]),
    ("a\tb\n1\t\n", [["a", "b"], ["1", ""]]),
    ("a,b\n\"x,\n\"\"y\"\"\",'=1+1\n", [["a", "b"], ["x,\n\"y\"", "=1+1"]]),
    ("a,b\n'plain,''=\n", [["a", "b"], ["'plain", "'="]]),
    ("a,b\n\n", [["a", "b"], [""]]),
  ])
  func splitsRowsAndFields(text: String, expected: [[String]]) throws {
    #expect(try rows(text) == expected)
  }

  @Test func refusesAFieldThatDoesNotEnd() throws {
    let error = #expect(throws: ImportError.self) { try rows("a,b\n1,\"x\n\n") }
    #expect(
      InterchangeFixture.words(try #require(error))
        == "perftrace: error: a.csv:2:3: a quoted field does not end")
  }
}
