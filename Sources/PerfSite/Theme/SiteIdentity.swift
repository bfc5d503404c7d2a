/// What every page says of the site as a whole.
package struct SiteIdentity: Sendable, Equatable {
  package var title: String
  /// Version of the program, "0.1.0".
  package var version: String
  /// Where the site will be found, with a slash at its end; `nil` where unknown.
  package var baseURL: String?
  /// Address of the measured project's repository, without a slash at its end; `nil` where unknown.
  package var repositoryURL: String?

  package init(title: String, version: String, baseURL: String? = nil, repositoryURL: String? = nil)
  {
    self.title = title
    self.version = version
    self.baseURL = baseURL
    self.repositoryURL = repositoryURL
  }
}
