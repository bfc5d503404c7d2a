#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// Finds and reads `perftrace.yml` and the reviewed annotations beside it.
package enum ConfigurationFile {
  package static let names = ["perftrace.yml", "perftrace.yaml", ".perftrace.yml"]
  package static let annotationsName = "perftrace-annotations.yml"
  /// Larger files are no configuration.
  static let mostBytes = 1 << 20

  /// The configuration file in `folder` or the nearest folder above it; `nil` if there is none.
  package static func find(from folder: String) -> String? {
    FolderPath.upwards(from: folder).lazy
      .flatMap { folder in names.map { folder + "/" + $0 } }
      .first { FileManager.default.fileExists(atPath: $0) }
  }

  /// Reads a configuration; everything that is wrong with it is returned beside it.
  ///
  /// - Throws: `ConfigurationError` if the file cannot be read at all.
  package static func read(
    _ path: String
  ) throws(ConfigurationError) -> (configuration: Configuration, errors: [ConfigurationError]) {
    Configuration.read(try text(of: path), file: path)
  }

  /// The path of the configuration that was named, or of the nearest one.
  ///
  /// - Throws: `ConfigurationError` if none was named and none is found.
  package static func locate(
    _ path: String?, from folder: String = FileManager.default.currentDirectoryPath
  ) throws(ConfigurationError) -> String {
    if let found = path ?? find(from: folder) { return found }
    throw ConfigurationError(
      .unreadable("there is none here or above"), at: SourceLocation(file: names[0]))
  }

  /// Everything that is wrong with the annotations beside a configuration.
  ///
  /// - Throws: `ConfigurationError` if the file cannot be read at all.
  package static func annotationErrors(
    beside configuration: Configuration
  ) throws(ConfigurationError) -> [ConfigurationError] {
    let path = annotationsPath(beside: configuration)
    guard FileManager.default.fileExists(atPath: path) else { return [] }
    return Annotations.read(try text(of: path), file: path).errors
  }

  /// Reads the configuration that holds in `folder`, or the one at `path`; the defaults if there is none.
  ///
  /// - Throws: `ConfigurationError`, the first that the file has.
  package static func load(
    path: String? = nil, from folder: String = FileManager.default.currentDirectoryPath
  ) throws(ConfigurationError) -> Configuration {
    guard let path = path ?? find(from: folder) else { return Configuration() }
    let (configuration, errors) = try read(path)
    if let error = errors.first { throw error }
    return configuration
  }

  /// The annotations beside a configuration, or in the current folder without one; none if there is no such file.
  ///
  /// - Throws: `ConfigurationError`, the first that the file has.
  package static func loadAnnotations(
    beside configuration: Configuration
  ) throws(ConfigurationError) -> Annotations {
    let path = annotationsPath(beside: configuration)
    guard FileManager.default.fileExists(atPath: path) else { return Annotations() }
    let (annotations, errors) = Annotations.read(try text(of: path), file: path)
    if let error = errors.first { throw error }
    return annotations
  }

  /// Where annotations are kept.
  package static func annotationsPath(beside configuration: Configuration) -> String {
    configuration.folder.map { $0 + "/" + annotationsName } ?? annotationsName
  }

  /// Writes annotations in one step, so that a reader never sees half of them.
  ///
  /// - Throws: `ConfigurationError` if the file cannot be written.
  package static func write(
    _ annotations: Annotations, beside configuration: Configuration
  ) throws(ConfigurationError) {
    let path = annotationsPath(beside: configuration)
    do {
      try FileSystem.replace(path, with: Array(annotations.yaml.utf8))
    } catch {
      throw ConfigurationError(.unwritable("\(error)"), at: SourceLocation(file: path))
    }
  }

  private static func text(of path: String) throws(ConfigurationError) -> String {
    let bytes: [UInt8]
    do {
      bytes = try FileSystem.contents(of: path, limit: mostBytes)
    } catch {
      throw ConfigurationError(.unreadable("\(error)"), at: SourceLocation(file: path))
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw ConfigurationError(.unreadable("not UTF-8"), at: SourceLocation(file: path))
    }
    return text
  }
}

extension Configuration {
  /// The folder that the configuration's relative paths start from; `nil` without a file.
  package var folder: String? {
    guard let file else { return nil }
    guard let slash = file.lastIndex(of: "/") else { return "." }
    return slash == file.startIndex ? "/" : String(file[..<slash])
  }

  /// The store's folder as a path from the current one.
  package var storePath: String { path(store) }

  /// A path that the configuration names, as one from the current folder.
  package func path(_ path: String) -> String {
    guard let folder, !path.hasPrefix("/"), folder != "." else { return path }
    return folder + "/" + path
  }
}
