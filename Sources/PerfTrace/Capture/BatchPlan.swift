/// What one invocation is to execute: a run for each command.
package struct BatchPlan: Sendable {
  package var commands: [Command]
  /// Measured executions of each command; with `precision` the least number of them.
  package var count = 1
  /// Executions before the measured ones whose measurements do not count.
  package var warmups = 0
  /// Executions go on until the 95 % interval of the median wall time lies within this share of it; `nil` for a fixed number.
  package var precision: Double?
  /// The most measured executions of a command when `precision` is set.
  package var maximumCount = 100
  /// A shell command before each execution, not measured.
  package var preparation: String?
  /// A shell command after the last execution of each run, not measured.
  package var cleanup: String?
  /// Whether all executions of a command come before those of the next, instead of A B C A B C.
  package var isSequential = false
  /// Whether the first failure ends the batch.
  package var failsFast = false
  /// Whether instructions are counted by callgrind in an extra execution of each command.
  package var usesCallgrind = false
  package var tags: OrderedFields<String> = [:]
  package var options = ExecutionOptions()

  package init(commands: [Command]) {
    self.commands = commands
  }

  /// Executions planned for each command, warm-ups included; the most of them if the number is open.
  package var plannedCount: Int { warmups + (precision == nil ? count : maximumCount) }
}
