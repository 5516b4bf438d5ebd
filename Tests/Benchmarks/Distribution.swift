/// Times of one kind, in nanoseconds.
struct Distribution {
  private(set) var samples: [UInt64] = []

  mutating func add(_ sample: UInt64) { samples.append(sample) }

  /// The nearest-rank percentile, in nanoseconds.
  func percentile(_ percent: Int) -> UInt64 {
    guard !samples.isEmpty else { return 0 }
    let sorted = samples.sorted()
    let rank = (sorted.count * percent + 99) / 100
    return sorted[max(rank, 1) - 1]
  }

  /// `p50 3.12 ms  p99 9.87 ms  max 12.00 ms`.
  var summary: String {
    "p50 \(Self.milliseconds(percentile(50)))  p99 \(Self.milliseconds(percentile(99)))  "
      + "max \(Self.milliseconds(percentile(100)))"
  }

  static func milliseconds(_ nanoseconds: UInt64) -> String {
    let hundredths = (nanoseconds + 5_000) / 10_000
    let fraction = String(hundredths % 100)
    return "\(hundredths / 100)." + (fraction.count < 2 ? "0" : "") + "\(fraction) ms"
  }
}
