/// A program that runs scripts and tells its version.
struct Interpreter: Sendable, Equatable {
  /// The key of its version in a fossil's environment.
  var key: String
  /// Arguments that make it print its version.
  var arguments: [String] = ["--version"]
  /// Whether the version keeps a leading "v", as the original's records do.
  var keepsPrefix = false

  /// The interpreter of a program's name; `nil` for programs that are none.
  init?(program name: String) {
    // "python3.11" and "ruby2.7" are what they begin with.
    let family = name.prefix { !$0.isNumber && $0 != "." && $0 != "-" }
    switch family {
    case "node", "nodejs": (key, keepsPrefix) = ("node_version", true)
    case "bun": key = "bun_version"
    case "deno": key = "deno_version"
    case "python", "pypy": key = "python_version"
    case "ruby": key = "ruby_version"
    case "swift": key = "swift_version"
    case "bash": key = "bash_version"
    case "zsh": key = "zsh_version"
    case "perl": (key, arguments) = ("perl_version", ["-e", "print $^V"])
    case "php": key = "php_version"
    case "lua", "luajit": (key, arguments) = ("lua_version", ["-v"])
    case "java": (key, arguments) = ("java_version", ["-version"])
    default: return nil
    }
  }

  /// The version in what the program printed: its first word that begins with a digit, or with "v" and one.
  func version(in output: String) -> String? {
    for word in output.split(whereSeparator: { $0.isWhitespace || $0 == "," || $0 == "\"" }) {
      let bare = word.first == "v" ? word.dropFirst() : word
      guard bare.first?.isNumber == true else { continue }
      let version = bare.prefix { $0 != "(" }
      return keepsPrefix ? "v" + version : String(version)
    }
    return nil
  }
}
