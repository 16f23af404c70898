# What the interactive zsh of proposals.zsh reads: it prints what it would propose.
autoload -U compinit
compinit -u -D
source $COMPLETION
# zsh calls these once each time they are set.
opening() { compprefuncs=(opening); print -r -- '<proposals>'; }
closing() { comppostfuncs=(closing); print -r -- '</proposals>'; }
compprefuncs=(opening)
comppostfuncs=(closing)
zstyle ':completion:*' insert-tab false
bindkey '^I' complete-word
# With -O, -A or -D the matches are asked for by another function, not proposed.
compadd() {
  if [[ ${@[1,(i)(-|--)]} != *-(O|A|D)\ * ]]; then
    local -a matches
    builtin compadd -A matches "$@"
    print -rl -- $matches
  fi
  builtin compadd "$@"
}
