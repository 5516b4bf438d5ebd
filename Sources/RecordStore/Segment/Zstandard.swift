internal import CZstd

/// One frame of zstd at a time. With ``ZstandardDecoder`` the only place where the library's
/// pointers are held.
@safe final class ZstandardEncoder {
  private let context: OpaquePointer?

  init() {
    unsafe context = ZSTD_createCCtx()
    _ = unsafe ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1)
  }

  deinit { _ = unsafe ZSTD_freeCCtx(context) }

  /// A frame that says how long `bytes` are and has their checksum; nil when memory runs out.
  func frame(of bytes: [UInt8]) -> [UInt8]? {
    var size = 0
    let room = ZSTD_compressBound(bytes.count)
    let frame = unsafe [UInt8](unsafeUninitializedCapacity: room) { target, count in
      size = unsafe bytes.withUnsafeBytes {
        unsafe ZSTD_compress2(context, target.baseAddress, room, $0.baseAddress, $0.count)
      }
      count = ZSTD_isError(size) == 0 ? size : 0
    }
    return frame.isEmpty ? nil : frame
  }
}

/// Undoes one frame of zstd at a time.
@safe final class ZstandardDecoder {
  private let context: OpaquePointer?

  init() { unsafe context = ZSTD_createDCtx() }

  deinit { _ = unsafe ZSTD_freeDCtx(context) }

  /// The content of a frame that holds `size` bytes; nil where the frame is damaged.
  func content(of frame: [UInt8], size: Int) -> [UInt8]? {
    var result = 0
    let content = unsafe [UInt8](unsafeUninitializedCapacity: size) { target, count in
      result = unsafe frame.withUnsafeBytes {
        unsafe ZSTD_decompressDCtx(context, target.baseAddress, size, $0.baseAddress, $0.count)
      }
      count = ZSTD_isError(result) == 0 ? result : 0
    }
    return content.count == size ? content : nil
  }
}
