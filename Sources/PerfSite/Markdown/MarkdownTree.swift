internal import CCMarkGFM

/// The sole owner of a parsed Markdown document, whose nodes end with it.
@safe struct MarkdownTree: ~Copyable {
  private let root: OpaquePointer

  /// Takes over a node tree that nothing else owns or frees.
  init(owning root: OpaquePointer) {
    unsafe self.root = root
  }

  deinit {
    unsafe cmark_node_free(root)
  }

  /// Turns pictures of other hosts into links to them, so that opening a page asks no other host for anything.
  func linkForeignImages() {
    guard let iterator = unsafe cmark_iter_new(root) else { return }
    defer { unsafe cmark_iter_free(iterator) }
    var images: [OpaquePointer] = unsafe []
    while unsafe cmark_iter_next(iterator) != CMARK_EVENT_DONE {
      guard unsafe cmark_iter_get_event_type(iterator) == CMARK_EVENT_ENTER,
        let node = unsafe cmark_iter_get_node(iterator),
        unsafe cmark_node_get_type(node) == CMARK_NODE_IMAGE,
        let address = unsafe cmark_node_get_url(node),
        Self.isForeign(unsafe String(cString: address))
      else { continue }
      unsafe images.append(node)
    }
    while let image = unsafe images.popLast() { unsafe replaceByLink(image) }
  }

  /// Gives links and pictures with relative addresses the ones that `resolved` tells; what leads nowhere keeps its words only.
  func resolveAddresses(_ resolved: (String) -> String?) {
    guard let iterator = unsafe cmark_iter_new(root) else { return }
    defer { unsafe cmark_iter_free(iterator) }
    var dead: [OpaquePointer] = unsafe []
    while unsafe cmark_iter_next(iterator) != CMARK_EVENT_DONE {
      guard unsafe cmark_iter_get_event_type(iterator) == CMARK_EVENT_ENTER,
        let node = unsafe cmark_iter_get_node(iterator),
        unsafe [CMARK_NODE_LINK, CMARK_NODE_IMAGE].contains(cmark_node_get_type(node)),
        let address = unsafe cmark_node_get_url(node)
      else { continue }
      if let resolved = resolved(unsafe String(cString: address)) {
        unsafe cmark_node_set_url(node, resolved)
      } else {
        unsafe dead.append(node)
      }
    }
    // Inner ones first: a picture may stand in a link.
    while let node = unsafe dead.popLast() {
      while let child = unsafe cmark_node_first_child(node) {
        unsafe cmark_node_insert_before(node, child)
      }
      unsafe cmark_node_free(node)
    }
  }

  /// HTML without raw HTML and without links of dangerous schemes, as cmark's safe mode writes it.
  ///
  /// `extensions` is the list of the parser that made the tree, which must still exist.
  func html(extensions: UnsafeMutablePointer<cmark_llist>?) -> String {
    guard let text = unsafe cmark_render_html(root, MarkdownRenderer.options, extensions) else {
      return ""
    }
    defer { unsafe cmark_get_default_mem_allocator().pointee.free(text) }
    return unsafe String(cString: text)
  }

  /// Whether an address leads off the site: it has a scheme or an authority.
  static func isForeign(_ address: String) -> Bool {
    if address.hasPrefix("//") || address.hasPrefix("\\") { return true }
    let head = address.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    return head.contains(":")
  }

  private func replaceByLink(_ image: OpaquePointer) {
    guard let link = unsafe cmark_node_new(CMARK_NODE_LINK) else { return }
    unsafe cmark_node_set_url(link, cmark_node_get_url(image))
    unsafe cmark_node_set_title(link, cmark_node_get_title(image))
    if unsafe cmark_node_first_child(image) == nil,
      let text = unsafe cmark_node_new(CMARK_NODE_TEXT)
    {
      unsafe cmark_node_set_literal(text, cmark_node_get_url(image))
      unsafe cmark_node_append_child(link, text)
    }
    while let child = unsafe cmark_node_first_child(image) {
      unsafe cmark_node_append_child(link, child)
    }
    unsafe cmark_node_replace(image, link)
    unsafe cmark_node_free(image)
  }
}
