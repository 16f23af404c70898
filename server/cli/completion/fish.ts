import type { CommandLine, CompletedOption, CompletedValue } from './commandLine.js';

/** What makes fish complete the command line. */
export function fishCompletion({ name, options, commands }: CommandLine): string {
  const rules = [
    ...options.map((option) => optionLine(name, '', option)),
    ...commands.map(
      (command) => `complete -c ${name} -n '__eni_lens_in ""' -a ${command.name} -d ${quoted(command.description)}`,
    ),
    ...commands.flatMap((command) => [
      ...command.options.map((option) => optionLine(name, command.name, option)),
      ...(command.arguments
        ? [`complete -c ${name} -n '__eni_lens_in "${command.name}"' ${takes(command.arguments)}`]
        : []),
    ]),
  ];
  return `${functions(name, options)}\n${rules.join('\n')}\n`;
}

function optionLine(name: string, command: string, { flags, description, value }: CompletedOption): string {
  const names = flags.map((flag) => flag.replace(/^--?/, (dashes) => (dashes === '--' ? '-l ' : '-s ')));
  // An optional value is what else may follow: fish knows it only behind "=".
  const takesValue =
    value && value.count !== 'optional' ? [`${value.values.kind === 'files' ? '-r' : '-x'} ${takes(value)}`] : [];
  return [
    `complete -c ${name} -n '__eni_lens_in "${command}"'`,
    ...names,
    ...takesValue,
    `-d ${quoted(description)}`,
  ].join(' ');
}

function takes({ values }: CompletedValue): string {
  switch (values.kind) {
    case 'words':
      return `-a '${values.words.join(' ')}'`;
    case 'formats':
      return `-a '(__eni_lens_formats "${values.words.join(' ')}")'`;
    case 'pairs':
      return `-a '(__eni_lens_pairs "${values.names.join(' ')}" "${values.values.join(' ')}")'`;
    case 'files':
      return '-F';
    case 'refs':
      return "-a '(__eni_lens_refs)'";
    case 'text':
      return '';
    default:
      return values satisfies never;
  }
}

function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}

function functions(name: string, options: readonly CompletedOption[]): string {
  const withValue = options.filter(({ value }) => value).flatMap(({ flags }) => flags);
  return `# Completes ${name} in fish: the output of \`${name} completion fish\`.

# True where the command is the one given, or where there is none yet.
function __eni_lens_in
    set -l words (commandline -opc)
    set -l command ''
    set -l skip 0
    for word in $words[2..]
        if test $skip = 1
            set skip 0
        else if contains -- $word ${withValue.join(' ')}
            set skip 1
        else if not string match -q -- '-*' $word
            set command $word
            break
        end
    end
    test "$command" = "$argv[1]"
end

# NAMES VALUES: a name with "=", or with "=" behind it each value.
function __eni_lens_pairs
    set -l name (string match -r -g -- '^(?:--[^=]*=)?([^=]*)=' (commandline -ct))
    if test -n "$name"
        string match -v '' -- $name=(string split ' ' -- $argv[2])
    else
        string replace -r '$' = -- (string split ' ' -- $argv[1])
    end
end

# FORMATS: one of them, and behind "=" a file.
function __eni_lens_formats
    set -l parts (commandline -ct | string replace -r '^--[^=]*=' '' | string split -m 1 =)
    if set -q parts[2]
        printf '%s\\n' $parts[1]=(__fish_complete_path $parts[2])
    else
        string split ' ' -- $argv[1]
    end
end

function __eni_lens_refs
    git for-each-ref --format='%(refname:short)' refs/heads refs/remotes refs/tags 2>/dev/null
end

complete -c ${name} -e
complete -c ${name} -f
`;
}
