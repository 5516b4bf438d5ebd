/// The program and version that `document` records name.
public enum Producer {
  /// The version, by Semantic Versioning.
  public static let version = "0.1.0"
  /// Name and version as records carry them.
  public static let name = "briefingd/" + version
}
