# The rows of compile.sh as a table for people: a line for each kernel of a shape and its tiles, a column for each target,
# the largest figures of all parts (plain, tied, corrupted) that were compiled.
function worst(key, value) {
  if (!(key in largest) || value + 0 > largest[key] + 0) largest[key] = value
}
function cell(key,  text) {
  if (largest[key, "registers"] == "-") return "-"
  text = largest[key, "registers"] ", " least[key] "%"
  if (largest[key, "spills"] > 0) text = text ", **" largest[key, "spills"] " spilled**"
  if (largest[key, "scratch"] > 0) text = text ", " largest[key, "scratch"] " B scratch"
  return text
}
{
  line = $2 " | " $3 " | " $5
  if (!(line in seen)) { seen[line] = 1; lines[++count] = sprintf("%s %04d %s", $2, $3 * 100 + substr($3, index($3, "x") + 1), line) }
  key = $1 SUBSEP line
  worst(key SUBSEP "registers", $6)
  worst(key SUBSEP "spills", $7)
  worst(key SUBSEP "scratch", $8)
  if ($9 != "-") worst(line, $9)
  if (!(key in least) || $10 < least[key]) least[key] = $10
}
END {
  columns = split(targets, names, " ")
  header = "| shape | group | kernel | local memory |"
  rule = "|---|---|---|---|"
  for (i = 1; i <= columns; i++) {
    sub(".*/", "", names[i])
    header = header " " names[i] " |"
    rule = rule "---|"
  }
  print header
  print rule
  for (i = 2; i <= count; i++) {
    for (j = i; j > 1 && lines[j] < lines[j - 1]; j--) { swap = lines[j]; lines[j] = lines[j - 1]; lines[j - 1] = swap }
  }
  for (i = 1; i <= count; i++) {
    line = lines[i]
    sub(/^[a-z]+ [0-9]+ /, "", line)
    text = "| " line " | " largest[line] " |"
    for (c = 1; c <= columns; c++) text = text " " cell(names[c] SUBSEP line) " |"
    print text
  }
}
