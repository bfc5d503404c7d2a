/// What happens while a batch is recorded.
package enum BatchEvent: Sendable {
  /// An execution of the run at `run` begins; it is number `number` of all, counted from 1.
  case begins(run: Int, number: Int, isWarmup: Bool)
  /// An execution has ended; its fossil has to be kept now.
  case recorded(Fossil, run: Int)
  /// Something worth knowing that is no failure.
  case note(String)
}
