#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// Fossils of a pull request's artifact, checked strictly and labelled anew.
///
/// Code of the pull request ran before the artifact was uploaded, so anything may stand in it. What is taken from it are
/// measurements and names; commit, branch, identity and time's bounds come from `claim`. See `Documentation/Security.md`.
package struct ArtifactAdmission: Sendable {
  /// What is known from GitHub itself.
  package struct Claim: Sendable {
    package var pullRequest: Int
    package var run: TrackingRun
    package var git: GitRecord

    package init(pullRequest: Int, run: TrackingRun, git: GitRecord) {
      self.pullRequest = pullRequest
      self.run = run
      self.git = git
    }
  }

  /// Most bytes of fossils, of the packed artifact, of one line.
  package static let mostBytes = 64 << 20
  package static let mostLineBytes = 64 << 10
  package static let mostFossils = 20_000
  package static let mostScripts = 500
  /// Milliseconds by which clocks may differ from GitHub's.
  package static let clockTolerance: Int64 = 3_600_000

  package var claim: Claim

  package init(claim: Claim) {
    self.claim = claim
  }

  /// The branch that admitted fossils belong to, whatever they say.
  package static func branch(ofPullRequest number: Int) -> String { "pull/\(number)" }

  /// Downloads a run's artifact and admits its fossils; the artifact is never unpacked onto the disk.
  ///
  /// - Throws: `AdmissionError` if there is no such artifact or anything in it is not as it must be; `GitHubError`.
  package func admit(artifact name: String, by api: GitHubAPI) async throws -> [Fossil] {
    let found = try await api.get(
      "actions/runs/\(claim.run.id)/artifacts?name=\(GitHubAPI.queryValue(name))")
    let artifact = (found["artifacts"]?.elements ?? []).first {
      $0["name"]?.text == name && $0["expired"]?.boolean == false
    }
    guard let artifact, let id = artifact["id"]?.integer else {
      throw AdmissionError.missing(artifact: name)
    }
    guard let size = artifact["size_in_bytes"]?.integer, size <= Self.mostBytes else {
      throw AdmissionError.tooLarge
    }
    let archive = try await api.request(
      "GET", "actions/artifacts/\(id)/zip", limit: Self.mostBytes + (1 << 16)
    ).body
    return try admit(lines: try await Self.unpack(archive))
  }

  /// The content of all members `fossils/….jsonl`, one after the other.
  static func unpack(_ archive: [UInt8]) async throws -> [UInt8] {
    let file = FileManager.default.temporaryDirectory
      .appending(path: "perftrace-\(FossilID.recorded()).zip")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(archive).write(to: file)
    let result: HelperProgram.Result
    do {
      result = try await HelperProgram.run(
        "unzip", ["-p", file.path, "fossils/*.jsonl"], outputLimit: mostBytes,
        timeout: .seconds(120))
    } catch {
      throw AdmissionError.unreadable(cause: error.cause)
    }
    guard result.succeeded else { throw AdmissionError.unreadable(cause: result.complaint) }
    return result.output
  }

  /// Checks lines of fossils and labels them anew; one that is not as it must be refuses them all.
  package func admit(lines bytes: [UInt8]) throws(AdmissionError) -> [Fossil] {
    var fossils: [Fossil] = []
    var identities: Set<FossilID> = []
    var scripts: Set<String> = []
    var number = 0
    for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      number += 1
      if line.isEmpty { continue }
      guard line.count <= Self.mostLineBytes else {
        throw .damaged(line: number, cause: "\(line.count) bytes are more than a fossil has")
      }
      guard fossils.count < Self.mostFossils else {
        throw .tooMany(Self.mostFossils, of: "fossils")
      }
      let fossil = try admit(line: Array(line), number: number)
      scripts.insert(fossil.script)
      guard scripts.count <= Self.mostScripts else {
        throw .tooMany(Self.mostScripts, of: "scripts")
      }
      if identities.insert(fossil.id).inserted { fossils.append(fossil) }
    }
    guard !fossils.isEmpty else { throw .empty }
    return fossils
  }

  private func admit(line: [UInt8], number: Int) throws(AdmissionError) -> Fossil {
    var fossil: Fossil
    do {
      fossil = try Fossil(line: line)
    } catch {
      throw .damaged(line: number, cause: error.problem)
    }
    guard fossil.schema == Fossil.currentSchema else {
      throw .damaged(line: number, cause: "schema \(fossil.schema) is not \(Fossil.currentSchema)")
    }
    guard fossil.gitSHA == claim.run.headSHA else {
      throw .otherCommit(line: number, expected: claim.run.headSHA)
    }
    let earliest = claim.run.startedAt.milliseconds - Self.clockTolerance
    let latest = claim.run.endedAt.milliseconds + Self.clockTolerance
    guard (earliest...latest).contains(fossil.timestamp.milliseconds) else {
      throw .otherTime(line: number, time: fossil.timestamp)
    }
    fossil.id = FossilID(contentOf: Array("pull/\(claim.pullRequest)\n".utf8) + line)
    fossil.gitBranch = Self.branch(ofPullRequest: claim.pullRequest)
    fossil.git = claim.git
    fossil.unknown = [:]
    var ci = CIRecord(provider: "github-actions")
    ci.runURL = claim.run.url
    ci.pullRequest = claim.pullRequest
    fossil.ci = ci
    return fossil
  }
}

/// Why an artifact was refused.
package enum AdmissionError: Diagnosis, Equatable {
  case missing(artifact: String)
  case tooLarge
  case unreadable(cause: String)
  case empty
  case damaged(line: Int, cause: String)
  case otherCommit(line: Int, expected: String)
  case otherTime(line: Int, time: Timestamp)
  case tooMany(Int, of: String)

  package var summary: String {
    switch self {
    case .missing(let artifact): "the run has no artifact \"\(artifact)\""
    default: "the artifact is refused"
    }
  }

  package var reason: String? {
    switch self {
    case .missing: nil
    case .tooLarge: "it is larger than \(ArtifactAdmission.mostBytes >> 20) MiB"
    case .unreadable(let cause): cause
    case .empty: "it holds no fossils"
    case .damaged(let line, let cause): "line \(line) is no fossil: \(cause)"
    case .otherCommit(let line, let expected):
      "the fossil on line \(line) is not of the measured commit \(expected.prefix(12))"
    case .otherTime(let line, let time):
      "the fossil on line \(line) says \(time), which is not when the run was"
    case .tooMany(let limit, let what): "it holds more than \(limit) \(what)"
    }
  }

  package var hint: String? {
    switch self {
    case .missing: "did the tracking run fail before it uploaded? its log tells"
    default: "nothing of it was used; the pull request's own code may have written it"
    }
  }
}
