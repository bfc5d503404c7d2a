/// How a command is executed.
package struct ExecutionOptions: Sendable, Equatable {
  /// Where the command's two streams go; they are counted in every case.
  package enum Output: Sendable, Equatable {
    case discard
    case pass
    /// Both are appended to a file.
    case file([UInt8])
    /// Standard output is dropped, standard error passed.
    case passErrors
  }

  /// What the command reads.
  package enum Input: Sendable, Equatable {
    case inherit
    case empty
  }

  package var output = Output.discard
  package var input = Input.inherit
  /// After this time the command is asked to end by SIGTERM; `nil` means no limit.
  package var timeout: Duration?
  /// Time from SIGTERM to SIGKILL.
  package var gracePeriod = Duration.seconds(5)
  /// How long a command may stay stopped by a signal before it is given up; `nil` means for ever.
  package var stoppedLimit: Duration? = Duration.seconds(10)
  /// Working directory; `nil` is that of this program.
  package var directory: [UInt8]?
  /// Variables set in addition to the inherited ones, each as the bytes of `NAME=value`.
  package var variables: [[UInt8]] = []
  /// Whether the processor's counters are read.
  package var counters = true

  package init() {}
}
