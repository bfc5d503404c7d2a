/// The few requests to GitHub's REST API that comments need, made by `gh api`.
///
/// `gh` knows the token (`GH_TOKEN`) and the host; a request that meets a passing fault of the server is made again.
package struct GitHubAPI: Sendable {
  /// `owner/name`.
  package var repository: String
  /// Variables for `gh` besides the inherited ones: `GH_HOST` for GitHub Enterprise.
  package var environment: [String: String]
  /// Pause before the second attempt; each further one waits twice as long.
  package var pause: Duration = .seconds(1)

  package init(repository: String, environment: [String: String] = [:]) {
    self.repository = repository
    self.environment = environment
  }

  /// The repository and host that GitHub Actions names; `nil` outside of it.
  package init?(actions variables: [String: String]) {
    guard let repository = variables["GITHUB_REPOSITORY"], !repository.isEmpty else { return nil }
    self.init(repository: repository)
    let server = variables["GITHUB_SERVER_URL"] ?? ""
    if variables["GH_HOST"] == nil, let host = server.split(separator: "/").last,
      server.contains("://"), host != "github.com"
    {
      environment["GH_HOST"] = String(host)
      if let token = variables["GH_TOKEN"] { environment["GH_ENTERPRISE_TOKEN"] = token }
    }
  }

  /// What a request was answered with.
  package struct Response: Sendable {
    package var status: Int
    package var body: [UInt8]
    /// Seconds that GitHub asks to wait before the next request; `nil` if it doesn't.
    var pause: Int?
  }

  /// How many times a request is made at the most.
  static let attempts = 5
  /// Seconds that a rate limit is waited for where GitHub doesn't tell how long, as its documentation asks.
  static let rateLimitPause = 60
  /// Most seconds that are waited for GitHub; a job that would have to wait longer ends instead.
  static let mostPause = 600

  /// Makes a request below `repos/<owner>/<name>/`; `body` is sent as JSON.
  ///
  /// Answers of 429 and from 500 on, and 403 where it tells of a rate limit, are passing faults: after a
  /// pause, as long as GitHub asks for, the request is made again. A `POST` whose answer was lost may have been carried out,
  /// so it is made again only if `isRepeatable`.
  ///
  /// - Throws: `GitHubError` for an answer that is no success, or if `gh` can't be run.
  package func request(
    _ method: String, _ path: String, body: JSONValue? = nil, accept: String? = nil,
    isRepeatable: Bool = true, limit: Int = 64 << 20
  ) async throws(GitHubError) -> Response {
    var arguments = ["api", "--include", "--method", method, "repos/\(repository)/\(path)"]
    if let accept { arguments += ["--header", "Accept: \(accept)"] }
    var input: [UInt8] = []
    if let body {
      arguments += ["--input", "-"]
      input.append(json: body)
    }
    var wait = pause
    for attempt in 1...Self.attempts {
      let response: Response
      do {
        let result = try await HelperProgram.run(
          "gh", arguments, input: input, environment: environment, outputLimit: limit,
          timeout: .seconds(120))
        guard let parsed = Self.parse(result.output) else {
          throw GitHubError(path: path, status: nil, cause: result.complaint)
        }
        response = parsed
      } catch let error as HelperProgramError {
        throw GitHubError(path: path, status: nil, cause: error.cause)
      } catch {
        throw error as? GitHubError ?? GitHubError(path: path, status: nil, cause: "\(error)")
      }
      if (200..<300).contains(response.status) { return response }
      var error = GitHubError(
        path: path, status: response.status, cause: Self.message(in: response))
      error.pause = response.pause ?? (error.isRateLimit ? Self.rateLimitPause : 0)
      guard attempt < Self.attempts, isRepeatable, error.isPassing else { throw error }
      try? await Task.sleep(for: max(wait, .seconds(error.pause)))
      wait *= 2
    }
    throw GitHubError(path: path, status: nil, cause: "no answer")
  }

  /// Reads the answer to a `GET` as JSON.
  package func get(_ path: String) async throws(GitHubError) -> JSONValue {
    let response = try await request("GET", path)
    do {
      return try JSONValue.parse(response.body)
    } catch {
      throw GitHubError(path: path, status: response.status, cause: "the answer is no JSON")
    }
  }

  /// All elements of a list that comes in pages of a hundred, at most `mostPages` of them.
  package func list(_ path: String, mostPages: Int = 100) async throws(GitHubError) -> [JSONValue] {
    var all: [JSONValue] = []
    let separator = path.contains("?") ? "&" : "?"
    for page in 1...mostPages {
      let part = try await get("\(path)\(separator)per_page=100&page=\(page)").elements ?? []
      all += part
      if part.count < 100 { break }
    }
    return all
  }

  /// Text as the value of a query's parameter, percent-encoded (RFC 3986, section 2.1).
  package static func queryValue(_ text: String) -> String {
    var result = ""
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"):
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        result += (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
      }
    }
    return result
  }

  /// Parts the headers that `gh --include` prints from the body.
  private static func parse(_ output: [UInt8]) -> Response? {
    let newline = UInt8(ascii: "\n")
    guard let end = output.firstIndex(of: newline) else { return nil }
    let words = String(decoding: output[..<end], as: UTF8.self).split(separator: " ")
    guard words.count >= 2, words[0].hasPrefix("HTTP/"), let status = Int(words[1]) else {
      return nil
    }
    var response = Response(status: status, body: [])
    var fields: [String: String] = [:]
    var start = end + 1
    while let next = output[start...].firstIndex(of: newline) {
      let line = String(decoding: output[start..<next], as: UTF8.self)
      start = next + 1
      if line.isEmpty || line == "\r" {
        response.body = Array(output[start...])
        break
      }
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2 else { continue }
      fields[parts[0].lowercased()] = String(parts[1].filter { !$0.isWhitespace })
    }
    response.pause = pause(in: fields, at: .now())
    return response
  }

  /// Seconds to wait by the fields `Retry-After` (RFC 9110, section 10.2.3) and, where nothing is left, `X-RateLimit-Reset`.
  static func pause(in fields: [String: String], at now: Timestamp) -> Int? {
    if let seconds = fields["retry-after"].flatMap({ Int($0) }) { return max(seconds, 0) }
    guard fields["x-ratelimit-remaining"] == "0",
      let reset = fields["x-ratelimit-reset"].flatMap({ Int64($0) }),
      (0..<Int64(1) << 40).contains(reset)
    else { return nil }
    return Int(max(reset - now.milliseconds / 1000 + 1, 0))
  }

  private static func message(in response: Response) -> String {
    (try? JSONValue.parse(response.body))?["message"]?.text ?? "no reason was given"
  }
}

/// A request that GitHub did not grant.
package struct GitHubError: Diagnosis {
  package var path: String
  /// Status of the HTTP answer; `nil` if there was none.
  package var status: Int?
  package var cause: String
  /// Seconds before it may be asked again.
  var pause = 0

  package var summary: String { "GitHub did not answer \"\(path)\" as hoped" }
  package var reason: String? { status.map { "\($0): \(cause)" } ?? cause }
  package var hint: String? {
    switch status {
    case nil: "is gh installed, and GH_TOKEN set?"
    case 401?, 403?: "the token may not do this; see the permissions of the job"
    case 404?: "does it exist, and may the token see it?"
    default: nil
    }
  }

  /// Whether the token lacks the right to do this.
  package var isForbidden: Bool { status == 401 || status == 403 }
  /// Whether the same request may succeed soon.
  var isPassing: Bool {
    (isRateLimit || (status ?? 0) >= 500) && pause <= GitHubAPI.mostPause
  }
  /// Whether there were too many requests lately.
  package var isRateLimit: Bool {
    status == 429 || (status == 403 && cause.lowercased().contains("rate limit"))
  }
}
