internal import BriefingText

/// The function words of the grammar of time expressions: a closed class of the language.
enum DateWords {
  static let none = Word("")
  static let comma = Word(",")
  static let stop = Word(".")
  static let slash = Word("/")
  static let hyphen = Word("-")
  static let closeBracket = Word(")")
  static let openBracket = Word("(")
  static let of = Word("of")
  static let the = Word("the")
  static let at = Word("at")
  static let on = Word("on")
  static let `in` = Word("in")
  static let to = Word("to")
  static let and = Word("and")
  static let from = Word("from")
  static let possessive = Word("'s")
  static let half = Word("half")
  static let hours = Word("hours")
  static let day = Word("day")
  static let days = Word("days")
  static let night = Word("night")
  static let tonight = Word("tonight")
  static let overnight = Word("overnight")
  static let time = Word("time")
  static let so = Word("so")
  static let far = Word("far")
  static let few = Word("few")
  static let couple = Word("couple")
  static let ahead = Word("ahead")
  static let asWord = Word("as")
  static let early = Word("early")
  static let recent = Word("recent")
  static let past = Word("past")
  static let year = Word("year")
  static let end = Word("end")
  static let that = Word("that")
  static let same = Word("same")
  static let fall = Word("fall")
  static let or = Word("or")
  static let according = Word("according")
  static let afterWord = Word("after")
  static let articleA = Word("a")
  static let be = Word("be")
  static let beforeWord = Word("before")
  static let by = Word("by")
  static let earlier = Word("earlier")
  static let following = Word("following")
  static let last = Word("last")
  static let later = Word("later")
  static let least = Word("least")
  static let next = Word("next")
  static let oClock = Word("o'clock")
  static let one = Word("one")
  static let pluralS = Word("s")
  static let posted = Word("posted")
  static let preceding = Word("preceding")
  static let previous = Word("previous")
  static let published = Word("published")
  static let since = Word("since")
  static let this = Word("this")
  static let till = Word("till")
  static let until = Word("until")

  static let dashes = set("- – — ‑ −")
  static let rangeWords = set("to and through until till or")
  static let into = set("to into")
  static let seasonal = set("in over during through until by since before")
  static let dayJoints = set("on ( )")
  static let clockJoints = set(", ( at about around approximately shortly before after just")
  static let hourWords = set("hours hrs")
  static let setWord = Word("set")
  static let forWord = Word("for")
  static let prefixes = set("mid early late end pre post")
  /// Before these a length is how long something took, not how far away it is.
  static let lasting = set("for lasted took spent lasting taking within in worked waited")
  static let local = set("local")
  static let edges = set("early late mid earlier later")
  static let edgeNouns = set(
    "end start beginning middle close turn first second latter third last early late later half")
  static let edgeParts = set("end start beginning middle close turn")
  static let halves = set("first second latter")
  static let lasts = set("last past previous preceding")
  static let thises = set("this current")
  static let nexts = set("next coming upcoming following")
  static let articles = set("the a an")
  static let each = set("each every most many some all other")
  static let several = set("few several many")
  static let ago = set("ago")
  static let before = set("prior before earlier previously")
  static let after = set("after later afterwards afterward")
  static let coming = set("coming upcoming next")
  static let possessives = set("its his her their our your my")
  static let mods = set("nearly almost about around roughly some approximately over under")
  static let moreLess = set("more less fewer")
  static let than = Word("than")
  static let justWords = set("just little only well")
  /// Stand before a month or a year that is meant as a date.
  static let placing = set(
    """
    in by since until till before after from of during to through throughout for between around
    circa early late mid last next this past as beyond pre post into versus vs
    """)
  /// Before a year these alone leave no room for a count.
  static let yearPlacing = set(
    """
    in by since until till before after from during of to through throughout for between around
    fiscal
    """)
  /// After these a clock time without a zone is one.
  static let clockPlacing = set(
    "at by until till since from around about before after shortly between and to past as of circa")
  /// Before these figures are scores or shares.
  static let scores = set("won beat lost score scored ratio odds vote votes drew draw version")
  /// Before these figures with stops are numbers of something.
  static let numbering = set(
    """
    section sections version article articles chapter rule rules no no. nos. nr nr. number numbers
    decision regulation resolution directive paragraph para clause v release ip tel tel. phone fax
    page pages line room flight bulletin case order law act bill
    """)
  /// Lower-case words that may follow a day or a year that is no count.
  static let followers = set(
    """
    and or to at in on for when as after before with that by but from until till through into than
    is was were are has had have will would the a an this its his her their our which who where
    while because if about over under against between during since near of not said says saw
    brought marked could may might should can did does amid despite without under following
    also it he she they we you i there these those then but so however
    """)
  /// Units that make the number before them a measure.
  static let measures = set(
    """
    percent per cent million billion trillion bn mn m km kg tons tonnes points dollars euros pounds
    people years days hours minutes months weeks troops soldiers miles kilometers kilometres
    metres meters times votes seats degrees
    """)
  /// Verbs of speech: before or after them a name stands, not a month.
  static let speech = set(
    "said says told wrote added announced insisted warned argued replied called urged has had was")

  /// Function words that an expression may begin with.
  static let starters = set(
    """
    tonight overnight last past previous preceding this current next coming upcoming following that
    same recent early late mid earlier later end start beginning middle close turn first second
    latter so nearly almost about around roughly some approximately over under more less fewer just
    little at half couple few several many only well night
    """)

  static func set(_ text: String) -> Set<Word> {
    var words = Set<Word>()
    for part in text.split(whereSeparator: { $0 == " " || $0 == "\n" }) { words.insert(Word(part)) }
    return words
  }
}
