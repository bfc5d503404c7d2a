import PerfTrace
import Testing

@Suite struct MarkdownTextTests {
  @Test(arguments: [
    ("build", "`build`"),
    ("", ""),
    ("\n\t", "`“  ”`"),
    ("a|b", "`a\\|b`"),
    ("`x`", "`` `x` ``"),
    ("a``b", "```a``b```"),
    ("@everyone #1", "`@everyone #1`"),
    ("two\r\nlines", "`two lines`"),
    ("ab\u{202E}cd", "`ab\u{FFFD}cd`"),
    ("<img src=x onerror=alert(1)>", "`<img src=x onerror=alert(1)>`"),
  ])
  func showsForeignTextInACodeSpan(text: String, expected: String) {
    #expect(MarkdownText.code(text) == expected)
  }

  @Test func boundsTheLength() {
    #expect(MarkdownText.code(String(repeating: "x", count: 300), limit: 3) == "`xxx…`")
    let stacked = "e" + String(repeating: "\u{301}", count: 10_000)
    #expect(MarkdownText.code(stacked, limit: 3).utf8.count < 64)
  }

  @Test(arguments: [
    ("scripts/a/index.html", "scripts/a/index.html"),
    ("https://x.example/a?b=c#d", "https://x.example/a?b=c#d"),
    ("javascript:alert(1)", "#"),
    ("JavaScript:alert(1)", "#"),
    ("a b)(c", "a%20b%29%28c"),
    ("compare/a...b/index.html", "compare/a...b/index.html"),
    ("ü", "%C3%BC"),
  ])
  func keepsDestinationsInsideTheirLink(url: String, expected: String) {
    #expect(MarkdownText.destination(url) == expected)
  }
}
