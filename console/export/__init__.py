"""Taking a unit's track, or a view of the map, out of the product: on record first, marked, with what proves it."""
