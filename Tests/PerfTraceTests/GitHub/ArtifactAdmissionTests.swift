import Testing

@testable import PerfTrace

private let sha = String(repeating: "ab", count: 20)

private func makeAdmission() throws -> ArtifactAdmission {
  let event = """
    {"workflow_run":{"id":7,"head_sha":"\(sha)","head_branch":"$(touch pwned)",
    "head_repository":{"owner":{"login":"mallory"}},"created_at":"2026-01-02T10:00:00Z",
    "updated_at":"2026-01-02T10:20:00Z","html_url":"https://github.example/r/1"}}
    """
  var git = GitRecord()
  git.subject = "The true subject"
  return ArtifactAdmission(
    claim: .init(
      pullRequest: 12, run: try TrackingRun(event: JSONValue.parse(Array(event.utf8))), git: git))
}

private func makeFossil(_ change: (inout Fossil) -> Void = { _ in }) throws -> Fossil {
  var fossil = Fossil(
    id: FossilID(high: 1, low: 2), script: "build",
    timestamp: try #require(Timestamp(iso8601: "2026-01-02T10:10:00Z")))
  fossil.gitSHA = sha
  fossil.gitBranch = "main"
  fossil.executionTime = 1.5
  change(&fossil)
  return fossil
}

private func lines(_ fossils: [Fossil]) -> [UInt8] {
  var bytes: [UInt8] = []
  for fossil in fossils { fossil.appendLine(to: &bytes) }
  return bytes
}

@Suite struct ArtifactAdmissionTests {
  @Test func takesMeasurementsFromTheArtifactAndTheRestFromGitHub() throws {
    let fossil = try makeFossil {
      var git = GitRecord()
      git.subject = "A lie"
      git.parents = [String(repeating: "c", count: 40)]
      $0.git = git
      $0.unknown["extra"] = .bool(true)
    }
    let admitted = try #require(try makeAdmission().admit(lines: lines([fossil])).first)
    #expect(admitted.gitBranch == "pull/12")
    #expect(admitted.git?.subject == "The true subject")
    #expect(admitted.git?.parents == [])
    #expect(admitted.ci?.pullRequest == 12)
    #expect(admitted.unknown.isEmpty)
    #expect(admitted.executionTime == 1.5)
    #expect(admitted.id != fossil.id)
  }

  @Test func givesTheSameIdentityToTheSameFossil() throws {
    let admission = try makeAdmission()
    let bytes = lines([try makeFossil()])
    #expect(try admission.admit(lines: bytes) == admission.admit(lines: bytes + bytes))
  }

  @Test func refusesAnotherCommit() throws {
    let fossil = try makeFossil { $0.gitSHA = String(repeating: "c", count: 40) }
    #expect(throws: AdmissionError.otherCommit(line: 1, expected: sha)) {
      try makeAdmission().admit(lines: lines([fossil]))
    }
  }

  @Test(arguments: ["2026-01-02T08:59:59Z", "2026-01-02T11:20:01Z"])
  func refusesATimeOutsideOfTheRun(time: String) throws {
    let timestamp = try #require(Timestamp(iso8601: time))
    let fossil = try makeFossil { $0.timestamp = timestamp }
    #expect(throws: AdmissionError.otherTime(line: 1, time: timestamp)) {
      try makeAdmission().admit(lines: lines([fossil]))
    }
  }

  @Test func refusesTheWholeForOneDamagedLine() throws {
    let bytes = lines([try makeFossil()]) + Array("{\"schema\":1\n".utf8)
    #expect {
      try makeAdmission().admit(lines: bytes)
    } throws: { error in
      if case .damaged(line: 2, _) = error as? AdmissionError { true } else { false }
    }
  }

  @Test func refusesTooManyScripts() throws {
    let fossils = try (0...500).map { index in try makeFossil { $0.script = "s\(index)" } }
    #expect(throws: AdmissionError.tooMany(500, of: "scripts")) {
      try makeAdmission().admit(lines: lines(fossils))
    }
  }

  @Test func refusesWhatHoldsNothing() throws {
    #expect(throws: AdmissionError.empty) { try makeAdmission().admit(lines: []) }
  }

  @Test func saysWhatIsWrong() {
    #expect(
      DiagnosisRenderer.render(
        AdmissionError.otherCommit(line: 3, expected: sha), program: "perftrace")
          == """
          perftrace: error: the artifact is refused: the fossil on line 3 is not of the measured commit abababababab
            hint: nothing of it was used; the pull request's own code may have written it
          """)
  }
}

@Suite struct TrackingRunTests {
  @Test func namesTheMissingField() throws {
    let event = try JSONValue.parse(Array(#"{"workflow_run":{"id":1}}"#.utf8))
    #expect {
      try TrackingRun(event: event)
    } throws: { error in
      (error as? TrackingRunError)?.summary == "the event does not tell \"head_sha\""
    }
  }

  @Test func encodesTextForAQuery() {
    #expect(GitHubAPI.queryValue("me:a b&c=$(x)/ü") == "me%3Aa%20b%26c%3D%24%28x%29%2F%C3%BC")
  }
}
