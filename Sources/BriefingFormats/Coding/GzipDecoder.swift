internal import CZlib

/// gzip (RFC 1952) by zlib, one member after the other. The only place of zlib's pointers.
enum GzipDecoder {
  private static let piece = 1 << 16

  static func decode(
    _ packed: [UInt8], _ budget: UnpackingBudget
  ) throws(UnpackingFailure) -> [UInt8] {
    var stream = unsafe z_stream()
    // 15 bits of window, which is the most; 16 more: gzip, with its checks of length and bytes.
    let version = unsafe inflateInit2_(
      &stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard version == Z_OK else { throw .damaged("zlib does not start (\(version))") }
    defer { unsafe inflateEnd(&stream) }

    var content: [UInt8] = []
    content.reserveCapacity(min(budget.most, packed.count * 4))
    var buffer = [UInt8](repeating: 0, count: piece)
    var taken = 0
    var members = 0
    while true {
      let input = min(packed.count - taken, 1 << 30)
      var given = 0
      var made = 0
      let status = unsafe packed.withUnsafeBytes { source in
        unsafe buffer.withUnsafeMutableBytes { target in
          unsafe stream.next_in = UnsafeMutablePointer(
            mutating: source.baseAddress?.advanced(by: taken).assumingMemoryBound(to: Bytef.self))
          unsafe stream.avail_in = UInt32(input)
          unsafe stream.next_out = target.baseAddress?.assumingMemoryBound(to: Bytef.self)
          unsafe stream.avail_out = UInt32(target.count)
          let status = unsafe inflate(&stream, Z_NO_FLUSH)
          given = unsafe input - Int(stream.avail_in)
          made = unsafe target.count - Int(stream.avail_out)
          return status
        }
      }
      taken += given
      guard content.count + made <= budget.most else { throw budget.failure }
      content.append(contentsOf: buffer[..<made])
      switch status {
      case Z_OK where given > 0 || made > 0: continue
      case Z_STREAM_END:
        members += 1
        // Tapes and block devices pad with zeros.
        while taken < packed.count, packed[taken] == 0 { taken += 1 }
        if taken == packed.count { return content }
        guard packed.count - taken >= 2, packed[taken] == 0x1f, packed[taken + 1] == 0x8b else {
          throw .damaged(
            "after \(members) members, at byte \(taken) of \(packed.count), something else follows")
        }
        guard unsafe inflateReset(&stream) == Z_OK else {
          throw .damaged("zlib does not start again")
        }
      case Z_OK, Z_BUF_ERROR:
        throw .damaged(
          "cut off: the \(packed.count) bytes end before the end mark, after \(content.count) "
            + "bytes of content")
      default:
        let message = unsafe stream.msg.map { unsafe String(cString: $0) } ?? "error \(status)"
        throw .damaged("damaged at byte \(taken) of \(packed.count) (\(message))")
      }
    }
  }
}
