import LinuxIO
public import SystemPackage

/// The path of a file below the drop folder: its bytes as they are, UTF-8 or not.
public struct SourceName: Sendable, Hashable, CustomStringConvertible {
  /// The bytes of the path; never empty, without NUL.
  public let bytes: [UInt8]

  /// The name with those bytes.
  public init(bytes: [UInt8]) { self.bytes = bytes }

  /// The name as a path, relative to the drop folder.
  public var path: FilePath { FilePath(bytes: bytes) }

  /// The name as text from which its bytes can be had back: what is not UTF-8, and `%`, is
  /// percent-encoded (RFC 3986, 2.1). Control characters stay as they are.
  public var percentEncoded: String {
    var text = ""
    var parser = Unicode.UTF8.ForwardParser()
    var rest = bytes.makeIterator()
    var position = 0
    while true {
      switch parser.parseScalar(from: &rest) {
      case .valid(let encoded):
        let scalar = Unicode.UTF8.decode(encoded)
        if scalar == "%" { text += "%25" } else { text.unicodeScalars.append(scalar) }
        position += encoded.count
      case .error(let length):
        for byte in bytes[position..<(position + length)] { text += Self.percentEncoded(byte) }
        position += length
      case .emptyInput:
        return text
      }
    }
  }

  /// The same as ``percentEncoded``.
  public var description: String { percentEncoded }

  private static func percentEncoded(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return digits.count == 1 ? "%0\(digits)" : "%\(digits)"
  }
}
