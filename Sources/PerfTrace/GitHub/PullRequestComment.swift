/// The one comment of a pull request: short, changed scripts first, everything else folded.
package struct PullRequestComment: Sendable {
  package var content: GateMarkdown
  /// Branch that is compared with, and the one that is judged: their comparison has a page of its own.
  package var base: String
  package var head: String

  package init(content: GateMarkdown, base: String, head: String) {
    self.content = content
    self.base = base
    self.head = head
  }

  /// The comment's Markdown, always below `CommentPost.mostBytes`.
  ///
  /// Where a long list would make it larger, fewer of its rows are shown and the rest is counted. A `quiet` comment is a
  /// single line if nothing must be looked at.
  package func render(quiet: Bool = false) -> String {
    if quiet && content.isQuiet {
      return [CommentPost.marker, "⚪ " + content.headline, footer].joined(separator: "\n")
    }
    for limit in [200, 100, 50, 25, 10, 3] {
      let text = render(rows: limit)
      if text.utf8.count < CommentPost.mostBytes { return text }
    }
    return [CommentPost.marker, "## \(content.headline)", footer].joined(separator: "\n\n")
  }

  private func render(rows: Int) -> String {
    var parts = [CommentPost.marker, "## \(content.headline)"]
    if let changes = content.changes(limit: rows) { parts.append(changes) }
    if let remarks = content.remarks(limit: rows) { parts.append(remarks) }
    parts.append("### Executive summary\n\n" + content.summary)
    if let advice = content.recommendations { parts.append("### Recommendations\n\n" + advice) }
    if let unchanged = content.unchanged(limit: rows) {
      parts.append(folded("Stable, inconclusive and not comparable scripts", unchanged))
    }
    if let details = content.details { parts.append(folded("Detailed metrics", details)) }
    if let breakdown = content.breakdown(limit: rows) {
      parts.append(folded("Script breakdown", breakdown))
    }
    parts.append(footer)
    return parts.joined(separator: "\n\n")
  }

  private func folded(_ title: String, _ text: String) -> String {
    "<details>\n<summary>\(title)</summary>\n\n\(text)\n\n</details>"
  }

  private var footer: String {
    var links: [String] = []
    if let site = content.links.site {
      let page = PageAddress.absolute(PageAddress.comparison(base: base, head: head), site: site)
      links.append("[comparison](\(MarkdownText.destination(page)))")
      let start = PageAddress.absolute(PageAddress.index, site: site)
      links.append("[all results](\(MarkdownText.destination(start)))")
    }
    if let artifact = content.links.artifact {
      links.append("[site and fossils of this run](\(MarkdownText.destination(artifact)))")
    }
    let note =
      "Medians; Hodges–Lehmann effect with its 95 % interval; only equal host classes are compared."
    return
      "<sub>\(([note] + (links.isEmpty ? [] : [links.joined(separator: " · ")])).joined(separator: " "))</sub>"
  }
}
