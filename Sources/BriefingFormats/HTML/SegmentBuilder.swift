/// Gathers the runs of one stretch of text, and counts what tells prose from the rest.
struct SegmentBuilder {
  private var segment = PageSegment(element: 0, firstRun: 0, runCount: 0, form: .plain)
  private var isOpen = false
  private var breaks = 0
  private var inWord = false
  /// The last scalar that is no white space and no closing mark ends a sentence.
  private var endsInStop = false
  private var lastRow: UInt32 = 0
  private var lastCell: UInt32 = 0

  /// The most characters of a cell that is set beside others in one line.
  private static let cellLimit: UInt32 = 60

  /// Whether line breaks part what comes from the text so far: two of them, or one after a full stop
  /// or after a line all in bold.
  mutating func splits(_ mayBeSingle: Bool, isBold: Bool) -> Bool {
    defer { breaks = 0 }
    guard isOpen, segment.size > 0 else { return false }
    let isHeading = !isBold && segment.boldSize == segment.size
    return breaks >= 2 || breaks == 1 && mayBeSingle && (endsInStop || isHeading)
  }

  /// A place where the markup parts words.
  mutating func addSpace(at place: Int, in tree: inout PageTree) {
    guard isOpen else { return }
    inWord = false
    tree.runs.append(TextRun(start: UInt32(place), end: UInt32(place)))
  }

  mutating func addBreak(at place: Int, in tree: inout PageTree) {
    guard isOpen else { return }
    breaks += 1
    if breaks == 1 { addSpace(at: place, in: &tree) }
  }

  mutating func add(
    _ start: Int, _ end: Int, element: UInt32, isLink: Bool, isBold: Bool, in tree: inout PageTree
  ) {
    if !isOpen {
      isOpen = true
      inWord = false
      segment = PageSegment(
        element: element, firstRun: UInt32(tree.runs.count), runCount: 0, form: .plain)
    } else {
      while !tree.contains(Int(segment.element), Int(element)), segment.element != 0 {
        segment.element = tree.elements[Int(segment.element)].parent
      }
    }
    tree.runs.append(TextRun(start: UInt32(start), end: UInt32(end)))
    let before = segment.size
    count(start, end, tree.bytes)
    let added = segment.size - before
    if isLink { segment.linkSize += added }
    if isBold { segment.boldSize += added }
  }

  private mutating func count(_ start: Int, _ end: Int, _ bytes: [UInt8]) {
    var index = start
    var size: UInt32 = 0
    while index < end {
      let byte = bytes[index]
      index += 1
      if byte <= 0x20 {
        inWord = false
        continue
      }
      if byte & 0xc0 == 0x80 { continue }
      switch byte {
      case 0x2e, 0x21, 0x3f:
        endsInStop = true
        let isEnd = index >= end || bytes[index] <= 0x22 || bytes[index] >= 0xe2
        if isEnd, inWord, segment.stops < .max { segment.stops += 1 }
        continue
      case 0x2c:
        if segment.commas < .max { segment.commas += 1 }
        endsInStop = false
        continue
      case 0x22, 0x27, 0x29, 0x5d: continue
      case 0xc2 where index < end && bytes[index] == 0xa0:
        inWord = false
        continue
      case 0xe2 where index < end && bytes[index] == 0x80: continue
      case 0xe3 where index + 1 < end && bytes[index] == 0x80 && bytes[index + 1] == 0x82:
        endsInStop = true
        if segment.stops < .max { segment.stops += 1 }
        continue
      case 0xe3...0xed: size += 3
      case 0x26:
        let isBlank = index + 4 < end && bytes[index] == 0x6e && bytes[index + 1] == 0x62
        var next = index
        while next < end, next - index < 9,
          PageParser.isLetter(bytes[next]) || bytes[next] == 0x23
            || (0x30...0x39).contains(bytes[next])
        {
          next += 1
        }
        if next < end, bytes[next] == 0x3b { index = next + 1 }
        if isBlank {
          inWord = false
          continue
        }
        size += 1
      default: size += 1
      }
      endsInStop = false
      if !inWord {
        inWord = true
        segment.words += 1
      }
    }
    segment.size += size
  }

  /// Ends the stretch; one without a visible character is none.
  mutating func finish(
    form: PageSegment.Form, level: UInt8, row: UInt32, cell: UInt32, in tree: inout PageTree
  ) {
    guard isOpen else { return }
    isOpen = false
    breaks = 0
    let first = Int(segment.firstRun)
    guard segment.size > 0 else {
      tree.runs.removeLast(tree.runs.count - first)
      return
    }
    segment.runCount = UInt32(tree.runs.count - first)
    segment.form = form
    segment.level = level
    segment.endsInStop = endsInStop
    endsInStop = false
    // Short cells of a row are one line.
    defer { lastCell = cell }
    if form == .row, row == lastRow, cell != lastCell, let last = tree.segments.last,
      last.form == .row,
      last.linkSize * 2 <= last.size, last.size <= Self.cellLimit * 4,
      segment.size <= Self.cellLimit,
      Int(last.firstRun + last.runCount) == first
    {
      // A run that ends before it starts stands for a tabulator.
      tree.runs.insert(
        TextRun(start: tree.runs[first].start, end: 0), at: first)
      var whole = last
      whole.runCount += segment.runCount + 1
      whole.size += segment.size
      whole.linkSize += segment.linkSize
      whole.boldSize += segment.boldSize
      whole.words += segment.words
      whole.endsInStop = segment.endsInStop
      while whole.element != 0, whole.element > segment.element {
        whole.element = tree.elements[Int(whole.element)].parent
      }
      tree.segments[tree.segments.count - 1] = whole
      return
    }
    lastRow = form == .row ? row : 0
    tree.segments.append(segment)
  }
}
