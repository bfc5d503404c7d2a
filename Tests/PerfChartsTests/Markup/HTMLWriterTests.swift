import PerfCharts
import Testing

@Suite struct HTMLWriterTests {
  @Test(arguments: [
    ("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\"", "&quot;"), ("'", "&#39;"),
    ("&amp;", "&amp;amp;"), ("a<b>&\"c'", "a&lt;b&gt;&amp;&quot;c&#39;"),
    ("tab\tline\nreturn\r", "tab\tline\nreturn\r"),
    ("\u{0}\u{1B}[31m\u{7F}", "\u{FFFD}\u{FFFD}[31m\u{FFFD}"),
    (
      "\u{85}\u{A0}é\u{FB00}\u{FFFD}\u{FDF0}\u{1F680}\u{1FF00}",
      "\u{FFFD}\u{A0}é\u{FB00}\u{FFFD}\u{FDF0}\u{1F680}\u{1FF00}"
    ),
  ])
  func escapesTextAndAttributes(text: String, escaped: String) {
    let fragment = HTMLFragment { writer in
      writer.element("p") { writer in
        writer.attribute("title", text)
        writer.text(text)
      }
    }
    #expect(fragment.string == "<p title=\"\(escaped)\">\(escaped)</p>")
    #expect(HTMLFragment(text: text).string == escaped)
  }

  @Test(arguments: [0xFDD0, 0xFDEF, 0xFFFE, 0xFFFF, 0x1FFFF, 0x10FFFE] as [UInt32])
  func replacesNoncharacters(value: UInt32) throws {
    let scalar = try #require(Unicode.Scalar(value))
    #expect(HTMLFragment(text: "a\(scalar)b").string == "a\u{FFFD}b")
  }

  @Test func nestsElementsAndWritesEachKindOfAttribute() {
    let fragment = HTMLFragment { writer in
      writer.element("svg", class: "c") { writer in
        writer.attribute("width", integer: 640)
        writer.attribute("role", literal: "img")
        writer.attribute("focusable")
        writer.shape("circle") { $0.attribute("r", coordinate: 1.0 / 3) }
        writer.void("br") { _ in }
        writer.markup("<g/>")
        writer.element("title", text: "a & b")
        writer.text(integer: -3)
        writer.fragment(HTMLFragment("<b></b>"))
      }
    }
    #expect(
      fragment.string
        == "<svg class=\"c\" width=\"640\" role=\"img\" focusable><circle r=\"0.33\"/><br><g/>"
        + "<title>a &amp; b</title>-3<b></b></svg>")
  }

  @Test func leavesOutReferencesThatCouldRunSomething() {
    let fragment = HTMLFragment { writer in
      writer.link(to: "java\nscript:alert(1)", text: "x")
      writer.link(to: "../a/index.html?q='1'&b", text: "y")
    }
    #expect(fragment.string == "<a>x</a><a href=\"../a/index.html?q=&#39;1&#39;&amp;b\">y</a>")
  }

  @Test func keepsItsMemoryAndNothingElse() {
    var writer = HTMLWriter(capacity: 64)
    writer.text("first")
    writer.removeAll()
    writer.text("second")
    #expect(writer.fragment.string == "second")
  }
}

@Suite struct URLReferenceTests {
  @Test(arguments: [
    "javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc",
    "//evil.example/x", " javascript:alert(1)", "java\tscript:alert(1)", "\u{0}javascript:x", ":",
  ])
  func refuses(reference: String) {
    #expect(URLReference(reference) == nil)
  }

  @Test(arguments: [
    ("https://a.example/b?c#d", "https://a.example/b?c#d"), ("HTTP://x", "HTTP://x"),
    ("mailto:a@b.example", "mailto:a@b.example"), ("../x/index.html#a:b", "../x/index.html#a:b"),
    ("a b/<c>\"`{}|\\^", "a%20b/%3Cc%3E%22%60%7B%7D%7C%5C%5E"), ("é", "%C3%A9"), ("", ""),
    ("\\\\evil.example", "%5C%5Cevil.example"), ("%41%zz", "%41%zz"),
  ])
  func encodes(reference: String, expected: String) {
    #expect(URLReference(reference)?.text == expected)
  }

  @Test func encodesNamesAsOneSegment() {
    #expect(URLReference.percentEncoded(segment: "a/b c%?#é~") == "a%2Fb%20c%25%3F%23%C3%A9~")
  }
}
