/// How to find out where a command spends its time, by what runs it.
package enum ProfilingAdvice {
  /// A command line to try; `nil` for an empty command.
  ///
  /// Programs that are not known interpreters are taken for native ones.
  package static func commandLine(for command: [String]) -> String? {
    guard let program = command.first?.split(separator: "/").last else { return nil }
    let arguments = command.dropFirst().map(quote)
    let rest = arguments.joined(separator: " ")
    let whole = command.map(quote).joined(separator: " ")
    switch program {
    case "node": return "node --cpu-prof \(rest)"
    case "bun": return "bun --cpu-prof \(rest)"
    case "deno": return "deno run --inspect-brk \(arguments.dropFirst().joined(separator: " "))"
    case "sh", "bash", "dash": return "PS4='+$EPOCHREALTIME ' bash -x \(rest)"
    case "ruby": return "stackprof run --mode wall -- ruby \(rest)"
    case "perl": return "perl -d:NYTProf \(rest)"
    case "java": return "java -XX:StartFlightRecording \(rest)"
    case _ where program.hasPrefix("python"): return "\(program) -m cProfile -s tottime \(rest)"
    default: return "perf record -g -- \(whole)"
    }
  }

  /// A word of a command line as a POSIX shell reads it back.
  package static func quote(_ word: String) -> String {
    let isPlain =
      !word.isEmpty
      && word.utf8.allSatisfy { byte in
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
          || "-_./=:,@%+".utf8.contains(byte)
      }
    return isPlain ? word : "'" + word.replacing("'", with: "'\\''") + "'"
  }
}
