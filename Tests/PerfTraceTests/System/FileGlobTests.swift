import PerfTestSupport
import Testing

@testable import PerfTrace

@Suite struct FileGlobTests {
  private func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for name in [
      "a.sh", "b.py", ".hidden.sh", "sub/c.sh", "sub/deep/d.sh", "sub/.h/e.sh", "[x].sh",
    ] {
      try folder.write("", to: name)
    }
    return folder
  }

  @Test(arguments: [
    ("*.sh", ["[x].sh", "a.sh"]), ("*", ["[x].sh", "a.sh", "b.py"]),
    ("**", []), ("**/*.sh", ["[x].sh", "a.sh", "sub/c.sh", "sub/deep/d.sh"]),
    ("sub/*.sh", ["sub/c.sh"]), ("sub/**/d.sh", ["sub/deep/d.sh"]),
    ("?.{sh,py}", ["a.sh", "b.py"]),
    ("[a-b].*", ["a.sh", "b.py"]), ("[!a].*", ["b.py"]), (".*", [".hidden.sh"]),
    ("\\[x\\].sh", ["[x].sh"]), ("./a.sh", ["a.sh"]), ("{a,sub/c}.sh", ["a.sh", "sub/c.sh"]),
    ("nothing", []), ("", []),
  ])
  func findsFiles(pattern: String, expected: [String]) throws {
    let folder = try folder()
    let found = FileGlob(pattern).files(in: Array(folder.path.utf8)).files
    #expect(found.map { String(decoding: $0, as: UTF8.self) } == expected)
  }

  @Test func tellsAFolderThatIsNotThere() {
    let matches = FileGlob("*").files(in: Array("/no/such".utf8))
    #expect(matches.files == [])
    #expect(matches.unreadable == [Array("/no/such".utf8)])
  }

  @Test(arguments: [
    ("aaab", "*a*b", true), ("abc", "a*d", false), ("", "*", true), ("a", "", false),
    ("[", "[", true), ("a-b", "a[-]b", true), ("]", "[]]", true),
  ])
  func matchesNames(name: String, pattern: String, expected: Bool) {
    #expect(FileGlob.matches(Array(name.utf8)[...], Array(pattern.utf8)[...]) == expected)
  }
}
