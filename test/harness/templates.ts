/** Placeholders as template engines, shells, formatting functions and people write them. */
export const templateSpellings: readonly string[] = [
  // Shells, envsubst, Terraform's templatefile
  '${A}',
  '${A:-b}',
  '${A:-${B}}',
  '${a.b["c"]}',
  '$(A)',
  '$A',
  '%{ if a }',
  // Helm, Jinja, Ansible, gomplate, ERB, GitLab
  '{{ a }}',
  '{{a}}',
  '{{ .Values.a | default "b" }}',
  "{{ a['b'] }}",
  '{% a %}',
  '<%= a %>',
  '$[[ a ]]',
  '[[ a ]]',
  '[[a]]',
  '<< a >>',
  // printf, Python
  '%s',
  '%d',
  '%v',
  '%(a)s',
  '{a}',
  '{0}',
  // Concourse, spruce, ytt
  '((a))',
  '(( grab a ))',
  '(@= a @)',
  // What sed, Windows, Ant, Azure DevOps, Octopus and people fill in
  '%A%',
  '@A@',
  '@{a}',
  '`a`',
  '#{A}#',
  '#{A}',
  '__A__',
  '<a>',
  '<your a>',
];
