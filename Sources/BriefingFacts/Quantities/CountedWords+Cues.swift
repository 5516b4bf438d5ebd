internal import BriefingText

/// Words that tell names, dates, bounds and scores from counts.
extension CountedWords {
  static let months: Set<Word> = [
    "january", "february", "march", "april", "june", "july", "august", "september", "october",
    "november", "december", "jan.", "feb.", "mar.", "apr.", "jun.", "jul.", "aug.", "sept.", "sep.",
    "oct.", "nov.", "dec.", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct",
    "nov", "dec",
  ]
  static let clockWords: Set<Word> = [
    "a.m.", "p.m.", "am", "pm", "a.m", "p.m", "gmt", "utc", "cet", "cest", "eet", "eest", "est",
    "edt", "bst", "ist", "et", "pt", "cst", "pst", "pdt", "msk", "o'clock", "hrs", "jst", "kst",
    "aest", "sgt", "wib",
  ]
  /// Before a number of four digits that is a year.
  static let beforeYears: Set<Word> = [
    "in", "since", "of", "by", "until", "till", "from", "during", "before", "after", "the", "early",
    "late", "mid", "spring", "summer", "autumn", "fall", "winter", "and", "to", "through", "for",
    "–", "-", "(", "year", "©", "/", ",",
  ]
  static let changes: Set<Word> = [
    "rose", "risen", "rise", "rises", "rising", "fell", "fallen", "fall", "falls", "falling",
    "dropped", "drop", "drops", "dropping", "increased", "increase", "increases", "increasing",
    "grew", "grown", "grow", "grows", "cut", "cuts", "raised", "raise", "raises", "raising", "up",
    "down", "jumped", "climbed", "declined", "sank", "sunk", "slipped", "lowered", "reduced",
    "expanded", "decreased", "went", "gone", "moved", "soared", "plunged", "shrank", "edged",
    "changed", "lifted", "doubled", "tripled", "upgraded", "widened", "narrowed", "swelled",
    "surged", "ticked", "shot", "boosted", "boost", "revised",
  ]
  /// Nouns after a number and a name that make both a name: `40 Commando`, `10 Downing Street`.
  static let namingNouns: Set<Word> = [
    "street", "road", "avenue", "brigade", "commando", "squadron", "regiment", "division",
    "battalion", "corps", "boulevard", "lane", "square",
  ]
  static let phoneWords: Set<Word> = [
    "tel", "tel.", "phone", "telephone", "fax", "mobile", "hotline",
  ]
  /// Abbreviations after which a number is always a name.
  static let numberSigns: Set<Word> = [
    "no", "no.", "nos", "nos.", "nr", "nr.", "number", "numbers", "§", "#", "p.", "pp.", "para.",
    "vol.", "mk", "mk.", "tel", "tel.",
  ]
  /// Words that have a capital at the head of a sentence and stand before counts.
  static let beforeCounts: Set<Word> = [
    "about", "nearly", "almost", "roughly", "approximately", "perhaps", "maybe", "exactly",
    "precisely", "only", "just", "another", "further", "additionally", "altogether", "total",
    "estimated", "first", "last", "top", "killed", "wounded", "injured", "dead", "missing", "least",
    "most", "more", "less", "fewer", "many", "few", "yes", "not", "today", "yesterday", "overnight",
    "meanwhile", "however", "plus", "these", "those", "here", "there", "initially", "currently",
    "losses", "casualties", "total:", "unfortunately", "sadly", "fully",
  ]
  /// Adjectives between a number and a unit of time.
  static let beforeUnits: Set<Word> = [
    "more", "further", "full", "straight", "consecutive", "whole", "long", "additional", "extra",
    "solid", "successive", "calendar", "working", "business",
  ]
  /// What is done to people: it stands for those counted before where no noun follows.
  static let harms: Set<Word> = [
    "killed", "wounded", "injured", "hurt", "dead", "missing", "displaced", "captured", "detained",
    "arrested", "hospitalised", "hospitalized", "evacuated",
  ]
  /// Nouns that stand for the sum itself.
  static let sumNouns: Set<Word> = ["amount", "extent", "value", "sum", "total", "tune", "volume"]
  /// Before a length of time that places something on the calendar: `past two years`.
  static let beforePlacedLengths: Set<Word> = [
    "past", "last", "next", "coming", "previous", "recent", "following", "preceding",
  ]
  /// After such a length: `two years ago`.
  static let afterPlacedLengths: Set<Word> = [
    "ago", "earlier", "later", "prior", "after", "before", "ahead", "beforehand", "afterwards",
  ]
  static let beforeBareLengths: Set<Word> = [
    "for", "within", "took", "takes", "take", "taking", "lasted", "lasting", "spent", "of",
    "another", "after", "waited", "in", "at", "least", "than",
  ]
  static let periods: Set<Word> = ["year", "month", "quarter", "week", "month-on-month"]
  static let fallsAndLayers: Set<Word> = [
    "rain", "rainfall", "snow", "ice", "steel", "armour", "water",
  ]
  static let lengthAdjectives: Set<Word> = [
    "thick", "long", "wide", "deep", "high", "tall", "rain",
  ]
  static let votes: Set<Word> = [
    "vote", "votes", "voted", "ballot", "ballots", "parliament", "senate", "house", "abstentions",
  ]
  static let scores: Set<Word> = [
    "won", "win", "wins", "lost", "beat", "drew", "draw", "victory", "defeat", "defeated", "score",
    "match", "goal", "goals", "game", "final", "league", "win", "scored", "lead", "football", "cup",
  ]
  static let beforeOver: Set<Word> = [
    "victory", "win", "control", "row", "fight", "fighting", "dispute", "concern", "concerns",
    "anger", "flew", "fly", "flying", "flies", "shot", "down", "intercepted", "divided", "talks",
    "took", "take", "sovereignty", "sanctions", "disagreement", "disputes", "fears", "destroyed",
    "hand", "hands", "handed", "handing", "turn", "turned", "turning", "give", "gave", "pass",
    "passed", "sign", "signed", "win", "won", "watch", "watched", "rule", "ruled", "preside",
    "presided", "argue", "argued", "clashed", "differ", "split", "looms", "hangs", "all",
  ]
  static let beforeLongDuration: Set<Word> = [
    "for", "lasted", "well", "just", "after", "lasting", "last", "took", "take", "taking", "of",
    "little", "spent", "the", "at", "to",
  ]
  static let beforeAbout: Set<Word> = [
    "talk", "talked", "talks", "talking", "concerns", "concern", "questions", "asked", "worried",
    "information", "speak", "spoke", "know", "what", "how", "doubts", "complained", "doubt",
    "concerned", "debate", "warned", "told", "report", "reports", "brought", "come", "came",
  ]
}
