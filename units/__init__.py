"""Who, and what people decide: units, talk-groups, statuses, and the picture made of the record."""
