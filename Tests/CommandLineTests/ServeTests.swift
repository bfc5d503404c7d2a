import Foundation
import PerfTestSupport
import Testing

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// `perfsite serve`: on this machine alone, and anew when the store changes.
@Suite(.serialized) struct ServeTests {
  private static func fossil(_ script: String, number: Int) -> String {
    """
    {"schema":1,"id":"0197d8a2-6c1e-7b64-9d0f-00000000000\(number)","script":"\(script)",\
    "execution_time":1.5,"exit_code":0,"timestamp":"2025-01-0\(number)T10:00:00.000Z"}

    """
  }

  /// Runs the server while `body` asks it.
  private func serving(
    _ arguments: [String] = [], body: (_ folder: TemporaryFolder, _ port: Int) async throws -> Void
  ) async throws {
    let folder = try TemporaryFolder()
    try folder.write(
      Self.fossil("first-script", number: 1), to: "fossils/performance/traces/2025/01/a.jsonl")
    let port = Int.random(in: 20_000..<60_000)
    let program = try BuiltProgram("perfsite").start(
      ["serve", "--port", "\(port)"] + arguments, in: folder.path)
    defer {
      kill(program.processIdentifier, SIGKILL)
      _ = program.wait()
    }
    try await until("the server answers") { await page("index.html", port) != nil }
    try await body(folder, port)
  }

  private func answer(_ path: String, _ port: Int) async -> (status: Int, text: String)? {
    guard let url = URL(string: "http://127.0.0.1:\(port)/\(path)"),
      let (data, response) = try? await URLSession.shared.data(from: url),
      let response = response as? HTTPURLResponse
    else { return nil }
    return (response.statusCode, String(decoding: data, as: UTF8.self))
  }

  private func page(_ path: String, _ port: Int) async -> String? {
    await answer(path, port).flatMap { $0.status == 200 ? $0.text : nil }
  }

  private func until(_ what: Comment, _ condition: () async -> Bool) async throws {
    let end = ContinuousClock.now + .seconds(300)
    while ContinuousClock.now < end {
      if await condition() { return }
      try await Task.sleep(for: .milliseconds(100))
    }
    Issue.record(what)
  }

  @Test func servesTheSiteAndNothingElse() async throws {
    try await serving { folder, port in
      #expect(await page("", port)?.contains("first-script") == true)
      #expect(await page("scripts/first-script/index.html", port) != nil)
      #expect(await answer("nothing/here.html", port)?.status == 404)
      for path in ["%2e%2e/fossils/performance/traces/2025/01/a.jsonl", ".perfsite/manifest"] {
        #expect(await answer(path, port)?.status == 404, "\(path)")
      }
      #expect(await page("index.html", port)?.contains("reload.js") == false)
      #expect(folder.exists("site/index.html"))
    }
  }

  #if os(Linux)
    @Test func listensOnLoopbackAlone() async throws {
      try await serving { _, port in
        let suffix = ":" + String(format: "%04X", port)
        let listening = try ["/proc/net/tcp", "/proc/net/tcp6"].flatMap { file in
          try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").compactMap {
            line -> Substring? in
            let fields = line.split(separator: " ")
            // State 0A is LISTEN; 127.0.0.1 in the machine's order of bytes.
            return fields.count > 3 && fields[3] == "0A" && fields[1].hasSuffix(suffix)
              ? fields[1].dropLast(suffix.count) : nil
          }
        }
        #expect(listening == ["0100007F"])
      }
    }
  #endif

  @Test func buildsAnewWhenTheStoreChanges() async throws {
    try await serving(["--watch"]) { folder, port in
      let version = try #require(await page(".perfsite/version", port))
      #expect(await page("index.html", port)?.contains("/.perfsite/reload.js") == true)
      #expect(await page("index.html", port)?.contains("second-script") == false)
      try folder.write(
        Self.fossil("second-script", number: 2), to: "fossils/performance/traces/2025/01/b.jsonl")
      try await until("the new script is shown") {
        await page("index.html", port)?.contains("second-script") == true
      }
      try await until("open pages are told") { await page(".perfsite/version", port) != version }
    }
  }
}
