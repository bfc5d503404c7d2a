import Testing

@testable import PerfInterchange
@testable import PerfTrace

@Suite struct XMLScannerTests {
  private func tags(_ text: String) throws(ImportError) -> [String] {
    var scanner = XMLScanner(
      ImportSource(
        name: "a.xml", bytes: Array(text.utf8), modified: Timestamp(milliseconds: 0)))
    var tags: [String] = []
    while let event = try scanner.next() {
      switch event {
      case .start(let name, let attributes, let isEmpty, _):
        let words = attributes.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }
        tags.append("<\(name)\(words.joined())\(isEmpty ? "/" : "")>")
      case .end(let name, _): tags.append("</\(name)>")
      }
    }
    return tags
  }

  @Test func givesTagsWithTheirAttributes() throws {
    let text = """
      <?xml version="1.0"?><!-- < & --> <a x='1 "q"' y = "&lt;&amp;&#x41;&#66;&quot;">
      text <![CDATA[ <no> ]]> &undeclared; <b/></a >
      """
    #expect(
      try tags(text) == [#"<a x=1 "q" y=<&AB">"#, "<b/>", "</a>"])
  }

  @Test(arguments: [
    (
      "<!DOCTYPE a [<!ENTITY b \"c\">]><a/>",
      "a.xml:1:1: a document type is not accepted: it could declare entities"
    ),
    ("<a x=\"&b;\"/>", "a.xml:1:7: malformed XML: unknown entity"),
    ("<a x=\"&#xD800;\"/>", "a.xml:1:7: malformed XML: unknown entity"),
    ("<a><b></a>", "a.xml:1:7: malformed XML: the end tag \"a\" closes nothing"),
    ("<a>\n<b>", "a.xml:2:4: malformed XML: the element \"b\" is not closed"),
    ("<a/><b/>", "a.xml:1:5: malformed XML: a second root element"),
    ("<a x=1/>", "a.xml:1:6: malformed XML: expected a quoted value"),
    ("<a x=\"1\" x=\"2\"/>", "a.xml:1:15: malformed XML: the attribute \"x\" is there twice"),
    ("<a x=\"<\"/>", "a.xml:1:7: malformed XML: \"<\" in a value"),
    ("<a><!-- ", "a.xml:1:8: malformed XML: the comment does not end"),
    ("words <a/>", "a.xml:1:1: malformed XML: text outside of the root element"),
    ("", "a.xml:1:1: malformed XML: no element"),
    (
      String(repeating: "<a>", count: 101),
      "a.xml:1:301: malformed XML: more than 100 nested elements"
    ),
  ])
  func refusesWhatIsMalformed(text: String, message: String) throws {
    let error = #expect(throws: ImportError.self) { try tags(text) }
    #expect(
      InterchangeFixture.words(try #require(error)) == "perftrace: error: " + message)
  }
}
