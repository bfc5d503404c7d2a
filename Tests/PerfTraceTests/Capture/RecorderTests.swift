import PerfTestSupport
import Testing

@testable import PerfTrace

/// What the kernel says of real commands; bounds, never exact times.
@Suite(.serialized)
struct RecorderTests {
  private let recorder: Recorder
  private var options = ExecutionOptions()

  init() throws {
    recorder = Recorder(launcher: try Launcher())
    options.output = .discard
    options.input = .empty
  }

  private func shell(_ text: String) throws -> Execution {
    try recorder.execute(
      .commandLine(["sh", "-c", text].map { Array($0.utf8) }), options: options)
  }

  @Test func measuresWallTimeFromExecToReaping() throws {
    let usage = try #require(try shell("sleep 0.2").usage)
    #expect(usage.wallTime >= .milliseconds(200))
    #expect(usage.userTime + usage.systemTime < .milliseconds(200))
  }

  @Test func recordsPeakMemoryOfTheLargestProcess() throws {
    let execution = try recorder.execute(
      .commandLine(["python3", "-c", "x = bytearray(64 << 20)"].map { Array($0.utf8) }),
      options: options)
    let usage = try #require(execution.usage)
    #expect((64 << 20)..<(120 << 20) ~= usage.peakMemory)
  }

  @Test func doesNotReportTheMemoryOfAnEarlierChild() throws {
    _ = try recorder.execute(
      .commandLine(["python3", "-c", "x = bytearray(64 << 20)"].map { Array($0.utf8) }),
      options: options)
    let usage = try #require(try shell("exit 0").usage)
    #expect(usage.peakMemory < 32 << 20)
    #expect(usage.peakMemory >= usage.memoryFloor)
  }

  @Test(.enabled(if: isLinux, "needs a subreaper")) func samplesTheTreeWithOrphansOfOtherSessions()
    throws
  {
    let hungry = "x = bytearray(40 << 20); import time; time.sleep(0.6)"
    let usage = try #require(
      try shell(
        "python3 -c '\(hungry)' & (setsid python3 -c '\(hungry)' &) ; sleep 0.4; wait"
      ).usage)
    let tree = try #require(usage.tree)
    #expect(tree.peak > 80 << 20)
    #expect(usage.peakMemory < 80 << 20)
    #expect(tree.sampleCount > 3)
    #expect(tree.mean <= tree.peak)
    #expect(tree.profile.count < 200)
    #expect(tree.profile.map(\.seconds) == tree.profile.map(\.seconds).sorted())
  }

  @Test(arguments: [("exit 3", 3), ("exit 0", 0), ("exit 255", 255)])
  func reportsExitCodes(script: String, code: Int) throws {
    let execution = try shell(script)
    #expect(execution.exitCode == code)
    #expect(execution.outcome == Outcome())
  }

  @Test(arguments: [9, 11, 15])
  func reportsTheSignalThatKilled(signal: Int) throws {
    let execution = try shell("kill -\(signal) $$")
    #expect(execution.exitCode == 128 + signal)
    #expect(execution.outcome.signal == signal)
    #expect(execution.usage != nil)
  }

  @Test func countsBothStreamsWhenBothAreFull() throws {
    let usage = try #require(
      try shell("head -c 30000000 /dev/zero & head -c 20000000 /dev/zero >&2; wait").usage)
    #expect(usage.outputSize == 30_000_000)
    #expect(usage.errorSize == 20_000_000)
  }

  @Test func appendsBothStreamsToAFile() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("before ", to: "out")
    var options = options
    options.output = .file(Array(path.utf8))
    let execution = try recorder.execute(
      .commandLine(["sh", "-c", "printf one; sleep 0.05; printf two >&2"].map { Array($0.utf8) }),
      options: options)
    #expect(try folder.read("out") == Array("before onetwo".utf8))
    #expect(execution.usage?.outputSize == 3)
    #expect(execution.usage?.errorSize == 3)
  }

  @Test func endsACommandThatTakesTooLong() throws {
    var options = options
    options.timeout = .milliseconds(100)
    let execution = try recorder.execute(
      .commandLine(["sleep", "20"].map { Array($0.utf8) }), options: options)
    #expect(execution.outcome.timedOut)
    #expect(execution.outcome.signal == 15)
    #expect(try #require(execution.usage).wallTime < .seconds(15))
  }

  @Test func killsACommandThatIgnoresTheRequestToEnd() throws {
    var options = options
    options.timeout = .milliseconds(100)
    options.gracePeriod = .milliseconds(100)
    let execution = try recorder.execute(
      .commandLine(
        ["sh", "-c", "trap '' TERM; while :; do sleep 0.05; done"].map { Array($0.utf8) }),
      options: options)
    #expect(execution.outcome.timedOut)
    #expect(execution.exitCode == 137)
  }

  @Test(.enabled(if: isLinux, "needs a subreaper")) func killsATimedOutTreeThatChangedItsGroup()
    throws
  {
    var options = options
    options.timeout = .milliseconds(200)
    let folder = try TemporaryFolder()
    let mark = folder.path("survived")
    _ = try recorder.execute(
      .commandLine(
        ["sh", "-c", "setsid sh -c 'sleep 1; touch \(mark)' & wait"].map { Array($0.utf8) }),
      options: options)
    _ = try shell("sleep 1.2")
    #expect(!folder.exists("survived"))
  }

  @Test func givesUpACommandThatStoppedItself() throws {
    var options = options
    options.stoppedLimit = .milliseconds(100)
    options.gracePeriod = .milliseconds(100)
    let execution = try recorder.execute(
      .commandLine(["sh", "-c", "kill -STOP $$; exit 0"].map { Array($0.utf8) }),
      options: options)
    let stop = isLinux ? 19 : 17
    #expect(execution.outcome.failure == "stayed stopped by signal \(stop), and was ended")
    #expect(!execution.outcome.timedOut)
    #expect(execution.exitCode > 128)
  }

  @Test func waitsForACommandThatIsContinued() throws {
    let execution = try shell("(sleep 0.2; kill -CONT $$) & kill -STOP $$; exit 4")
    #expect(execution.exitCode == 4)
  }

  @Test func waitsForACommandThatClosedItsStreams() throws {
    let execution = try shell("exec >&- 2>&-; sleep 0.15; exit 5")
    #expect(execution.exitCode == 5)
    #expect(try #require(execution.usage).wallTime >= .milliseconds(150))
  }

  @Test func doesNotWaitForADaemonThatWasLeftBehind() throws {
    let usage = try #require(try shell("echo said; sleep 5 & exit 0").usage)
    #expect(usage.wallTime < .seconds(4))
    #expect(usage.outputSize == 5)
    if isLinux { #expect(usage.leftovers == 1) }
  }

  @Test(.enabled(if: isLinux, "needs a subreaper")) func countsTheUsageOfOrphans() throws {
    let burn = "import time; e = time.process_time() + 0.2\\nwhile time.process_time() < e: pass"
    // The orphan is gone once nobody can signal it any more: however long that takes, it has been waited for then.
    let usage = try #require(
      try shell(
        """
        pid=$(setsid python3 -c "$(printf '\(burn)')" > /dev/null & echo $!)
        while kill -0 "$pid" 2> /dev/null; do sleep 0.05; done
        """
      ).usage)
    #expect(usage.orphans >= 1)
    #expect(usage.userTime + usage.systemTime >= .milliseconds(190))
  }

  @Test func survivesTenThousandQuickGrandchildren() throws {
    // A hundred times, a hundred processes that lose their parent at once.
    let execution = try shell(
      """
      i=0
      while [ $i -lt 100 ]; do
        ( j=0; while [ $j -lt 100 ]; do : & j=$((j+1)); done )
        i=$((i+1))
      done
      """)
    #expect(execution.exitCode == 0)
    #expect(execution.outcome == Outcome())
  }

  @Test func tellsACommandThatIsNotThere() throws {
    let execution = try recorder.execute(
      .commandLine([Array("no-such-command".utf8)]), options: options)
    #expect(execution.exitCode == 127)
    #expect(execution.outcome.failure == "\"no-such-command\" not found")
    #expect(execution.usage == nil)
  }

  @Test func tellsAFileThatIsNotExecutable() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("text", to: "plain")
    let execution = try recorder.execute(.commandLine([Array(path.utf8)]), options: options)
    #expect(execution.exitCode == 126)
    #expect(execution.outcome.failure == "\"\(path)\" is not executable")
  }

  @Test func tellsAFormatThatCannotBeExecuted() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write([0x7F, 0x45, 0x4C, 0x46, 0, 0, 0, 0], to: "broken")
    _ = try shell("chmod +x \(path)")
    let execution = try recorder.execute(.commandLine([Array(path.utf8)]), options: options)
    #expect(execution.exitCode == 126)
    #expect(
      execution.outcome.failure == "\"\(path)\" has no format that the system can execute")
  }

  @Test func tellsAFolder() throws {
    let folder = try TemporaryFolder()
    let execution = try recorder.execute(.commandLine([Array(folder.path.utf8)]), options: options)
    #expect(execution.exitCode == 126)
    #expect(execution.outcome.failure == "\"\(folder.path)\" is a folder")
  }

  @Test func tellsAMissingInterpreter() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("#!/no/such/interpreter\n", to: "script")
    _ = try shell("chmod +x \(path)")
    let execution = try recorder.execute(.script(path: Array(path.utf8)), options: options)
    #expect(execution.exitCode == 127)
    #expect(
      execution.outcome.failure
        == "the interpreter \"/no/such/interpreter\" of \"\(path)\" not found")
  }

  @Test func tellsAMissingScriptOfAnInterpreter() throws {
    let execution = try recorder.execute(
      .script(path: Array("/no/such/script.py".utf8)), options: options)
    #expect(execution.exitCode == 127)
    #expect(execution.outcome.failure == "\"/no/such/script.py\" not found")
    let folder = try TemporaryFolder()
    try folder.write("", to: "folder.py/file")
    let path = folder.path("folder.py")
    let inFolder = try recorder.execute(.script(path: Array(path.utf8)), options: options)
    #expect(inFolder.exitCode == 126)
    #expect(inFolder.outcome.failure == "\"\(path)\" is a folder")
  }

  @Test func tellsAWorkingDirectoryThatCannotBeEntered() throws {
    var options = options
    options.directory = Array("/no/such/folder".utf8)
    let execution = try recorder.execute(.commandLine([Array("/bin/true".utf8)]), options: options)
    #expect(execution.exitCode == 127)
    #expect(
      execution.outcome.failure == "cannot enter \"/no/such/folder\": no such file or directory")
  }

  @Test func setsVariablesAndDirectory() throws {
    let folder = try TemporaryFolder()
    var options = options
    options.directory = Array(folder.path.utf8)
    options.variables = [Array("MARK=it's \"here\"".utf8), Array("PATH=/usr/bin:/bin".utf8)]
    options.output = .file(Array(folder.path("out").utf8))
    _ = try recorder.execute(
      .commandLine(["sh", "-c", "pwd; printf %s \"$MARK\""].map { Array($0.utf8) }),
      options: options)
    #expect(try folder.read("out") == Array("\(folder.path)\nit's \"here\"".utf8))
  }

  @Test func passesArgumentsOfAnyBytes() throws {
    let folder = try TemporaryFolder()
    var options = options
    options.output = .file(Array(folder.path("out").utf8))
    let hostile: [UInt8] = [0x22, 0x0A, 0xFF, 0x27, 0xC3]
    let command = Command.commandLine(
      ["sh", "-c", "printf %s \"$0\""].map { Array($0.utf8) } + [hostile])
    _ = try recorder.execute(command, options: options)
    #expect(try folder.read("out") == hostile)
    #expect(command.displayedArguments.last == "\"\n\\xFF'\\xC3")
  }

  @Test func explainsAnOutputThatCannotBeWritten() throws {
    var options = options
    options.output = .file(Array("/no/such/folder/out".utf8))
    #expect(
      throws: CaptureError.output(
        path: "/no/such/folder/out", reason: "no such file or directory")
    ) {
      try recorder.execute(.commandLine([Array("/bin/true".utf8)]), options: options)
    }
  }

  @Test func countsTheTaskClockWhereTheKernelLetsIt() throws {
    let usage = try #require(try shell("exit 0").usage)
    let isAllowed = Counter.probe().first { $0.counter == .taskClock }?.error == 0
    #expect((usage.counters[.taskClock] != nil) == isAllowed)
  }
}

private let isLinux: Bool = {
  #if os(Linux)
    true
  #else
    false
  #endif
}()
