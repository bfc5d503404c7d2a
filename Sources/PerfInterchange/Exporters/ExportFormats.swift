/// The formats that can be exported.
package enum ExportFormats {
  package static let all: [any Exporter.Type] = [
    BencherExporter.self,
    CSVExporter.self,
    GitHubActionBenchmarkExporter.self,
    GranularExporter.self,
    HyperfineExporter.self,
    JSONLinesExporter.self,
    OpenMetricsExporter.self,
  ]

  /// Names for the command line, in byte order.
  package static var names: [String] { all.map { $0.name } }

  /// The format of that name, or of an alias that people know it by.
  package static func named(_ name: String) -> (any Exporter.Type)? {
    let name = ["prometheus": "openmetrics", "bmf": "bencher"][name] ?? name
    return all.first { $0.name == name }
  }
}
