import PerfCharts
import PerfTestSupport
import Testing

@Suite struct ChartSnapshotTests {
  private let folder = SnapshotFolder(suite: "ChartSnapshotTests")

  @Test(arguments: Gallery.all)
  func drawsAsBefore(chart: Gallery) throws {
    try folder.expect(chart.html, matches: chart.file)
  }

  @Test(arguments: [
    ("good", Badge(label: "build", message: "1.23 s", tone: .good)),
    ("hostile", Badge(label: "<script>&\"'", message: "失敗 ✗ \u{202E}", tone: .bad)),
    ("long", Badge(label: String(repeating: "name/", count: 800), message: "", tone: .neutral)),
  ])
  func drawsBadgesAsBefore(name: String, badge: Badge) throws {
    try folder.expect(badge.document.string, matches: "badge-\(name).svg")
  }

  @Test func usesEveryGoldenFile() throws {
    let badges = ["badge-good.svg", "badge-hostile.svg", "badge-long.svg"]
    #expect(try folder.unused(except: Gallery.all.map(\.file) + badges) == [])
  }
}
