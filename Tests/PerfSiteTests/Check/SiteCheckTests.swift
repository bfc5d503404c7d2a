import PerfSite
import PerfTestSupport
import Testing

@Suite struct SiteCheckTests {
  private func findings(_ files: [String: String]) throws -> [String] {
    let folder = try TemporaryFolder()
    let files = ["index.html": "", "data/index.json": "{}"].merging(files) { $1 }
    for (path, text) in files { try folder.write(text, to: "site/" + path) }
    return try SiteCheck(folder: folder.path("site")).findings.map(\.words)
  }

  @Test func acceptsWhatLeadsSomewhere() throws {
    #expect(
      try findings([
        "index.html":
          "<a href='a/b%20c.html?x#top'>x</a><a href=\"#here\" id=here>y</a><a href=https://x.org>z</a>",
        "a/b c.html": "<h1 id=\"top\">T</h1><a href=\"../index.html#base=1\">up</a>",
      ]) == [])
  }

  @Test(arguments: [
    ("<a href=\"b.html\">x</a>", "index.html: \"b.html\" leads nowhere"),
    ("<a href=\"../x.html\">x</a>", "index.html: \"../x.html\" leads nowhere"),
    ("<a href=\"/index.html\">x</a>", "index.html: \"/index.html\" leads nowhere"),
    ("<a href=\"#gone\">x</a>", "index.html: \"#gone\" leads to a page without such a place"),
    ("<a href=\"a/\">x</a>", "index.html: \"a/\" leads to a folder, which file:// does not open"),
    (
      "<script src=\"https://cdn.example.com/x.js\"></script>",
      "index.html: loads \"https://cdn.example.com/x.js\" from another host"
    ),
    (
      "<img src=//example.com/x.png>", "index.html: loads \"//example.com/x.png\" from another host"
    ),
  ])
  func tellsWhatIsWrong(html: String, words: String) throws {
    #expect(try findings(["index.html": html, "a/index.html": ""]) == [words])
  }

  @Test(arguments: ["https://example.org/perf", "https://example.org/perf/"])
  func takesAddressesBelowTheBaseForTheSitesOwn(base: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      <img id=top src="https://example.org/perf/a.svg"><a href="https://example.org/perf/gone.html">x</a>\
      <a href="https://example.org/perfect/other.html">y</a><a href="https://example.org/perf/#top">z</a>\
      <a href="https://example.org/perf/a/#top">z</a><a href="https://example.org/perf/#gone">z</a><img src="https://example.org/b.svg">
      """, to: "site/index.html")
    try folder.write("", to: "site/a.svg")
    try folder.write("{}", to: "site/data/index.json")
    try folder.write("<h1 id=top>T</h1>", to: "site/a/index.html")
    #expect(
      try SiteCheck(folder: folder.path("site"), baseURL: base).findings.map(\.words) == [
        "index.html: \"https://example.org/perf/#gone\" leads to a page without such a place",
        "index.html: \"https://example.org/perf/gone.html\" leads nowhere",
        "index.html: loads \"https://example.org/b.svg\" from another host",
      ])
    // Without the base, all of it is another host's.
    #expect(
      try SiteCheck(folder: folder.path("site")).findings.map(\.words) == [
        "index.html: loads \"https://example.org/b.svg\" from another host",
        "index.html: loads \"https://example.org/perf/a.svg\" from another host",
      ])
  }

  @Test func looksIntoNoCommentAndNoScript() throws {
    #expect(
      try findings([
        "index.html": "<!-- <a href=x> --><script type=application/json>\"<a href=y>\"</script>"
      ]) == [])
  }

  @Test func tellsNamesThatClash() throws {
    #expect(
      try findings(["a/Build.html": "", "a/build.html": ""]) == [
        "a/build.html: the same name as \"a/Build.html\" where case makes no difference"
      ])
  }

  @Test func findsThatAFolderHoldsNoSite() throws {
    let folder = try TemporaryFolder()
    try folder.write("", to: "site/.perfsite/lock")
    #expect(
      try SiteCheck(folder: folder.path("site")).findings.map(\.words) == [
        "the site: there is no file in it; `perfsite build` makes one"
      ])
  }

  @Test(arguments: [
    (["readme.txt"], "index.html"), (["index.html", "about.html"], "data/index.json"),
    (["data/index.json"], "index.html"),
  ])
  func refusesAFolderThatIsNoSite(files: [String], lacking: String) throws {
    let folder = try TemporaryFolder()
    for path in files { try folder.write("", to: "other/" + path) }
    let outcome = try BuiltProgram("perfsite").run(["check", "other"], in: folder.path)
    #expect(outcome.status == 1)
    #expect(outcome.output == "")
    #expect(
      outcome.errorOutput == """
        perfsite: error: "other" is no site: it lacks "\(lacking)", which every build writes
          hint: name the folder that `perfsite build --output` wrote to

        """)
  }

  @Test func saysThatThereIsNoSuchFolder() {
    #expect(
      throws: SiteError.failed(operation: "read", path: "/nowhere/at/all", reason: "no such folder")
    ) { _ = try SiteCheck(folder: "/nowhere/at/all") }
  }
}
