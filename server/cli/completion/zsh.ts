import type { CommandLine, CompletedOption, CompletedValue } from './commandLine.js';

/** What makes zsh complete the command line. */
export function zshCompletion({ name, options, commands }: CommandLine): string {
  const branches = commands.map((command) => {
    const specs = [...command.options.map(optionSpec), ...(command.arguments ? [argumentSpec(command.arguments)] : [])];
    return `        ${command.name})\n          _arguments -S ${specs.map((spec) => `\\\n            ${spec}`).join(' ')}\n          ;;`;
  });
  return `#compdef ${name}
# Completes ${name} in zsh: the output of \`${name} completion zsh\`.

# NAMES VALUES: a name with "=", and behind it a value.
_eni_lens_pairs() {
  if compset -P 1 '*='; then compadd -- \${=2}; else compadd -S = -- \${=1}; fi
}

# FORMATS: one of them, and behind "=" a file.
_eni_lens_formats() {
  if compset -P 1 '*='; then _files; else compadd -- \${=1}; fi
}

_eni_lens_refs() {
  local -a refs
  refs=(\${(f)"$(git for-each-ref --format='%(refname:short)' refs/heads refs/remotes refs/tags 2>/dev/null)"})
  compadd -- $refs
}

_eni_lens() {
  local curcontext=$curcontext state line
  local -a commands
  commands=(
${commands.map((command) => `    ${quoted(`${command.name}:${command.description}`)}`).join('\n')}
  )
  _arguments -C -S \\
${options.map((option) => `    ${optionSpec(option)} \\`).join('\n')}
    '1: :->command' '*:: :->arguments'
  case $state in
    command) _describe command commands ;;
    arguments)
      case $line[1] in
${branches.join('\n')}
      esac
      ;;
  esac
}

if [[ $funcstack[1] == _${name} ]]; then _eni_lens "$@"; else compdef _eni_lens ${name}; fi
`;
}

function optionSpec({ flags, description, value }: CompletedOption): string {
  const text = `[${description.replace(/[\\[\]]/g, '\\$&')}]${value ? valueSpec(value) : ''}`;
  // "=" behind a long option allows --name=value and --name value.
  const typed = flags.map((flag) => (value && flag.startsWith('--') ? `${flag}=` : flag));
  const repeats = value?.count === 'many' || ['pairs', 'formats'].includes(value?.values.kind ?? '');
  if (flags.length === 1) return quoted(`${repeats ? '*' : ''}${typed[0]}${text}`);
  return `${quoted(repeats ? '*' : `(${flags.join(' ')})`)}{${typed.join(',')}}${quoted(text)}`;
}

function argumentSpec(value: CompletedValue): string {
  return quoted(`${value.count === 'many' ? '*' : '1'}${valueSpec(value)}`);
}

/** What follows an option or argument: its name, and what is proposed for it. */
function valueSpec({ name, count, values }: CompletedValue): string {
  // Of many values only the first is completed: with a pattern for further ones, zsh would complete no option after them.
  const colon = count === 'optional' ? '::' : ':';
  const label = name.replace(/[\\:]/g, '\\$&');
  switch (values.kind) {
    case 'words':
      return `${colon}${label}:(${values.words.join(' ')})`;
    case 'formats':
      return `${colon}${label}:{_eni_lens_formats "${values.words.join(' ')}"}`;
    case 'pairs':
      return `${colon}${label}:{_eni_lens_pairs "${values.names.join(' ')}" "${values.values.join(' ')}"}`;
    case 'files':
      return `${colon}${label}:_files`;
    case 'refs':
      return `${colon}${label}:_eni_lens_refs`;
    case 'text':
      return `${colon}${label}: `;
    default:
      return values satisfies never;
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
