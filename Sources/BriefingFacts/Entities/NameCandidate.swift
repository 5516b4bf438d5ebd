import BriefingRecords
import BriefingText

/// A stretch of tokens that looks like a name, and what speaks for each type.
struct NameCandidate {
  var tokens: Range<Int>
  var bytes: Range<Int>
  var block: Int
  /// The name as an entity would be called: no plural ending, blanks single.
  var name: String
  /// Given by the lexicon or by a pattern that allows no doubt.
  var type: Entity.EntityType?
  /// The lexicon's entry.
  var entry: Int?
  /// The title or role that stands with the name.
  var title: Range<Int>?
  var votes = TypeVotes()
  var rule: String
  /// Found in a byline or credit: names an entity but is no mention.
  var isSilent = false
  /// Stands where any word would be capitalised.
  var isInitial = false
  /// A form that never becomes the entity's name.
  var isFormal = false
}

/// Evidence for the type of a name: the sum of what each context is worth.
struct TypeVotes {
  var person = 0.0
  var organisation = 0.0
  var place = 0.0
  var location = 0.0
  var weapon = 0.0
  var facility = 0.0

  static func + (left: TypeVotes, right: TypeVotes) -> TypeVotes {
    TypeVotes(
      person: left.person + right.person, organisation: left.organisation + right.organisation,
      place: left.place + right.place, location: left.location + right.location,
      weapon: left.weapon + right.weapon, facility: left.facility + right.facility)
  }

  /// The type with most evidence and how much there is; ties go to the earlier in the list.
  var best: (type: Entity.EntityType, weight: Double) {
    let all: [(Entity.EntityType, Double)] = [
      (.person, person), (.geopolitical, place), (.organisation, organisation),
      (.location, location), (.weapon, weapon), (.facility, facility),
    ]
    var best = all[0]
    for item in all where item.1 > best.1 { best = item }
    return best
  }
}
