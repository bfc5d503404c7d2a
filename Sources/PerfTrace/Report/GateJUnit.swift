internal import PerfBytes
internal import PerfStatistics

/// The gate as JUnit XML, for the test view of any CI: a test case for each comparison.
package enum GateJUnit {
  /// The whole document; names are foreign text and escaped.
  package static func document(_ report: GateReport, of history: History) -> String {
    var cases: [String] = []
    var failures = 0, skipped = 0
    for comparison in report.comparisons {
      let metric = history.metrics[Int(comparison.metric)]
      let findings = report.findings.filter {
        $0.fails && $0.script == comparison.script && $0.metric == comparison.metric
          && $0.hostClass == comparison.hostClass && $0.tagSet == comparison.tagSet
      }
      let time = metric == .executionTime ? comparison.head.median ?? 0 : 0
      let open =
        "  <testcase classname=\"\(escape(history.scripts[Int(comparison.script)]))\" name=\"\(escape(metric.title + host(comparison, history)))\" time=\"\(String(fixed: time, fractionDigits: 6))\""
      let effect = comparison.effect.map { "\(Quantity.change($0))" } ?? "no comparison"
      let interval =
        comparison.interval.map { ", 95 % interval \(Quantity.changes($0.lower, $0.upper))" } ?? ""
      if let finding = findings.first {
        failures += 1
        let message =
          "\(finding.kind.rawValue): \(finding.words(of: finding.measured, metric: metric)), limit \(finding.words(of: finding.limit, metric: metric))"
        cases.append(
          "\(open)>\n    <failure message=\"\(escape(message))\">\(escape(effect + interval))</failure>\n  </testcase>"
        )
      } else if let why = comparison.explanation, comparison.verdict != .failed {
        skipped += 1
        cases.append(
          "\(open)>\n    <skipped message=\"\(escape(comparison.verdict.word + ": " + why))\"/>\n  </testcase>"
        )
      } else {
        cases.append(
          "\(open)>\n    <system-out>\(escape(comparison.verdict.word + ", " + effect + interval))</system-out>\n  </testcase>"
        )
      }
    }
    let suite =
      "<testsuite name=\"perftrace\" tests=\"\(cases.count)\" failures=\"\(failures)\" errors=\"0\" skipped=\"\(skipped)\">"
    return (["<?xml version=\"1.0\" encoding=\"UTF-8\"?>", suite] + cases + ["</testsuite>", ""])
      .joined(separator: "\n")
  }

  private static func host(_ comparison: Comparison, _ history: History) -> String {
    let tags = history.tagSets[Int(comparison.tagSet)].map { " \($0.key)=\($0.value)" }.joined()
    return tags + " on " + history.hostClasses[Int(comparison.hostClass)].words
  }

  /// Text for XML 1.0: markup escaped, characters that XML cannot hold replaced (section 2.2).
  private static func escape(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\t", "\n", "\r": result += "&#\(scalar.value);"
      case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
