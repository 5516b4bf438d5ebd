internal import BriefingText

/// Closed classes of English that tell where a noun phrase begins and ends.
enum FunctionWords {
  static let articles: Set<Word> = ["a", "an", "the"]
  static let possessives: Set<Word> = ["his", "her", "its", "their", "our", "my", "your"]
  static let quantifiers: Set<Word> = [
    "this", "that", "these", "those", "some", "any", "no", "every", "each", "several", "many",
    "few", "most", "all", "both", "another", "one", "two", "three", "four", "five", "six", "seven",
    "eight", "nine", "ten", "dozens", "other",
  ]
  static let determiners = articles.union(possessives).union(quantifiers).subtracting(["that"])

  /// Prepositions that may stand inside the noun phrase of a speaker.
  static let innerPrepositions: Set<Word> = [
    "of", "for", "in", "at", "from", "on", "to", "with", "under", "near", "close", "familiar",
  ]
  static let prepositions = innerPrepositions.union([
    "by", "about", "after", "before", "during", "into", "over", "against", "between", "through",
    "ahead", "amid", "despite", "without", "within", "via", "like", "along", "outside", "inside",
    "around", "across", "behind", "beyond", "besides", "following", "upon", "toward", "towards",
  ])
  /// Begin a clause: no noun phrase reaches across them.
  static let clauseStarts: Set<Word> = [
    "that", "as", "but", "when", "while", "because", "if", "although", "though", "who", "which",
    "whose", "whom", "whether", "so", "than", "since", "until", "where", "what", "how", "why",
    "or", "nor", "yet", "unless", "whereas", "after", "before", "by", "about", "then", "not",
    "only", "even", "rather", "adding", "including",
  ]
  static let relatives: Set<Word> = ["who", "which", "whose", "whom", "where", "that", "when"]
  static let auxiliaries: Set<Word> = [
    "had", "has", "have", "having", "do", "does", "did", "will", "would", "can", "could", "may",
    "might", "must", "should", "shall", "'d", "'ve", "'ll", "'s",
  ]
  static let be: Set<Word> = ["is", "are", "was", "were", "be", "been", "being", "am", "'re", "'m"]
  static let finite = auxiliaries.union(be).union([
    "isn't", "aren't", "n't", "cannot", "went", "came", "took", "gave", "made", "got", "put",
    "left", "won", "lost", "held", "met", "sent", "kept", "led", "brought", "began", "became",
    "saw", "knew", "thought", "felt", "stood", "ran", "fell", "rose", "hit", "struck", "fought",
    "shot", "paid", "bought", "sold", "built", "drew", "drove", "flew", "grew", "wore", "broke",
    "chose", "spent", "set", "cut", "lay", "sat", "heard", "need", "needs", "want", "wants",
    "know", "see", "look", "looks", "take", "takes", "make", "makes", "go", "goes", "come",
    "comes", "give", "gives", "think", "hope", "expect", "remain", "remains", "means", "seems",
    "continue", "keep", "keeps", "stand", "stands", "use", "uses", "work", "works", "live",
    "understand", "help", "helps", "aim", "say", "says", "said", "let", "believe", "wait", "waits",
    "pick", "count", "buy", "pay", "demand", "demands", "want", "show", "shows", "love", "fear",
    "die", "died", "lives", "turned", "wins", "win", "lose", "call", "ask", "expects", "hopes",
    "plans", "knows", "thinks", "cost", "costs", "happens", "begins", "starts", "ends",
  ])
  static let adverbs: Set<Word> = [
    "also", "later", "then", "again", "earlier", "only", "just", "still", "even", "simply", "once",
    "never", "always", "already", "afterwards", "afterward", "however", "meanwhile", "further",
    "not", "n't", "too", "now", "soon", "instead", "today", "yesterday", "nonetheless",
    "nevertheless", "there", "often", "himself", "herself", "themselves", "itself", "first",
    "long", "previously", "recently", "reportedly", "separately", "wryly", "together", "both",
  ]
  static let masculine: Set<Word> = ["he", "him"]
  static let feminine: Set<Word> = ["she", "her"]
  static let subjectPronouns: Set<Word> = ["he", "she", "they", "it", "i", "we", "you"]
  static let otherPronouns: Set<Word> = ["him", "them", "us", "me", "himself", "herself"]
  static let masculineTitles: Set<Word> = [
    "mr", "mr.", "sir", "lord", "king", "prince", "father", "brother", "uncle", "man", "boy",
    "husband", "son", "grandfather", "baron", "duke", "pope",
  ]
  static let feminineTitles: Set<Word> = [
    "mrs", "mrs.", "ms", "ms.", "miss", "dame", "lady", "queen", "princess", "mother", "sister",
    "aunt", "woman", "girl", "wife", "daughter", "grandmother", "baroness", "widow",
  ]
  static let weekdays: Set<Word> = [
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today",
    "yesterday", "tonight", "overnight",
  ]
  /// Small words that a family name may hold.
  static let particles: Set<Word> = [
    "van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "la", "le", "bin", "ibn",
    "al", "el", "ben", "ter", "ten", "zu", "af", "av", "y",
  ]
  /// Fixed phrases between a subject and its verb that tell nothing of the subject.
  static let asides: [[Word]] = [
    ["on", "the", "other", "hand"], ["on", "the", "one", "hand"], ["for", "his", "part"],
    ["for", "her", "part"], ["for", "its", "part"], ["for", "their", "part"], ["in", "turn"],
    ["in", "response"], ["at", "the", "time"], ["at", "first"], ["at", "least"], ["of", "course"],
    ["in", "public"], ["in", "private"],
  ]
}
