"""Pure text work: sentences, normalising, transliteration, language identification, lexicons."""
