#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// The files of a theme's folder, wherever it is.
enum ThemeFolder {
  /// Texts by path; hidden files are left out.
  static func read(_ folder: String) throws(TemplateError) -> [(path: String, text: String)] {
    var files: [(path: String, text: String)] = []
    do {
      for path in try FileManager.default.subpathsOfDirectory(atPath: folder).sorted() {
        if path.split(separator: "/").contains(where: { $0.hasPrefix(".") }) { continue }
        let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder)/\(path)")
        if attributes[.type] as? FileAttributeType == .typeDirectory { continue }
        let contents = try Data(contentsOf: URL(filePath: "\(folder)/\(path)"))
        guard let text = String(validating: contents, as: UTF8.self) else {
          throw TemplateError.unreadable(path: "\(folder)/\(path)", reason: "it is not UTF-8")
        }
        files.append((path, text))
      }
    } catch let error as TemplateError {
      throw error
    } catch {
      throw .unreadable(path: folder, reason: Self.reason(error))
    }
    return files
  }

  private static func reason(_ error: any Error) -> String {
    switch (error as? CocoaError)?.code {
    case .fileReadNoSuchFile: "no such folder"
    case .fileReadNoPermission: "permission denied"
    default: "it is not a folder that can be read"
    }
  }
}
