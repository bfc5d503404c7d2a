internal import PerfTrace

/// The times of test cases in a JUnit report.
///
/// A test that failed is a fossil with exit code 1; a skipped one was not executed and is none.
enum JUnitImporter: Importer {
  static let name = "junit"
  static let title = "JUnit XML times"

  static func holdsResults(_ path: String) -> Bool { path.hasSuffix(".xml") }

  static func recognizes(_ shape: ImportShape) -> Bool {
    guard case .text = shape.content else { return false }
    var scanner = XMLScanner(shape.source)
    guard case .start(let name, _, _, _)? = try? scanner.next() else { return false }
    return name == "testsuite" || name == "testsuites"
  }

  static func read(_ shape: ImportShape, into draft: inout ImportDraft) throws(ImportError) {
    var scanner = XMLScanner(shape.source)
    var suites: [Suite] = []
    var test: Test?
    while let event = try scanner.next() {
      switch event {
      case .start("testsuite", let attributes, let isEmpty, let offset):
        if !isEmpty { suites.append(Suite(attributes, offset, within: suites.last, &draft)) }
      case .end("testsuite", _): _ = suites.popLast()
      case .start("testcase", let attributes, let isEmpty, let offset):
        let opened = Test(attributes, offset)
        if isEmpty { finish(opened, suites.last, &draft) } else { test = opened }
      case .end("testcase", _):
        if let test { finish(test, suites.last, &draft) }
        test = nil
      case .start("failure", _, _, _), .start("error", _, _, _): test?.hasFailed = true
      case .start("skipped", _, _, _): test?.isSkipped = true
      default: break
      }
    }
  }

  private struct Suite {
    var timestamp: Timestamp?
    var machine: String?

    init(
      _ attributes: [String: String], _ offset: Int, within outer: Suite?,
      _ draft: inout ImportDraft
    ) {
      timestamp = outer?.timestamp
      if let text = attributes["timestamp"], !text.isEmpty {
        if let own = Timestamp(foreign: text) {
          timestamp = own
        } else {
          draft.warn(.malformedDate(text), at: offset)
        }
      }
      machine = attributes["hostname"] ?? outer?.machine
    }
  }

  private struct Test {
    var attributes: [String: String]
    var offset: Int
    var hasFailed = false
    var isSkipped = false

    init(_ attributes: [String: String], _ offset: Int) {
      self.attributes = attributes
      self.offset = offset
    }
  }

  private static func finish(_ test: Test, _ suite: Suite?, _ draft: inout ImportDraft) {
    guard !test.isSkipped else {
      draft.valuesLeftOut += 1
      return
    }
    let name = test.attributes["name"] ?? ""
    guard !name.isEmpty else { return draft.warn(.emptyName, at: test.offset) }
    let group = test.attributes["classname"] ?? ""
    var result = ImportedResult(
      name: group.isEmpty ? name : "\(group)/\(name)", offset: test.offset)
    if let text = test.attributes["time"] {
      // Some writers group thousands: "1,234.5".
      guard let seconds = Double(text.filter { $0 != "," }), seconds.isFinite, seconds >= 0 else {
        draft.valuesLeftOut += 1
        return draft.warn(.malformedNumber(text), at: test.offset)
      }
      result.fossil.executionTime = seconds
    } else {
      draft.valuesLeftOut += 1
      return draft.warn(.unexpected(what: "a \"time\"", found: "nothing"), at: test.offset)
    }
    result.fossil.exitCode = test.hasFailed ? 1 : 0
    result.measured(at: suite?.timestamp)
    result.host("machine", suite?.machine)
    draft.add(result)
  }
}
