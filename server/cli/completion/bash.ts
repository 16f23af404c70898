import type { CommandLine, CompletedValue } from './commandLine.js';

/** What makes bash, from 3.2 on, complete the command line. */
export function bashCompletion({ name, options, commands }: CommandLine): string {
  const all = [{ name: '', options, arguments: undefined }, ...commands];
  const takes = all.flatMap((command) => [
    ...command.options.flatMap(({ flags, value }) => (value ? [{ of: flags, command, value }] : [])),
    ...(command.arguments ? [{ of: [''], command, value: command.arguments }] : []),
  ]);
  return script({
    name,
    commands: commands.map((command) => command.name).join(' '),
    options: all.map((command) =>
      branch([command.name], `names='${command.options.flatMap(({ flags }) => flags).join(' ')}'`),
    ),
    values: takes.map(({ of, command, value }) =>
      branch(
        of.map((flag) => `${command.name} ${flag}`),
        assignments(value),
      ),
    ),
  });
}

function branch(words: readonly string[], body: string): string {
  return `    ${words.map((word) => `'${word}'`).join(' | ')}) ${body} ;;`;
}

function assignments({ count, values }: CompletedValue): string {
  const known = `count=${count} kind=${values.kind}`;
  switch (values.kind) {
    case 'words':
    case 'formats':
      return `${known} names='${values.words.join(' ')}'`;
    case 'pairs':
      return `${known} names='${values.names.join(' ')}' values='${values.values.join(' ')}'`;
    case 'files':
    case 'refs':
    case 'text':
      return known;
    default:
      return values satisfies never;
  }
}

interface Parts {
  readonly name: string;
  readonly commands: string;
  readonly options: readonly string[];
  readonly values: readonly string[];
}

function script({ name, commands, options, values }: Parts): string {
  return `# Completes ${name} in bash: the output of \`${name} completion bash\`.

# COMMAND: sets names to its options.
_eni_lens_options() {
  case "$1" in
${options.join('\n')}
  esac
}

# COMMAND OPTION: sets how many values it takes and which; without an option, what the command takes.
_eni_lens_values() {
  count=none kind=text names='' values=''
  case "$1 $2" in
${values.join('\n')}
  esac
}

# Proposes those names that begin with what is typed.
_eni_lens_propose() {
  local word quoted
  while IFS= read -r word; do
    if [[ $word && $word == "$current"* ]]; then
      printf -v quoted %q "$word"
      COMPREPLY+=("$lead$quoted")
    fi
  done <<<"\${names// /$'\\n'}"
  # For bash a word begins after "=", and what stands before it stays.
  if [[ $lead$current == *=* && $COMP_WORDBREAKS == *=* ]]; then
    word=$lead$current
    COMPREPLY=("\${COMPREPLY[@]#"\${word%=*}="}")
  fi
}

_eni_lens() {
  local -a line
  local i word value pairs='' at=-1 command='' option='' rest='' lead='' current count=none kind names values
  COMPREPLY=()
  # Words are put together again that bash has parted at "=".
  for ((i = 1; i <= COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    if ((at >= 0)) && [[ $word == = || \${COMP_WORDS[i - 1]} == = ]]; then
      line[at]+=$word
    else
      line[++at]=$word
    fi
  done
  current=\${line[at]}
  for ((i = 0; i < at; i++)); do
    word=\${line[i]}
    if [[ $option && $count == one ]]; then
      option=''
    elif [[ $rest || $word != -?* ]]; then
      [[ $count == many ]] || option=''
      [[ $option || $command ]] || command=$word
    elif [[ $word == -- ]]; then
      rest=1 option='' count=none
    else
      option=$word
      _eni_lens_values "$command" "$option"
      [[ $count != none ]] || option=''
    fi
  done
  if [[ $option && $count == one ]]; then
    :
  elif [[ ! $rest && $current == --*=* ]]; then
    lead=\${current%%=*}=
    current=\${current#*=}
    _eni_lens_values "$command" "\${lead%=}"
  elif [[ ! $rest && $current == -* ]]; then
    kind=words
    _eni_lens_options "$command"
  elif [[ ! $option && ! $command ]]; then
    kind=words names='${commands}'
  elif [[ ! $option ]]; then
    _eni_lens_values "$command" ''
  fi
  [[ $kind == formats && $current == *=* ]] && kind=files
  # bash completes files itself when nothing is proposed.
  [[ $kind == files ]] || compopt +o default 2>/dev/null
  case $kind in
    words | formats) ;;
    pairs)
      if [[ $current == *=* ]]; then
        for value in $values; do pairs+=" \${current%%=*}=$value"; done
      else
        pairs=\${names// /= }=
        compopt -o nospace 2>/dev/null
      fi
      names=$pairs
      ;;
    refs) names=$(git for-each-ref --format='%(refname:short)' refs/heads refs/remotes refs/tags 2>/dev/null) ;;
    *) return ;;
  esac
  _eni_lens_propose
}

complete -o default -F _eni_lens ${name}
`;
}
