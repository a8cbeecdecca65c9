"""Named rules over a catalogue and its recorded values, and the proof of quotes; each yields findings."""
