import PerfTrace
import Testing

@Suite struct GlobTests {
  @Test(arguments: [
    ("*", "", true), ("", "", true), ("", "a", false), ("a*c", "abc", true), ("a*c", "ac", true),
    ("a*c", "acb", false), ("a?c", "abc", true), ("a?c", "ac", false), ("*a*b*", "xxaxxbxx", true),
    ("*/x", "a/b/x", true), ("a.b", "axb", false), ("[a]", "[a]", true), ("?", "é", true),
  ])
  func matchesWholeNames(pattern: String, name: String, matches: Bool) {
    #expect(Glob(pattern).matches(name) == matches)
  }

  @Test func isNotSlowOnManyStars() {
    let pattern = String(repeating: "*a", count: 40) + "b"
    #expect(!Glob(pattern).matches(String(repeating: "a", count: 400)))
  }

  @Test(arguments: [
    ("regresion", "regression"), ("max-tme", "max-time"), ("mian", "main"), ("x", nil),
    ("zzz", nil),
  ])
  func suggestsTheNearestName(name: String, nearest: String?) {
    let known = ["max-time", "regression", "main", "y"]
    #expect(NameSuggestion.nearest(to: name, among: known) == nearest)
  }
}
