#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// The files of a checkout, told apart from programs and words of command lines.
package struct RepositoryFiles: Sendable {
  private let root: String
  private let folder: String

  /// `root` is the checkout's folder, `folder` where commands are run; the current one in place of what is `nil`.
  package init(root: String?, folder: String? = nil) {
    let folder = folder ?? FileManager.default.currentDirectoryPath
    self.root = root.flatMap { $0.isEmpty ? nil : $0 } ?? folder
    self.folder = folder
  }

  /// The path relative to the checkout's root of the file that `word` names, relative to the current folder or absolute;
  /// `nil` if it names no file in the checkout.
  package func relativePath(_ word: String) -> String? {
    guard !word.isEmpty, !word.contains("\0") else { return nil }
    func parts(_ path: String) -> [Substring] {
      path.split(separator: "/").reduce(into: []) { parts, part in
        if part == ".." { _ = parts.popLast() } else if part != "." { parts.append(part) }
      }
    }
    let path = parts(word.hasPrefix("/") ? word : folder + "/" + word)
    let above = parts(root)
    guard path.starts(with: above), path.count > above.count else { return nil }
    var isFolder = false
    let isThere = FileManager.default.fileExists(
      atPath: "/" + path.joined(separator: "/"), isDirectory: &isFolder)
    return isThere && !isFolder ? path.dropFirst(above.count).joined(separator: "/") : nil
  }
}
