/// The elements that a reader of pages has to tell apart; all others are `unknown`.
enum HTMLTag: UInt8, CaseIterable {
  case unknown
  case html, head, body, title, base, link, meta, script, style, noscript, template
  case address, article, aside, blockquote, center, details, dialog, dd, div, dl, dt, fieldset
  case figcaption, figure, footer, form, h1, h2, h3, h4, h5, h6, header, hgroup, hr, li, main, menu
  case nav, ol, p, pre, search, section, summary, ul, listing, xmp, legend
  case table, caption, colgroup, col, tbody, thead, tfoot, tr, td, th
  case a, abbr, b, bdi, big, br, cite, code, del, em, font, i, ins, label, mark, q, s, small, span
  case strike, strong, sub, sup, time, tt, u, wbr
  case area, audio, canvas, embed, iframe, img, input, keygen, map, math, noembed, noframes
  case object, param, picture, source, svg, track, video, plaintext
  case button, datalist, optgroup, option, output, progress, select, textarea

  /// Whether the element has neither content nor an end tag.
  var isVoid: Bool {
    switch self {
    case .area, .base, .br, .col, .embed, .hr, .img, .input, .keygen, .link, .meta, .param, .source,
      .track, .wbr:
      true
    default: false
    }
  }

  /// Whether the element stands in a line of text and can be closed out of order.
  var isFormatting: Bool {
    switch self {
    case .a, .abbr, .b, .bdi, .big, .cite, .code, .del, .em, .font, .i, .ins, .label, .mark, .q, .s,
      .small, .span, .strike, .strong, .sub, .sup, .time, .tt, .u, .unknown:
      true
    default: false
    }
  }

  /// Whether the element parts the text before it from the text after it.
  var isBlock: Bool {
    switch self {
    case .unknown, .a, .abbr, .b, .bdi, .big, .br, .cite, .code, .del, .em, .font, .i, .ins, .label,
      .mark, .q, .s, .small, .span, .strike, .strong, .sub, .sup, .time, .tt, .u, .wbr, .img,
      .input, .map, .area, .picture, .source, .output, .math, .svg, .script, .style, .noscript,
      .template, .link, .meta:
      false
    default: true
    }
  }

  /// Whether a start tag of the element ends an open paragraph.
  var closesParagraph: Bool {
    switch self {
    case .address, .article, .aside, .blockquote, .center, .details, .dialog, .dd, .div, .dl, .dt,
      .fieldset, .figcaption, .figure, .footer, .form, .h1, .h2, .h3, .h4, .h5, .h6, .header,
      .hgroup, .hr, .li, .main, .menu, .nav, .ol, .p, .pre, .search, .section, .summary, .ul,
      .listing, .xmp, .table, .plaintext:
      true
    default: false
    }
  }

  /// Whether an end tag within the element closes nothing outside of it.
  var isScope: Bool {
    switch self {
    case .html, .table, .td, .th, .caption, .template, .object, .button, .svg, .math: true
    default: false
    }
  }

  var isHeading: Bool {
    switch self {
    case .h1, .h2, .h3, .h4, .h5, .h6: true
    default: false
    }
  }

  /// Whether the element may stand in the head of a page.
  var isOfHead: Bool {
    switch self {
    case .base, .link, .meta, .title, .script, .style, .noscript, .template: true
    default: false
    }
  }

  /// Whether the content is taken as it lies, up to the end tag.
  var isRaw: Bool {
    switch self {
    case .script, .style, .iframe, .noembed, .noframes, .xmp, .title, .textarea: true
    default: false
    }
  }

  /// The tag whose name has the given fold.
  init(fold: UInt32) { self = Self.byFold[fold] ?? .unknown }

  private static let byFold: [UInt32: HTMLTag] = {
    var table: [UInt32: HTMLTag] = [:]
    for tag in allCases where tag != .unknown { table[NameFold.of("\(tag)")] = tag }
    return table
  }()
}

/// The attributes that say something of a page's text or of its makers.
enum HTMLAttribute: UInt8, CaseIterable {
  case unknown
  case `class`, id, role, rel, href, content, property, name, datetime, style, hidden, type, lang
  case itemprop, itemtype, itemscope, title, pubdate, ariaHidden, ariaLabel, dataComponent
  case dataTestid, dataModule, dataType, dataQa, value, src

  /// The attribute whose name has the given fold.
  init(fold: UInt32) { self = Self.byFold[fold] ?? .unknown }

  /// Whether the value names what the element is for.
  var isPurpose: Bool {
    switch self {
    case .class, .id, .dataComponent, .dataTestid, .dataModule, .dataType, .dataQa: true
    default: false
    }
  }

  private static let byFold: [UInt32: HTMLAttribute] = {
    var table: [UInt32: HTMLAttribute] = [:]
    for attribute in allCases where attribute != .unknown {
      switch attribute {
      case .ariaHidden: table[NameFold.of("aria-hidden")] = attribute
      case .ariaLabel: table[NameFold.of("aria-label")] = attribute
      case .dataComponent: table[NameFold.of("data-component")] = attribute
      case .dataTestid: table[NameFold.of("data-testid")] = attribute
      case .dataModule: table[NameFold.of("data-module")] = attribute
      case .dataType: table[NameFold.of("data-type")] = attribute
      case .dataQa: table[NameFold.of("data-qa")] = attribute
      default: table[NameFold.of("\(attribute)")] = attribute
      }
    }
    return table
  }()
}

/// A hash of a name without regard to the case of its ASCII letters (FNV-1a).
///
/// Names of hostile pages may share one: they are then taken for the same name, and nothing worse.
enum NameFold {
  static let start: UInt32 = 0x811c_9dc5

  static func next(_ fold: UInt32, _ byte: UInt8) -> UInt32 {
    let isUpper = byte >= 0x41 && byte <= 0x5a
    return (fold ^ UInt32(isUpper ? byte | 0x20 : byte)) &* 0x0100_0193
  }

  static func of(_ name: String) -> UInt32 {
    var fold = start
    for byte in name.utf8 { fold = next(fold, byte) }
    return fold
  }

  static func of(_ bytes: some Sequence<UInt8>) -> UInt32 {
    var fold = start
    for byte in bytes { fold = next(fold, byte) }
    return fold
  }
}
