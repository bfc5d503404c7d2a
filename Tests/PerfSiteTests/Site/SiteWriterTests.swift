import PerfTestSupport
import PerfTrace
import Testing

@testable import PerfSite

@Suite struct SiteWriterTests {
  private func write(_ files: [String: String], to folder: TemporaryFolder) throws
    -> SiteWriter.Summary
  {
    let writer = try SiteWriter(folder: folder.path("site"))
    try writer.claim(Array(files.keys))
    for (path, text) in files {
      try writer.write(RenderedFile(path: path, bytes: Array(text.utf8)), inputs: "i")
    }
    return try writer.finish()
  }

  @Test func writesOnlyWhatChanged() throws {
    let folder = try TemporaryFolder()
    #expect(try write(["a.html": "1", "b/c.html": "2"], to: folder).written == 2)
    let second = try write(["a.html": "1", "b/c.html": "3"], to: folder)
    #expect((second.written, second.unchanged, second.removed) == (1, 1, 0))
    #expect(String(decoding: try folder.read("site/b/c.html"), as: UTF8.self) == "3")
  }

  @Test func removesWhatIsNotMadeAgainWithItsEmptyFolders() throws {
    let folder = try TemporaryFolder()
    _ = try write(["a.html": "1", "b/c.html": "2", "d/e.html": "3"], to: folder)
    try folder.write("mine", to: "site/d/mine.txt")
    #expect(try write(["a.html": "1"], to: folder).removed == 2)
    #expect(!folder.exists("site/b"))
    #expect(folder.exists("site/d/mine.txt"))
  }

  @Test func countsNothingThatIsForTheProgramAlone() throws {
    let folder = try TemporaryFolder()
    let files = ["a.html": "1", ".perfsite/scripts/a": "22"]
    let first = try write(files, to: folder)
    #expect((first.files, first.bytes, first.written) == (1, 1, 1))
    #expect(try write(files, to: folder).unchanged == 1)
    #expect(try write(["a.html": "1"], to: folder).removed == 0)
    #expect(!folder.exists("site/.perfsite/scripts"))
  }

  @Test func refusesAFolderThatHoldsOtherThings() throws {
    let folder = try TemporaryFolder()
    try folder.write("mine", to: "site/Package.swift")
    let error = SiteError.foreignFolder(path: folder.path("site"))
    #expect(throws: error) { try write(["index.html": "1"], to: folder) }
    #expect(!folder.exists("site/.perfsite"))
    #expect(error.summary == "will not build into \"\(folder.path("site"))\"")
    #expect(error.reason == "it is not empty, and no build of a site made it")
    #expect(error.hint == "choose a new or an empty folder with --output")
  }

  @Test func leavesNothingWhereNothingWasBuilt() throws {
    let folder = try TemporaryFolder()
    try SiteWriter(folder: folder.path("site")).abandon()
    #expect(!folder.exists("site"))

    try FileSystem.makeFolder(folder.path("empty"))
    try SiteWriter(folder: folder.path("empty")).abandon()
    #expect(folder.exists("empty"))
    #expect(!folder.exists("empty/.perfsite"))

    _ = try write(["a.html": "1"], to: folder)
    try SiteWriter(folder: folder.path("site")).abandon()
    #expect(folder.exists("site/a.html"))
    #expect(try write(["a.html": "1"], to: folder).unchanged == 1)
  }

  @Test func refusesToReplaceAFileThatItDidNotMake() throws {
    let folder = try TemporaryFolder()
    _ = try write(["a.html": "1"], to: folder)
    try folder.write("mine", to: "site/index.html")
    let error = SiteError.foreignFile(path: folder.path("site/index.html"))
    #expect(throws: error) { try write(["index.html": "1"], to: folder) }
    #expect(String(decoding: try folder.read("site/index.html"), as: UTF8.self) == "mine")
    #expect(error.summary == "will not replace \"\(folder.path("site/index.html"))\"")
    #expect(error.reason == "no build of this site made it")
    #expect(error.hint == "move it away, or choose another folder with --output")
  }

  @Test func knowsItsOwnFilesAfterACrash() throws {
    let folder = try TemporaryFolder()
    do {
      // A build that ends before it is finished, with a half-written file left behind.
      let writer = try SiteWriter(folder: folder.path("site"))
      try writer.claim(["a.html", "b.html"])
      try writer.write(RenderedFile(path: "a.html", bytes: [1]), inputs: "i")
    }
    try folder.write("half", to: "site/.perfsite/new-7")
    #expect(try write(["a.html": "1", "b.html": "2"], to: folder).files == 2)
    #expect(!folder.exists("site/.perfsite/new-7"))
  }

  @Test func letsOneBuildIntoAFolderAtATime() throws {
    let folder = try TemporaryFolder()
    let writer = try SiteWriter(folder: folder.path("site"))
    #expect(throws: SiteError.busy(folder: folder.path("site"))) {
      _ = try SiteWriter(folder: folder.path("site"))
    }
    _ = try writer.finish()
  }

  @Test func makesAFileAgainThatSomebodyTookAway() throws {
    let folder = try TemporaryFolder()
    let writer = try SiteWriter(folder: folder.path("site"))
    try writer.write(
      RenderedFile(path: "a.html", bytes: [1, 2]), inputs: String(repeating: "0", count: 32))
    _ = try writer.finish()
    #expect(!writer.isCurrent(["a.html"], inputs: "x"))
  }
}

@Suite struct ManifestTests {
  @Test func readsWhatItWrites() {
    var manifest = Manifest()
    manifest.entries["a/b.html"] = .init(inputs: String(repeating: "f", count: 32), size: 12)
    manifest.entries["c.html"] = .init(inputs: nil, size: 0)
    #expect(Manifest(text: manifest.text) == manifest)
  }

  @Test(arguments: ["/etc/passwd", "../x", "a/../../x", "a//b", ""])
  func ignoresPathsThatLeaveTheSite(path: String) {
    let text = "perfsite manifest 1\n-\t3\t\(path)\n"
    #expect(Manifest(text: Array(text.utf8)).entries.isEmpty)
  }

  @Test(arguments: ["", "something else\n-\t1\ta\n", "perfsite manifest 1\nbroken\n\u{0}\u{0}"])
  func takesADamagedManifestForAnEmptyOne(text: String) {
    #expect(Manifest(text: Array(text.utf8)).entries.isEmpty)
  }
}
