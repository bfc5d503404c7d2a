internal import Mustache
internal import PerfTrace

/// Templates and assets: the built-in ones, each overridden by the file of the same name in a folder of the user's.
package struct Theme: Sendable {
  /// Texts by path below the theme's folder, in order of path.
  package let files: [(path: String, text: String)]
  private let library: MustacheLibrary
  /// Digest of all files: pages made from other templates are made again.
  let digest: Digest

  private static let templateExtension = ".mustache"
  private static let frame = "frames/page"

  /// The files that the program was built with.
  package static var builtIn: [(path: String, text: String)] {
    embeddedTemplates.map { ($0.name.description, $0.text.description) }
      .sorted { $0.path < $1.path }
  }

  /// Loads and checks the theme.
  ///
  /// `folder` holds files that override built-in ones; `nil` for none. Every name that a template uses must be one that
  /// pages declare, and every file of the folder one that the built-in theme has.
  package init(overrides folder: String?) throws(TemplateError) {
    var texts: [String: String] = [:]
    for (path, text) in Self.builtIn { texts[path] = text }
    let known = Array(texts.keys)
    if let folder {
      for (path, text) in try ThemeFolder.read(folder) {
        guard texts[path] != nil else {
          throw .unknownFile(path: path, folder: folder, known: known)
        }
        texts[path] = text
      }
    }
    files = texts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }

    var templates: [String: [TemplateTag]] = [:]
    for (path, text) in files where path.hasSuffix(Self.templateExtension) {
      templates[Self.name(of: path)] = try TemplateTag.scan(text, file: path)
    }
    let checker = TemplateChecker(templates: templates)
    for name in templates.keys.sorted() where name.hasPrefix("frames/") {
      try checker.check(name, names: TemplateName.ofPage)
    }

    var library = MustacheLibrary()
    for (path, text) in files where path.hasSuffix(Self.templateExtension) {
      do {
        try library.register(text, named: Self.name(of: path))
      } catch let error as MustacheTemplate.ParserError {
        throw .syntax(
          problem: "the template makes no sense",
          location: SourceLocation(
            file: path, line: error.context.lineNumber, column: error.context.columnNumber))
      } catch {
        throw .syntax(problem: "\(error)", location: SourceLocation(file: path))
      }
    }
    self.library = library

    var digest = Digest()
    for (path, text) in files {
      digest.combine(path)
      digest.combine(text)
    }
    self.digest = digest
  }

  /// Style sheets, scripts and pictures as they go into the site.
  var assets: [RenderedFile] {
    files.filter { $0.path.hasPrefix("assets/") }
      .map { RenderedFile(path: $0.path, bytes: Array($0.text.utf8)) }
  }

  /// The frame of all pages of a section, with everything filled in that they have in common.
  func frame(section: SiteSection?, site: SiteIdentity) -> PageFrame {
    let assetsVersion = String(digest.text.prefix(8))
    var context: [String: Any] = [
      "site_title": site.title,
      "version": site.version,
      "assets_version": assetsVersion,
      "is_index": section == .overview,
      "navigation": SiteSection.allCases.map { entry -> [String: Any] in
        [
          "label": entry.label, "href": entry.path,
          "current": entry == section,
        ]
      },
    ]
    if let address = site.baseURL { context["base_url"] = address }
    if let address = site.repositoryURL { context["repository_url"] = address }
    for slot in PageFrame.Slot.allCases { context[slot.rawValue] = slot.placeholder }
    return PageFrame(
      rendered: library.render(context, withTemplate: Self.frame) ?? "",
      assetsVersion: assetsVersion)
  }

  private static func name(of path: String) -> String {
    String(path.dropLast(templateExtension.count))
  }
}
