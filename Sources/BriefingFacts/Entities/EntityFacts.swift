import BriefingRecords

extension EntityIndex {
  /// One record an entity, anchored at its key; the first mention is the proof.
  public func facts() -> [Fact] {
    var byEntity = [[EntityMention]](repeating: [], count: entities.count)
    for mention in mentions { byEntity[mention.entity].append(mention) }
    var facts: [Fact] = []
    facts.reserveCapacity(entities.count)
    for (index, entity) in entities.enumerated() {
      guard let first = byEntity[index].first else { continue }
      let payload = Entity(
        entityKey: entity.key, name: entity.name, entityType: entity.type, country: entity.country,
        title: entity.title, aliases: entity.aliases, mentionCount: byEntity[index].count,
        mentionBytes: byEntity[index].flatMap { [$0.bytes.lowerBound, $0.bytes.upperBound] },
        corefBytes: entity.coreferences.flatMap { [$0.lowerBound, $0.upperBound] })
      facts.append(
        Fact(
          payload, bytes: first.bytes, rule: entity.rule, anchor: entity.key, block: first.block))
    }
    return facts
  }
}
