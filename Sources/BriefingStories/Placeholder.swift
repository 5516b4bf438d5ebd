// Story identity and revisions.
