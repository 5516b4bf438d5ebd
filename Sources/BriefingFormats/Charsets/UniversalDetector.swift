internal import CUchardet

/// uchardet, Mozilla's universal charset detector: works on memory alone, so a confined worker may.
enum UniversalDetector {
  /// The name of the charset that `bytes` are most like; nil where it cannot tell.
  static func name(of bytes: [UInt8]) -> String? {
    guard let detector = unsafe uchardet_new() else { return nil }
    defer { unsafe uchardet_delete(detector) }
    let result = unsafe bytes.withUnsafeBytes { buffer in
      unsafe uchardet_handle_data(
        detector, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), buffer.count)
    }
    guard result == 0 else { return nil }
    unsafe uchardet_data_end(detector)
    guard let name = unsafe uchardet_get_charset(detector) else { return nil }
    let text = unsafe String(cString: name)
    return text.isEmpty ? nil : text
  }
}
