internal import PerfTrace

/// Proves that every name a template uses is one that its page declares, used as what it is.
///
/// The Mustache library renders unknown names and missing partials as nothing; here they are errors.
struct TemplateChecker {
  /// Tags of each template by its name without extension: "partials/header".
  let templates: [String: [TemplateTag]]

  /// Checks a frame and the partials that it includes.
  func check(_ frame: String, names: [String: TemplateName]) throws(TemplateError) {
    try check(frame, scopes: [names], including: [frame])
  }

  private func check(
    _ template: String, scopes outer: [[String: TemplateName]], including: [String]
  ) throws(TemplateError) {
    var scopes = outer
    var open: [TemplateTag] = []
    for tag in templates[template] ?? [] {
      switch tag.kind {
      case .variable:
        switch try find(tag, in: scopes) {
        case .text: break
        case .html:
          throw wrongUse(tag, "text", instead: "{{{\(tag.name)}}}, it is HTML of the page")
        case .flag, .list:
          throw wrongUse(tag, "text", instead: "{{#\(tag.name)}}…{{/\(tag.name)}}")
        }
      case .unescaped:
        guard case .html = try find(tag, in: scopes) else {
          throw wrongUse(tag, "HTML", instead: "{{\(tag.name)}}")
        }
      case .section, .inverted:
        var inner = scopes[scopes.count - 1]
        if case .list(let names) = try find(tag, in: scopes), tag.kind == .section { inner = names }
        scopes.append(inner)
        open.append(tag)
      case .end:
        guard let section = open.popLast() else {
          throw .syntax(
            problem: "{{/\(tag.name)}} ends no section", location: tag.location)
        }
        guard section.name == tag.name else {
          throw .syntax(
            problem: "{{/\(tag.name)}} stands where {{/\(section.name)}} is expected",
            location: tag.location)
        }
        scopes.removeLast()
      case .partial:
        guard templates[tag.name] != nil else {
          let known = templates.keys.filter { $0.hasPrefix("partials/") }
          throw .unknownPartial(name: tag.name, location: tag.location, known: known)
        }
        guard !including.contains(tag.name) else {
          throw .endlessPartial(name: tag.name, location: tag.location)
        }
        try check(tag.name, scopes: scopes, including: including + [tag.name])
      }
    }
    if let section = open.last {
      throw .syntax(problem: "section \"\(section.name)\" has no end", location: section.location)
    }
  }

  private func find(
    _ tag: TemplateTag, in scopes: [[String: TemplateName]]
  ) throws(TemplateError) -> TemplateName {
    for scope in scopes.reversed() {
      if let name = scope[tag.name] { return name }
    }
    let known = Set(scopes.flatMap(\.keys))
    throw .unknownName(name: tag.name, location: tag.location, known: Array(known))
  }

  private func wrongUse(_ tag: TemplateTag, _ use: String, instead: String) -> TemplateError {
    .wrongUse(name: tag.name, use: use, location: tag.location, instead: instead)
  }
}
