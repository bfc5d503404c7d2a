/// What a template may do with a name that its page declares.
indirect enum TemplateName: Sendable, Equatable {
  /// Text, escaped where it is inserted: `{{name}}`; also the condition of a section.
  case text
  /// HTML of the page writers, inserted as it is: `{{{name}}}`.
  case html
  /// Something that is there or not: `{{#name}}…{{/name}}` or `{{^name}}…{{/name}}`.
  case flag
  /// Several of something: a section whose content is written once for each, with these names.
  case list([String: TemplateName])
}

extension TemplateName {
  /// The names that every page frame is given; `Documentation/Templates.md` describes them.
  static let ofPage: [String: TemplateName] = [
    "site_title": .text,
    "title": .text,
    "description": .text,
    "root": .text,
    "path": .text,
    "base_url": .text,
    "repository_url": .text,
    "version": .text,
    "assets_version": .text,
    "is_index": .flag,
    "navigation": .list(["label": .text, "href": .text, "current": .flag]),
    "head": .html,
    "breadcrumbs": .html,
    "body": .html,
  ]
}
