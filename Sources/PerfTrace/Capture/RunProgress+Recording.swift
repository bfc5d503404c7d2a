extension RunProgress {
  /// Counts an execution that has just been recorded.
  mutating func note(_ fossil: Fossil) {
    if fossil.run?.warmup == true {
      warmups += 1
      return
    }
    fossils.append(fossil)
    guard !fossil.outcome.interrupted else { return }
    measured += 1
    guard fossil.succeeded else {
      failures += 1
      return
    }
    if let time = fossil.executionTime { times.append(time) }
    if let memory = fossil.memoryUsage { memories.append(memory) }
  }
}

extension Execution {
  /// Whether the command ended by itself with exit code 0.
  var succeeded: Bool { exitCode == 0 && outcome == Outcome() }

  /// How the command ended, in words that follow its name: `exited with 3`.
  var ending: String {
    if let failure = outcome.failure { return "did not start: \(failure)" }
    if outcome.timedOut { return "timed out" }
    if let signal = outcome.signal { return "was killed by signal \(signal)" }
    return "exited with \(exitCode)"
  }
}
