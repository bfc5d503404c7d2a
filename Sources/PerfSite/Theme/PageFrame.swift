internal import PerfCharts

/// A page's surroundings, rendered once: what is left to do for each page is to copy bytes.
struct PageFrame: Sendable {
  /// What differs from page to page.
  enum Slot: String, CaseIterable, Sendable {
    case title
    case description
    case root
    case path
    case head
    case breadcrumbs
    case body

    /// Stands for the slot in the rendered frame; private characters, which no escaping touches.
    var placeholder: String { "\u{E000}\(rawValue)\u{E001}" }
  }

  private enum Part: Sendable {
    case literal([UInt8])
    case slot(Slot)
  }

  private let parts: [Part]

  private let assetsVersion: String

  /// `assetsVersion` is what addresses of assets end in, so that a browser asks anew for those that changed.
  init(rendered text: String, assetsVersion: String) {
    self.assetsVersion = assetsVersion
    var parts: [Part] = []
    for piece in text.split(separator: "\u{E000}", omittingEmptySubsequences: false) {
      let halves = piece.split(
        separator: "\u{E001}", maxSplits: 1, omittingEmptySubsequences: false)
      if halves.count == 2, let slot = Slot(rawValue: String(halves[0])) {
        parts.append(.slot(slot))
        parts.append(.literal(Array(halves[1].utf8)))
      } else {
        parts.append(.literal(Array(piece.utf8)))
      }
    }
    self.parts = parts
  }

  /// Bytes of a page in this frame.
  func page(_ head: PageHead, body: [UInt8]) -> RenderedFile {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(body.count + 6000)
    for part in parts {
      switch part {
      case .literal(let text): bytes += text
      case .slot(.title): bytes.append(escaping: head.title)
      case .slot(.description): bytes.append(escaping: head.description)
      case .slot(.root): bytes.append(escaping: head.root)
      case .slot(.path): bytes.append(escaping: head.path)
      case .slot(.head): head.writeScripts(assetsVersion: assetsVersion, to: &bytes)
      case .slot(.breadcrumbs): head.writeBreadcrumbs(to: &bytes)
      case .slot(.body): bytes += body
      }
    }
    return RenderedFile(path: head.path, bytes: bytes)
  }
}
