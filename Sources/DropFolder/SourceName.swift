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

  // MARK: Directories

  /// The drop folder itself; never the name of a file.
  static let root = SourceName(bytes: [])

  func child(_ leaf: [UInt8]) -> SourceName {
    if bytes.isEmpty { return SourceName(bytes: leaf) }
    var path: [UInt8] = []
    path.reserveCapacity(bytes.count + 1 + leaf.count)
    path += bytes
    path.append(UInt8(ascii: "/"))
    path += leaf
    return SourceName(bytes: path)
  }

  var parent: SourceName {
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return .root }
    return SourceName(bytes: [UInt8](bytes[..<slash]))
  }

  var leaf: ArraySlice<UInt8> {
    bytes.lastIndex(of: UInt8(ascii: "/")).map { bytes[($0 + 1)...] } ?? bytes[...]
  }

  /// How many directories lead to it, itself included; 0 for the drop folder.
  var depth: Int {
    bytes.isEmpty ? 0 : bytes.reduce(1) { $1 == UInt8(ascii: "/") ? $0 + 1 : $0 }
  }

  func isBelow(_ directory: SourceName) -> Bool {
    let count = directory.bytes.count
    if count == 0 { return !bytes.isEmpty }
    return bytes.count > count && bytes[count] == UInt8(ascii: "/")
      && bytes.starts(with: directory.bytes)
  }

  private static func percentEncoded(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return digits.count == 1 ? "%0\(digits)" : "%\(digits)"
  }
}
