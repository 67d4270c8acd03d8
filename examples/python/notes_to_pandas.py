"""Notes as a table: note arrays have the fields of partitura's, and pandas takes them as they are."""

import bach

try:
    import pandas
except ImportError:
    raise SystemExit("pandas is not installed (Debian: python3-pandas)")

table = pandas.concat(
    pandas.DataFrame(score.note_array()).assign(piece=score.name) for score in bach.corpus("cello")
)
table["suite"] = table.piece.str[2].astype(int)
table["dance"] = table.piece.str[4:]
print(table[["onset_beat", "duration_beat", "pitch", "voice", "piece"]].head(3).to_string(index=False))
print(table.groupby("suite").pitch.agg(["count", "min", "median", "max"]).to_string())
print(table.groupby("dance").duration_quarter.median().sort_values().to_string())

# partitura (which is not in Debian) reads and writes the same arrays:
#     part = partitura.load_musicxml("piece.musicxml")[0]
#     score = bach.Score.from_note_array(part.note_array())
