internal import CZstd

/// zstd (RFC 8878) by its library, one frame after the other; frames to be skipped are. The only place
/// of the library's pointers.
enum ZstandardUnpacker {
  private static let piece = 1 << 17
  /// The largest window that `zstd` itself undoes without being told to, 128 MiB.
  private static let windowLog: Int32 = 27

  static func decode(
    _ packed: [UInt8], _ budget: UnpackingBudget
  ) throws(UnpackingFailure) -> [UInt8] {
    guard let context = unsafe ZSTD_createDCtx() else { throw .damaged("zstd does not start") }
    defer { _ = unsafe ZSTD_freeDCtx(context) }
    _ = unsafe ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, windowLog)

    var content: [UInt8] = []
    content.reserveCapacity(min(budget.most, packed.count * 4))
    var buffer = [UInt8](repeating: 0, count: piece)
    var taken = 0
    while true {
      var given = 0
      var made = 0
      let result = unsafe packed.withUnsafeBytes { source in
        unsafe buffer.withUnsafeMutableBytes { target in
          var input = unsafe ZSTD_inBuffer(
            src: source.baseAddress, size: source.count, pos: taken)
          var output = unsafe ZSTD_outBuffer(dst: target.baseAddress, size: target.count, pos: 0)
          let result = unsafe ZSTD_decompressStream(context, &output, &input)
          given = unsafe input.pos - taken
          made = unsafe output.pos
          return result
        }
      }
      taken += given
      guard ZSTD_isError(result) == 0 else {
        let message = unsafe String(cString: ZSTD_getErrorName(result))
        throw .damaged("damaged at byte \(taken) of \(packed.count) (\(message))")
      }
      guard content.count + made <= budget.most else { throw budget.failure }
      content.append(contentsOf: buffer[..<made])
      // 0: a frame is complete, and all of it was given out.
      if result == 0, taken == packed.count { return content }
      if taken == packed.count, made < buffer.count {
        throw .damaged(
          "cut off: the \(packed.count) bytes end before the end of a frame, after "
            + "\(content.count) bytes of content")
      }
    }
  }
}
