import PerfTrace
import Testing

@Suite struct SlugTests {
  @Test(arguments: ["build", "a-b_c.d", "2fast", "llm-chat-context"])
  func keepsASafeName(name: String) {
    #expect(Slug.of(name) == name)
  }

  @Test(arguments: [
    "../../etc/passwd", "..", ".", "", "CON", "con.txt", "aux", "a/b", "a\\b", "<script>", "Build",
    "ends.", "é", "e\u{301}", "a\u{0}b", "%2e%2e", "index", String(repeating: "long", count: 1024),
  ])
  func tellsAnyOtherNameApartByADigest(name: String) {
    let slug = Slug.of(name)
    #expect(slug.contains("~"))
    #expect(slug.utf8.count <= 67)
    #expect(
      slug.utf8.allSatisfy { byte in
        (97...122).contains(byte) || (48...57).contains(byte) || byte == 45 || byte == 126
      })
  }

  @Test func isUniqueByCaseAndUnicodeForm() {
    let names = ["Build", "BUILD", "build", "é", "e\u{301}"]
    #expect(Set(names.map { Slug.of($0).lowercased() }).count == names.count)
  }

  // printf Build | sha256sum, its first 90 bits by 5 in Crockford's alphabet in lower case.
  @Test func staysTheSameForEver() {
    #expect(Slug.of("Build") == "build~qq959djvnb0pkxnca3")
  }
}
