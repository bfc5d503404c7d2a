import PerfTestSupport
import Testing

@testable import PerfTrace

@Suite struct CommandTests {
  private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

  @Test(arguments: [
    ("a.ts", "bun"), ("a.js", "node"), ("a.mjs", "node"), ("a.py", "python3"), ("a.sh", "bash"),
    ("a.swift", "swift"), ("a.rb", "ruby"),
  ])
  func runsAScriptByItsExtension(name: String, program: String) {
    let command = Command.script(path: bytes("scripts/" + name), arguments: [bytes("x")])
    #expect(command.name == "a")
    #expect(command.arguments == [bytes(program), bytes("scripts/" + name), bytes("x")])
    #expect(command.interpreter == program)
  }

  @Test func prefersTheConfiguredInterpreter() {
    let command = Command.script(
      path: bytes("a.ts"), interpreters: ["ts": ["deno", "run"]])
    #expect(command.arguments == ["deno", "run", "a.ts"].map(bytes))
    #expect(command.interpreter == "deno")
  }

  @Test func runsAnExecutableScriptAsItIs() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("#!/usr/bin/env -S python3 -u\n", to: "tool.ts")
    _ = try Recorder(launcher: Launcher()).execute(
      .commandLine(["chmod", "+x", path].map(bytes)), options: ExecutionOptions())
    let command = Command.script(path: bytes(path))
    #expect(command.arguments == [bytes(path)])
    #expect(command.interpreter == "python3")
  }

  @Test func runsAScriptThatIsNotExecutableByItsFirstLine() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("#! /bin/sh -e\n", to: "tool")
    let command = Command.script(path: bytes(path))
    #expect(command.arguments == [bytes("/bin/sh"), bytes("-e"), bytes(path)])
    #expect(command.interpreter == "sh")
  }

  @Test func doesNotSearchForAScriptOnPath() {
    #expect(Command.script(path: bytes("true")).arguments == [bytes("./true")])
  }

  @Test func namesACommandLineByItself() {
    #expect(Command.commandLine(["cargo", "build"].map(bytes)).name == "cargo build")
  }

  @Test func shortensAnEndlessCommandLine() {
    let command = Command.commandLine([
      bytes("echo"), bytes(String(repeating: "x", count: 100_000)),
    ])
    let shown = command.displayedArguments
    #expect(shown.count == 2)
    #expect(shown[1].utf8.count < 16 << 10)
    #expect(shown[1].hasSuffix("…"))
  }

  @Test(arguments: [
    ("a/b.tar.gz", "b.tar.gz", "b.tar", "gz"), ("noext", "noext", "noext", ""),
    (".hidden", ".hidden", ".hidden", ""), ("x/", "x", "x", ""), ("end.", "end.", "end.", ""),
    ("A.SH", "A.SH", "A", "sh"),
  ])
  func takesAFileNameApart(path: String, base: String, stem: String, fileExtension: String) {
    let name = ScriptName(path: bytes(path))
    #expect(name.base == base)
    #expect(name.stem == stem)
    #expect(name.fileExtension == fileExtension)
  }

  @Test func namesScriptsOfABatchWithoutExtensionUnlessTwoWouldBeOne() {
    let files = ["a.py", "a.sh", "b.sh", "sub/b.sh"].map(bytes)
    let commands = BatchScripts.commands(files: files, in: bytes("scripts/"))
    #expect(commands.map(\.name) == ["a.py", "a.sh", "b", "sub/b"])
    #expect(commands[3].arguments == ["bash", "scripts/sub/b.sh"].map(bytes))
  }
}
