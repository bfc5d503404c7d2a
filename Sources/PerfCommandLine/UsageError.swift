internal import PerfTrace

/// A command line that cannot be understood, told as every other error is.
struct UsageError: Diagnosis {
  /// As the parser of arguments says it.
  var message: String
  /// Program and subcommands whose help explains what they take.
  var command: String
  var isUsage: Bool

  /// The message in this program's style: no capital at the beginning, no full stop at the end.
  var summary: String {
    let first = message.prefix(1), rest = message.dropFirst()
    // "HEAD" is a name and stays as it is.
    let isWord = rest.first?.isLowercase == true
    let text = (isWord ? first.lowercased() : String(first)) + rest
    return text.hasSuffix(".") ? String(text.dropLast()) : text
  }

  var hint: String? { isUsage ? "`\(command) --help` says what it takes" : nil }
}
