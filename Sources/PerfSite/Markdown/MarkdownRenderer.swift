internal import CCMarkGFM
internal import Synchronization

/// Markdown as GitHub understands it (tables, autolinks, strikethrough, task lists, tag filter) as safe HTML.
package enum MarkdownRenderer {
  /// Safe mode is cmark's default; `CMARK_OPT_UNSAFE` is never among these.
  static let options = CMARK_OPT_DEFAULT | CMARK_OPT_VALIDATE_UTF8

  private static let extensionNames = [
    "table", "autolink", "strikethrough", "tasklist", "tagfilter",
  ]

  private static let registration: Void = cmark_gfm_core_extensions_ensure_registered()

  /// The library's parser keeps a table of special characters for the whole process: two threads that parse
  /// at the same time silently get wrong output.
  private static let parsing = Mutex(())

  /// Renders a document; headings get anchors, and pictures of other hosts become links. `links` tell where relative
  /// addresses lead; without them they stay as they are.
  static func render(_ markdown: String, links: DocumentLinks? = nil) -> MarkdownDocument {
    MarkdownDocument(html: parsing.withLock { _ in parseAndRender(markdown, links) })
  }

  private static func parseAndRender(_ markdown: String, _ links: DocumentLinks?) -> String {
    _ = registration
    guard let parser = unsafe cmark_parser_new(options) else { return "" }
    defer { unsafe cmark_parser_free(parser) }
    for name in extensionNames {
      guard let syntax = unsafe cmark_find_syntax_extension(name) else { continue }
      unsafe cmark_parser_attach_syntax_extension(parser, syntax)
    }
    var text = markdown
    text.withUTF8 { bytes in
      unsafe bytes.withMemoryRebound(to: CChar.self) { characters in
        unsafe cmark_parser_feed(parser, characters.baseAddress, characters.count)
      }
    }
    guard let root = unsafe cmark_parser_finish(parser) else { return "" }
    let tree = unsafe MarkdownTree(owning: root)
    if let links { tree.resolveAddresses(links.resolved) }
    tree.linkForeignImages()
    return unsafe tree.html(extensions: cmark_parser_get_syntax_extensions(parser))
  }
}
