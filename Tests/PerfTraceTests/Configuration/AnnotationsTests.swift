import PerfTrace
import Testing

@Suite struct AnnotationsTests {
  @Test func readsBackWhatItWrites() throws {
    var annotations = Annotations()
    annotations.accepted = [
      .init(
        script: Glob("llm-*"), metric: Glob("execution_time"), commit: "5125428c0ffee",
        reason: "a \"quoted\" reason:\n- with # signs, \u{1} and \u{2028}"),
      .init(script: Glob("x: {y}"), commit: "0123456789", reason: ""),
    ]
    annotations.excluded = [.init(fossil: FossilID(high: 1, low: 2), reason: "swapped")]
    let (again, errors) = Annotations.read(annotations.yaml, file: "a.yml")
    #expect(errors == [])
    #expect(again == annotations)
    #expect(Annotations.read(Annotations().yaml, file: "a.yml").annotations == Annotations())
  }

  @Test(arguments: [
    (
      "accepted:\n  - {script: a, commit: main, reason: b}\n",
      "perftrace: error: a.yml:2:5: \"main\" is no value for \"accepted.commit\": no hash\n  hint: write at least seven hexadecimal digits"
    ),
    (
      "excluded:\n  - {fossil: 12, reason: b}\n",
      "perftrace: error: a.yml:2:5: \"12\" is no value for \"excluded.fossil\": no identity\n  hint: write a fossil's \"id\""
    ),
    ("accepted: [{script: a}]\n", "perftrace: error: a.yml:1:12: \"accepted\" lacks \"commit\""),
  ])
  func tellsFaultsWithTheirPlace(text: String, message: String) {
    let errors = Annotations.read(text, file: "a.yml").errors
    #expect(errors.first.map { DiagnosisRenderer.render($0, program: "perftrace") } == message)
  }
}
