/// The bytes that proofs count, as far as a record's envelope and its `document` record speak of them.
///
/// Of most files they are the file's own. Of a packed one, or of mail in base64, they are not, and only
/// who has undone that knows them: a worker.
public struct SourceContent: Sendable, Hashable {
  /// SHA-256, 64 hexadecimal digits.
  public var sha256: String
  /// How many bytes.
  public var size: Int
  /// What was undone to get them from the file, first to last: `gzip`, `zstd`, `base64`.
  public var coding: [String] = []
  /// IANA media type, where it is text.
  public var mediaType: String?
  /// Lower-case IANA name of the encoding it was read as.
  public var charset: String?

  /// The content of that hash and size.
  public init(
    sha256: String, size: Int, coding: [String] = [], mediaType: String? = nil,
    charset: String? = nil
  ) {
    self.sha256 = sha256
    self.size = size
    self.coding = coding
    self.mediaType = mediaType
    self.charset = charset
  }
}
