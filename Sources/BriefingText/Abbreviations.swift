/// English abbreviations that end in a full stop, by what may follow them.
///
/// A closed class of the language, not a lexicon of names: it is part of the splitting rules.
enum Abbreviations {
  /// Stand before a name and never end a sentence.
  static let titles = words(
    """
    mr mrs ms mx dr prof gen lt col maj capt cmdr cpt adm sgt cpl pvt brig gov sen rep rev hon pres
    supt st ste amb atty fr sr insp messrs mme mlle ing dip det spc ltc ltg bg mg vadm radm
    """)
  /// Months and weekdays, written short.
  static let calendar = words(
    "jan feb apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri")
  /// Abbreviations only before a number: otherwise ordinary words, or too short to tell.
  static let beforeNumber = words(
    "no nos art arts sec fig figs p pp para paras ch vol vols mar sat sun bn pt nr tel ext")
  /// May end a sentence or go on.
  static let others = words(
    """
    etc inc corp ltd co cos bros plc vs v viz al approx est dept div mt ft ave blvd rd sq
    jr esq assn univ gmbh cf ed eds ca avg govt intl natl mil mln bln e.g i.e mph ret
    """)

  /// Capitalised words that rarely follow an abbreviation unless they begin a sentence.
  static let starters = words(
    """
    the a an this that these those he she it we they i you his her its our their there here
    in on at by for from with as if when while after before since but and or so yet however
    meanwhile also although though once until both some many most several all not no what who
    how why where which last according earlier later asked
    """)

  /// Zones and halves of the day that follow a clock time.
  static let afterClock = words(
    "et est edt ct cst cdt mt mst mdt pt pst pdt gmt utc bst cet cest eet eest msk ist local")

  static func words(_ text: String) -> Set<Word> {
    var result = Set<Word>()
    for part in text.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
      result.insert(Word(part))
    }
    return result
  }
}

extension Abbreviations {
  /// Days and months, which follow a clock time within the sentence.
  static let calendarNames = words(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june
    july august september october november december mon tue wed thu fri sat sun
    """)
}
