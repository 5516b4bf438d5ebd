internal import BriefingText

/// Clock times.
extension DateReader {
  typealias ClockRead = Read<ClockTime>

  /// A clock time with its zone: "10:00", "10.15 GMT", "6:12 PM EST", "6pm", "07:45 local time".
  func clock(_ index: Int) -> ClockRead? {
    guard let token = token(index) else { return nil }
    if case .clock(let hour) = sense(index), !isTied(index) {
      // "after midnight" the day has begun; any other midnight ends it.
      let begins = hour == 24 && word(index - 1) == DateWords.afterWord
      return zoned(ClockTime(hour: begins ? 0 : hour, minute: 0), index + 1).read
    }
    guard token.kind == .number, !hangsOn(index) || isDash(index - 1) else { return nil }
    if let parts = fields(index, separator: 0x3a) {
      guard parts.count == 2 || parts.count == 3, parts[0].count <= 2,
        parts.dropFirst().allSatisfy({ $0.count == 2 && $0.value < 60 })
      else { return nil }
      let time = ClockTime(
        hour: parts[0].value, minute: parts[1].value,
        second: parts.count == 3 ? parts[2].value : nil)
      return finish(time, index, isCertain: isClockPlace(index, isLong: parts[0].count == 2))
    }
    if let parts = fields(index, separator: 0x2e) {
      guard parts.count == 2, parts[0].count <= 2, parts[1].count == 2, parts[1].value < 60,
        !DateWords.numbering.contains(word(index - 1)),
        !countsSomething(index + 1, isDoubtful: false) || meridiem(index + 1) != nil
      else { return nil }
      let isCertain =
        style.usesDottedClock && parts[0].count == 2 && isClockPlace(index, isLong: true)
        && DateWords.clockPlacing.contains(word(index - 1))
      return finish(
        ClockTime(hour: parts[0].value, minute: parts[1].value), index, isCertain: isCertain)
    }
    guard let (value, count) = digits(index) else { return nil }
    if count <= 2 {
      if let token = self.token(index + 1), token.word == DateWords.oClock {
        return value <= 12
          ? zoned(ClockTime(hour: value, minute: 0), index + 2).read : nil
      }
      return finish(ClockTime(hour: value, minute: 0), index, isCertain: false, needsHalf: true)
    }
    if count == 4, value % 100 < 60, value / 100 < 24 {
      let time = ClockTime(hour: value / 100, minute: value % 100)
      if word(index + 1) == DateWords.hours, DateWords.clockPlacing.contains(word(index - 1)) {
        return zoned(time, index + 2).read
      }
      return finish(time, index, isCertain: false)
    }
    return nil
  }

  /// Reads the half of the day and the zone; without either, only a certain time is one.
  private func finish(
    _ time: ClockTime, _ index: Int, isCertain: Bool, needsHalf: Bool = false
  ) -> ClockRead? {
    var time = time
    var end = index + 1
    var hasHalf = false
    if let isAfternoon = meridiem(end) {
      guard (1...12).contains(time.hour) else { return nil }
      time.hour = time.hour % 12 + (isAfternoon ? 12 : 0)
      end += 1
      hasHalf = true
    }
    guard time.hour < 24 || time.hour == 24 && time.minute == 0 else { return nil }
    if needsHalf && !hasHalf { return nil }
    let zoned = zoned(time, end)
    return hasHalf || zoned.hasZone || isCertain ? zoned.read : nil
  }

  private func meridiem(_ index: Int) -> Bool? {
    guard case .meridiem(let isAfternoon) = sense(index) else { return nil }
    return isAfternoon
  }

  /// The zone after a clock time: "GMT", "(CET)" not, "local time", "Kyiv time".
  private func zoned(_ time: ClockTime, _ index: Int) -> (read: ClockRead, hasZone: Bool) {
    var time = time
    if let token = token(index), token.shape == .upper, case .zone(let zone) = sense(index) {
      time.zone = zone
      return (Read(value: time, end: index + 1), true)
    }
    if let token = token(index), word(index + 1) == DateWords.time,
      DateWords.local.contains(token.word) || token.kind == .word && token.shape == .title
    {
      time.zone = .unknown
      return (Read(value: time, end: index + 2), true)
    }
    if DateWords.hourWords.contains(word(index)), time.minute >= 0, digits(index - 1) == nil {
      return (Read(value: time, end: index + 1), true)
    }
    return (Read(value: time, end: index), false)
  }

  /// Whether a bare time may stand at `index`: not after a name, a share or a score.
  private func isClockPlace(_ index: Int, isLong: Bool) -> Bool {
    guard let before = token(index - 1) else { return isLong }
    if before.kind == .currency || DateWords.scores.contains(before.word) { return false }
    if DateWords.numbering.contains(before.word) { return false }
    if DateWords.clockPlacing.contains(before.word) { return true }
    if before.kind == .punctuation { return true }
    if before.isCapitalised {
      return isLong && (month(index - 1) != nil || weekday(index - 1) != nil)
    }
    return isLong
  }
}
