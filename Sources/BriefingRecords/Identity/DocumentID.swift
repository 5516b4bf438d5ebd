extension RecordID {
  /// The id of a document record: of a version of a source under its name.
  ///
  /// - Parameters:
  ///   - sourceName: path below the drop folder, as the record writes it.
  ///   - version: SHA-256 of the content; of a source without content what tells it from others
  ///     of the same name.
  public init(documentOf sourceName: String, version: String) {
    self.init(type: .document, story: nil, anchor: sourceName + "\u{1f}" + version)
  }
}
