import Testing

@testable import PerfSite

@Suite struct MarkdownRendererTests {
  @Test(arguments: [
    ("~~gone~~", "<del>gone</del>"),
    ("see https://swift.org now", "<a href=\"https://swift.org\">"),
    ("    code", "<pre tabindex=\"0\" role=\"group\" aria-label=\"code\"><code>code"),
    ("- [x] done", "checked disabled aria-label=\"done\""),
    ("|a|b|\n|---|---:|\n|1|2|", "<td class=\"number\">2</td>"),
    ("## A *b* & c", "<h2 id=\"a-b-amp-c\">"),
  ])
  func understandsGitHubsMarkdown(markdown: String, html: String) {
    #expect(MarkdownRenderer.render(markdown).html.contains(html))
  }

  @Test(arguments: [
    "<script>alert(1)</script>", "<b onclick=x>", "[x](javascript:alert(1))",
    "[x](data:text/html,<script>)", "<iframe src=\"https://example.com\">",
  ])
  func letsNoMarkupAndNoDangerousAddressThrough(markdown: String) {
    let html = MarkdownRenderer.render(markdown).html
    #expect(!html.contains("<script") && !html.contains("onclick") && !html.contains("<iframe"))
    #expect(!html.contains("javascript:") && !html.contains("data:text"))
  }

  @Test func turnsPicturesOfOtherHostsIntoLinks() {
    let html = MarkdownRenderer.render("![a](https://example.com/a.png) ![b](b.png)").html
    #expect(html.contains("<a href=\"https://example.com/a.png\">a</a>"))
    #expect(html.contains("<img src=\"b.png\""))
    #expect(!html.contains("<img src=\"https:"))
  }

  @Test(arguments: [
    ("[a](LICENSE)", "<a href=\"https://host/r/blob/HEAD/Docs/LICENSE\">a</a>"),
    ("[a](../b%20c.txt?x#y)", "<a href=\"https://host/r/blob/HEAD/b%20c.txt?x#y\">a</a>"),
    ("[a](/LICENSE)", "<a href=\"https://host/r/blob/HEAD/LICENSE\">a</a>"),
    ("[a](./B.md#part)", "<a href=\"../b/index.html#part\">a</a>"),
    ("[a](#part)", "<a href=\"#part\">a</a>"),
    ("[a](https://x.org/y)", "<a href=\"https://x.org/y\">a</a>"),
    ("[*a* b](../../out)", "<p><em>a</em> b</p>"),
    ("![p](p.png)", "<a href=\"https://host/r/blob/HEAD/Docs/p.png\">p</a>"),
  ])
  func leadsRelativeAddressesToPagesAndTheRepository(markdown: String, html: String) {
    let links = DocumentLinks(
      path: "Docs/A.md", repository: "https://host/r", pages: ["Docs/B.md": "../b/index.html"])
    #expect(MarkdownRenderer.render(markdown, links: links).html.contains(html))
  }

  @Test func keepsTheWordsOfWhatLeadsNowhere() {
    let links = DocumentLinks(path: "A.md", repository: nil, pages: [:])
    let html = MarkdownRenderer.render("[![p](p.png) q](LICENSE)", links: links).html
    #expect(html == "<p>p q</p>\n")
  }

  @Test func givesEveryHeadingAnAnchorOfItsOwn() {
    let document = MarkdownRenderer.render("# One\n\n## Two\n\n## Two\n\n## —\n")
    #expect(document.headings.map(\.anchor) == ["one", "two", "two-2", "section"])
    #expect(document.headings.map(\.level) == [1, 2, 2, 2])
  }

  @Test(arguments: ["", "\u{0}", String(repeating: "[", count: 10_000), "# \u{FFFF}"])
  func survivesStrangeInput(markdown: String) {
    #expect(MarkdownRenderer.render(markdown).html.utf8.count < 100_000)
  }

  /// The library's parser is not safe to use from two threads; without the lock this fails within seconds.
  @Test func givesOneResultFromSeveralTasks() async {
    let markdown = "# T\n\n~~a~~ **b** https://swift.org\n\n|x|y|\n|-|-|\n|1|~2~|\n\n- [ ] t\n"
    let expected = MarkdownRenderer.render(markdown)
    await withTaskGroup(of: Int.self) { group in
      for _ in 0..<4 {
        group.addTask { (0..<1000).count { _ in MarkdownRenderer.render(markdown) != expected } }
      }
      for await differing in group { #expect(differing == 0) }
    }
  }
}
