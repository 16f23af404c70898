# SCRIPT LINE…: prints for each line what zsh proposes, as "= LINE" and a proposal per line. zsh completes on a terminal only: zpty is one.
zmodload zsh/zpty
export COMPLETION=$1 SETUP=${0:h}/setup.zsh
shift
zpty terminal zsh -f -i
zpty -w terminal 'PROMPT=; source $SETUP'
for line in "$@"; do
  # Control-U takes away what is there of the line before.
  zpty -w -n terminal $'\x15'"$line"$'\t'
  zpty -r terminal output '*<proposals>*</proposals>*'
  print -r -- "= $line"
  print -rl -- ${(f)${${output##*<proposals>}%%</proposals>*}//$'\r'/}
done
