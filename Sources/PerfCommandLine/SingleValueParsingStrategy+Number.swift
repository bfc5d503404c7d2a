package import ArgumentParser

extension SingleValueParsingStrategy {
  /// For options that take numbers, spans and percentages: `-1` behind one is its value, to be judged by the command.
  ///
  /// By the parser's own rule a word with a dash is another option, so that `--window -1` would be told as a missing value.
  package static var number: SingleValueParsingStrategy { .unconditional }
}
