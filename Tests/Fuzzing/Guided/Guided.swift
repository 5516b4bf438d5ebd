import Glibc

/// What libFuzzer calls with each input that it makes.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
  let file = Array(UnsafeBufferPointer(start: data, count: size))
  if let fault = ReaderCheck.fault(of: file) {
    print(fault)
    // libFuzzer keeps the input when it is told so by this signal.
    abort()
  }
  return 0
}
