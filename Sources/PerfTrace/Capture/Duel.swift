/// Measures one command in two checkouts in turn, so that both sides meet the same moods of the machine.
package struct Duel: Sendable {
  /// One of the two sides.
  package struct Side: Sendable {
    /// Working directory of the command.
    package var folder: String
    package var revision: Revision

    package init(folder: String, revision: Revision) {
      self.folder = folder
      self.revision = revision
    }
  }

  package var command: Command
  package var base: Side
  package var head: Side
  /// Measured executions of each side, and those before them that do not count.
  package var runs = 10
  package var warmups = 1
  package var options = ExecutionOptions()

  package init(command: Command, base: Side, head: Side) {
    self.command = command
    self.base = base
    self.head = head
  }

  /// Executes base and head in turn and hands every fossil to `keep`; ends early when a signal interrupts.
  ///
  /// Who begins changes from round to round, so that neither side always runs in the other's wake.
  package func run(
    with launcher: Launcher, environment: Environment, batch: String,
    keep: (Fossil) throws -> Void
  ) throws {
    let recorder = Recorder(launcher: launcher)
    for round in 0..<warmups + runs {
      let isWarmup = round < warmups
      for turn in 0..<2 {
        let isHead = (round + turn).isMultiple(of: 2) == false
        let side = isHead ? head : base
        var options = self.options
        options.directory = Array(side.folder.utf8)
        let execution = try recorder.execute(command, options: options)
        let position = RunPosition(
          id: batch + (isHead ? "/head" : "/base"), index: isWarmup ? round : round - warmups,
          count: runs, warmup: isWarmup, batch: batch)
        try keep(
          Fossil(
            execution, of: command, environment: environment, revision: side.revision,
            position: position))
        if launcher.interruption != nil { return }
      }
    }
  }

  /// Prepares a side by a shell command that is not measured; the ending in words if it failed.
  package func prepare(_ side: Side, by text: String, with launcher: Launcher) throws -> String? {
    var options = self.options
    options.directory = Array(side.folder.utf8)
    options.output = .passErrors
    options.input = .empty
    options.counters = false
    options.timeout = nil
    let execution = try Recorder(launcher: launcher).execute(
      Command(name: text, arguments: ["sh", "-c", text].map { Array($0.utf8) }), options: options)
    return execution.succeeded ? nil : execution.ending
  }
}
