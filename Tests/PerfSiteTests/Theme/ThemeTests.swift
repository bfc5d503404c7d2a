import PerfTestSupport
import PerfTrace
import Testing

@testable import PerfSite

@Suite struct ThemeTests {
  private func error(_ text: String, in file: String = "partials/footer.mustache") throws
    -> TemplateError
  {
    let folder = try TemporaryFolder()
    try folder.write(text, to: file)
    return try #require(throws: TemplateError.self) { _ = try Theme(overrides: folder.path) }
  }

  private func render(_ error: TemplateError) -> String {
    DiagnosisRenderer.render(error, program: "perfsite")
  }

  @Test func acceptsTheBuiltInTheme() throws {
    let theme = try Theme(overrides: nil)
    #expect(theme.assets.map(\.path).contains("assets/site.css"))
  }

  @Test func overridesFileByFile() throws {
    let folder = try TemporaryFolder()
    try folder.write("<footer>{{title}}</footer>", to: "partials/footer.mustache")
    let theme = try Theme(overrides: folder.path)
    let frame = theme.frame(section: nil, site: SiteIdentity(title: "S", version: "1"))
    let page = frame.page(
      PageHead(path: "a/b.html", title: "<T>", description: ""), body: Array("BODY".utf8))
    let text = String(decoding: page.bytes, as: UTF8.self)
    #expect(text.contains("<footer>&lt;T&gt;</footer>"))
    #expect(text.contains("BODY"))
    #expect(text.contains("href=\"../assets/site.css"))
    #expect(!text.contains("\u{E000}"))
  }

  @Test func namesAnUnknownNameWithItsPlaceAndASuggestion() throws {
    #expect(
      render(try error("<p>\n  {{site_titel}}</p>")) == """
        perfsite: error: partials/footer.mustache:2:3: unknown name "site_titel"
          hint: did you mean "site_title"?
        """)
  }

  @Test func refusesToInsertTextUnescaped() throws {
    #expect(
      render(try error("{{{title}}}")) == """
        perfsite: error: partials/footer.mustache:1:1: "title" cannot be used as HTML
          hint: write {{title}}
        """)
  }

  @Test func refusesToEscapeHTML() throws {
    #expect(try error("{{body}}").summary == "\"body\" cannot be used as text")
  }

  @Test func namesAnUnknownPartial() throws {
    let text = render(try error("{{> partials/heder}}", in: "frames/page.mustache"))
    #expect(
      text.hasPrefix(
        "perfsite: error: frames/page.mustache:1:1: unknown partial \"partials/heder\""))
    #expect(text.hasSuffix("hint: did you mean \"partials/header\"?"))
  }

  @Test func refusesAPartialThatIncludesItself() throws {
    #expect(
      try error("{{> partials/footer}}").summary == "partial \"partials/footer\" includes itself")
  }

  @Test(arguments: [
    ("{{#navigation}}", "section \"navigation\" has no end"),
    ("{{/navigation}}", "{{/navigation}} ends no section"),
    (
      "{{#navigation}}{{#current}}{{/navigation}}",
      "{{/navigation}} stands where {{/current}} is expected"
    ),
    ("{{title", "tag without \"}}\""), ("{{{body", "tag without \"}}}\""),
    ("{{=<% %>=}}", "the tag \"{{=<% %>=}}\" is not available in templates"),
    ("{{uppercased(title)}}", "the tag \"{{uppercased(title)}}\" is not available in templates"),
  ])
  func explainsASyntaxError(text: String, summary: String) throws {
    #expect(try error(text).summary == summary)
  }

  @Test func refusesAFileThatOverridesNothing() throws {
    #expect(
      render(try error("x", in: "partials/foter.mustache")) == """
        perfsite: error: "partials/foter.mustache" overrides no template
          hint: did you mean "partials/footer.mustache"?; `perfsite templates export` writes them all
        """)
  }

  @Test func saysThatAFolderIsMissing() throws {
    let error = try #require(throws: TemplateError.self) {
      _ = try Theme(overrides: "/nowhere/at/all")
    }
    #expect(error.summary == "cannot read \"/nowhere/at/all\"")
  }

  @Test func exportsWhatItLoads() throws {
    let folder = try TemporaryFolder()
    let written = try ThemeExport.write(to: folder.path("t"), replacing: false)
    #expect(written.sorted() == Theme.builtIn.map(\.path))
    #expect(try ThemeExport.write(to: folder.path("t"), replacing: false) == [])
    _ = try Theme(overrides: folder.path("t"))
    try folder.write("changed", to: "t/assets/site.css")
    #expect(throws: SiteError.changedTemplate(path: folder.path("t/assets/site.css"))) {
      try ThemeExport.write(to: folder.path("t"), replacing: false)
    }
  }
}
