"""Push-to-talk and busy lines of donor radios, held by a small program that lets go when nobody says hold."""
