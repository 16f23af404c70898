# SCRIPT LINE…: prints for each line what bash would propose, as "= LINE" and a proposal per line.
source "$1"
shift
function=$(complete -p eni-lens | sed 's/.* -F \([^ ]*\) .*/\1/')
for COMP_LINE in "$@"; do
  # As bash itself parts a line into words: at blanks, and around "=".
  read -ra COMP_WORDS <<<"${COMP_LINE//=/ = }"
  [[ $COMP_LINE == *' ' ]] && COMP_WORDS+=('')
  COMP_CWORD=$((${#COMP_WORDS[@]} - 1)) COMP_POINT=${#COMP_LINE} COMP_TYPE=9
  "$function" eni-lens "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
  printf '= %s\n' "$COMP_LINE"
  [[ ${#COMPREPLY[@]} == 0 ]] || printf '%s\n' "${COMPREPLY[@]}"
done
