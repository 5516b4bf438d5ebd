internal import BriefingText

/// The closed classes of English that tell where a counted noun phrase ends.
enum CountedWords {
  static let prepositions: Set<Word> = [
    "in", "on", "at", "by", "for", "from", "to", "with", "without", "within", "near", "over",
    "under", "after", "before", "since", "until", "till", "during", "through", "throughout",
    "across", "along", "around", "about", "against", "among", "amid", "between", "behind", "beside",
    "besides", "beyond", "into", "onto", "out", "off", "up", "down", "toward", "towards", "upon",
    "via", "per", "as", "than", "like", "despite", "including", "inside", "outside", "above",
    "below", "because", "due", "apart", "away", "ago", "aboard", "worth", "following", "late",
    "early", "later", "earlier", "each", "ahead",
  ]
  static let conjunctions: Set<Word> = [
    "and", "or", "but", "nor", "so", "if", "when", "while", "where", "that", "which", "who",
    "whom", "whose", "whether", "though", "although", "once", "then", "yet", "what", "how", "why",
  ]
  static let determiners: Set<Word> = [
    "the", "a", "an", "this", "that", "these", "those", "its", "their", "his", "her", "our", "my",
    "your", "all", "both", "every", "each", "some", "any", "no", "another",
  ]
  static let pronouns: Set<Word> = [
    "he", "she", "it", "they", "we", "i", "you", "him", "her", "them", "us", "me", "there", "here",
    "one", "itself", "themselves", "who", "whom",
  ]
  /// Verb forms that end a noun phrase wherever they stand.
  static let verbs: Set<Word> = [
    "is", "are", "was", "were", "be", "been", "being", "am", "has", "have", "had", "having", "do",
    "does", "did", "will", "would", "shall", "should", "can", "could", "may", "might", "must",
    "said", "says", "say", "told", "tells", "took", "take", "takes", "taken", "came", "come",
    "comes", "went", "go", "goes", "got", "get", "gets", "gave", "give", "gives", "made", "make",
    "makes", "saw", "see", "seen", "fell", "fall", "rose", "rise", "held", "hold", "kept", "keep",
    "left", "leave", "lost", "lose", "met", "meet", "put", "ran", "run", "sent", "send", "stood",
    "stand", "stay", "stays", "struck", "hit", "shot", "won", "win", "began", "begin", "became",
    "become", "brought", "bring", "built", "drew", "drove", "flew", "fly", "fled", "flee", "fought",
    "found", "know", "knew", "led", "live", "lives", "lived", "need", "needs", "paid", "pay",
    "remain", "remains", "said", "served", "serve", "show", "shows", "showed", "spoke", "spent",
    "think", "thought", "want", "wants", "wrote", "voted", "answered", "agree", "agreed", "asked",
    "arrived", "apply", "applies", "believe", "briefed", "called", "died", "died", "entered",
    "escaped", "expected", "failed", "face", "faces", "happened", "helped", "include", "includes",
    "begins", "ends", "starts", "continues", "opens", "closes", "included", "cost", "costs",
    "joined", "landed", "moved", "n't", "n’t", "not", "opened",
    "participated",
    "passed", "reported", "returned", "slammed", "suggested", "supported", "suggests", "survived",
    "used", "went", "withdrew", "worked", "also", "already", "still", "now", "never", "ever",
    "only", "just", "currently", "mostly", "mainly", "altogether", "overall", "respectively",
    "took", "sank", "got", "set", "meanwhile", "so", "too", "yet", "today", "yesterday",
    "tomorrow", "overnight", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
    "sunday", "last", "next", "back", "alone", "together", "instead", "again", "far", "long",
    "apiece",
  ]
  /// Words between a number and what it counts that are no part of either.
  static let skipped: Set<Word> = ["more", "further", "extra", "other"]
  static let irregularPlurals: Set<Word> = [
    "people", "men", "women", "children", "police", "personnel", "troops", "aircraft", "dead",
    "wounded", "injured", "missing", "killed", "data", "media", "servicemen", "servicewomen",
    "policemen", "fishermen", "crewmen", "clergymen", "lawmen", "congressmen", "spacecraft",
    "countrymen", "guardsmen", "firemen", "gunmen", "militiamen", "infantrymen", "airmen",
    "seamen", "hovercraft", "watercraft", "livestock", "cattle", "sheep", "feet", "teeth",
    "grandchildren", "schoolchildren", "livelihoods", "lives", "wives", "knives", "halves",
    "buses", "viruses", "gases", "crises", "bases", "theses", "status",
  ]
  /// Words in -s that are no plurals.
  static let noPlurals: Set<Word> = [
    "is", "was", "has", "does", "says", "this", "its", "his", "as", "us", "thus", "yes", "plus",
    "minus", "less", "across", "towards", "besides", "always", "perhaps", "sometimes", "afterwards",
    "overseas", "news", "gas", "versus", "business", "status", "campus", "virus", "bus", "series'",
    "makes", "takes", "goes", "gets", "gives", "wants", "needs", "includes", "remains", "becomes",
    "comes", "costs", "ours", "hers", "theirs", "yours", "themselves", "ourselves", "else's",
  ]
  /// Before `half`: one of the two parts of a thing, not its measure.
  static let partsOfAWhole: Set<Word> = [
    "first", "second", "other", "latter", "last", "next", "final", "top", "bottom", "upper",
    "lower",
    "northern", "southern", "eastern", "western", "this", "that", "better", "former", "in", "past",
    "each", "either", "one", "-", "left", "right", "early", "late", "early",
  ]
  static let halvedUnits: Set<Word> = [
    "hour", "day", "year", "month", "mile", "minute", "century", "kilometre", "kilometer", "metre",
    "meter", "tonne", "ton", "litre", "decade",
  ]
  static let afterHalf: Set<Word> = [
    "a", "an",
    "of", "the", "its", "their", "his", "her", "our", "all", "that", "those", "these", "my", "your",
  ]
  static let personNouns: Set<Word> = [
    "man", "woman", "boy", "girl", "child", "son", "daughter", "brother", "sister", "husband",
    "wife", "mother", "father", "grandmother", "grandfather", "grandson", "granddaughter", "baby",
    "teenager", "student", "pensioner", "resident", "driver", "soldier", "teacher", "nurse",
    "doctor", "farmer", "volunteer", "widow", "widower", "uncle", "aunt", "cousin", "nephew",
    "niece", "toddler", "infant", "worker", "officer", "civilian", "male", "female", "person",
    "neighbour", "neighbor", "mayor", "journalist", "reporter", "pilot", "priest", "paramedic",
  ]
  static let parents: Set<Word> = [
    "mother", "father", "grandmother", "grandfather", "widow", "widower", "uncle", "aunt",
    "brother", "sister", "driver", "pilot", "officer", "mayor", "worker", "resident",
  ]
  static let personGroups: Set<Word> = [
    "men", "women", "people", "those", "children", "kids", "anyone", "persons", "adults",
    "citizens", "males", "females", "everyone", "minors", "boys", "girls", "pensioners",
    "civilians",
    "patients", "youths", "teenagers", "ukrainians", "russians", "residents", "conscripts",
  ]
}
