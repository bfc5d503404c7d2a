/// The scripts of a batch: which files, under which names.
package enum BatchScripts {
  /// Commands for files given relative to `folder`, each named by its path without extension.
  ///
  /// Where two files differ in their extension only, both keep it.
  package static func commands(
    files: [[UInt8]], in folder: [UInt8], interpreters: [String: [String]] = [:]
  ) -> [Command] {
    var uses: [String: Int] = [:]
    for file in files { uses[shortName(file), default: 0] += 1 }
    return files.map { file in
      let short = shortName(file)
      let place = folder.elementsEqual(".".utf8) ? file : trimmed(folder) + [0x2F] + file
      return Command.script(
        path: place, name: uses[short] == 1 ? short : String(displaying: file),
        interpreters: interpreters)
    }
  }

  private static func shortName(_ file: [UInt8]) -> String {
    let folder = file.lastIndex(of: 0x2F).map { file[...$0] } ?? []
    return String(displaying: folder) + ScriptName(path: file).stem
  }

  private static func trimmed(_ folder: [UInt8]) -> [UInt8] {
    var folder = folder[...]
    while folder.last == 0x2F { folder = folder.dropLast() }
    return Array(folder)
  }
}
