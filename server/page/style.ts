/**
 * The style sheet of the page. Colors have a contrast of at least 4.5 : 1 on their background (WCAG AA); on paper it is light. What an attribute that
 * changes often selects has a name: a selector such as `[aria-busy] > *` has browsers work out anew the style of all that stands below.
 */
export const style = `
:root { color-scheme: light dark; --paper: #fff; --card: #f5f6f8; --text: #1c1e21; --ink: #555; --line: #c9ced6; --edge: #767c86;
  --blue: #1a5fb4; --orange: #9a4a00; --red: #b3261e; }
@media screen and (prefers-color-scheme: dark) { :root { --paper: #16181c; --card: #1f2228; --text: #e6e8eb; --ink: #b4b8bf; --line: #3a3f48;
  --edge: #8a909b; --blue: #6cb2ff; --orange: #f0a058; --red: #ff8a80; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--text);
  font: 14px/1.5 system-ui, -apple-system, "Segoe UI", "Noto Sans CJK JP", "Hiragino Sans", Ubuntu, sans-serif; }
main { max-width: 1500px; margin: 0 auto; padding: 16px 24px 48px; }
article + article { border-top: 2px solid var(--line); margin-top: 40px; }
h1 { font-size: 22px; margin: 16px 0 8px; overflow-wrap: anywhere; }
h2 { font-size: 16px; margin: 8px 0; }
h3 { font-size: 14px; margin: 10px 0 8px; }
.lead p { margin: 2px 0; font-size: 15px; }
.cluster { display: grid; grid-template-columns: 260px minmax(0, 1fr); gap: 28px; align-items: start; }
aside { position: sticky; top: 12px; max-height: calc(100vh - 24px); overflow: auto; padding: 4px 14px 14px; border-radius: 8px; background: var(--card); }
fieldset { border: 0; border-top: 1px solid var(--line); margin: 10px -5px 0; padding: 6px 5px 5px; min-width: 0; content-visibility: auto; contain-intrinsic-size: auto 330px; }
legend { font-weight: 600; margin-left: -5px; padding: 0 6px 0 5px; overflow-wrap: anywhere; }
label { display: block; margin-top: 6px; font-size: 12px; color: var(--ink); overflow-wrap: anywhere; }
input, select, button { font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--edge); border-radius: 4px; padding: 3px 7px; }
input, select { width: 100%; }
input[data-changed="true"], select[data-changed="true"] { border-color: var(--blue); box-shadow: inset 3px 0 var(--blue); }
input[aria-invalid="true"] { border: 2px solid var(--red); }
button { cursor: pointer; }
button:hover { border-color: var(--blue); color: var(--blue); }
:focus-visible { outline: 3px solid var(--blue); outline-offset: 1px; }
.buttons { display: flex; flex-wrap: wrap; gap: 6px; margin-top: 6px; }
.copied { margin: 6px 0; min-height: 1.5em; color: var(--ink); }
pre { margin: 0; padding: 8px; overflow: auto; border: 1px solid var(--line); border-radius: 4px; background: var(--paper); font-size: 12px; line-height: 1.4; }
.results { display: flex; flex-wrap: wrap; gap: 18px; margin-top: 14px; align-items: flex-start; }
.charts { display: contents; }
.results > :not(.charts) { flex: 0 0 100%; min-width: 0; }
:is(section, .charts > figure) { transition: opacity 0s; }
section[aria-busy="true"], .charts[aria-busy="true"] > figure { opacity: .5; transition-delay: .2s; }
.note, .late { color: var(--ink); }
.late { animation: late 1s; }
@keyframes late { from, to { visibility: hidden; } }
figure { margin: 0; padding: 10px; border: 1px solid var(--line); border-radius: 8px; max-width: 100%; }
svg { display: block; max-width: 100%; height: auto; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-size: 13px; font-variant-numeric: tabular-nums; }
th, td { padding: 4px 7px; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
th { font-weight: 600; vertical-align: bottom; color: var(--ink); }
td { word-break: auto-phrase; }
th, td:nth-child(-n + 2):not(:last-child) { word-break: keep-all; }
td:last-child:not(.number) { min-width: 12em; }
td.number, th.number { white-space: nowrap; }
tbody th { font-weight: inherit; vertical-align: top; color: inherit; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
section { content-visibility: auto; contain-intrinsic-size: auto 600px; }
:is(td, th):nth-child(2):not(.number) { min-width: 8em; }
td:last-child:not(.number):nth-child(n + 5) { min-width: 16em; }
.number { text-align: right; }
ul { margin: 6px 0; padding-left: 20px; }
li { overflow-wrap: anywhere; }
@media (max-width: 900px) { .cluster { grid-template-columns: minmax(0, 1fr); } aside { position: static; max-height: none; } main { padding: 8px 14px 32px; } }
@media print { section { content-visibility: visible; } @page { size: landscape; margin: 12mm; } aside { display: none; } .plan > h2 { position: absolute; clip-path: inset(50%); } .cluster { display: block; } main { max-width: none; padding: 0; } body { font-size: 11px; }
  table { font-size: 9px; } th, td { padding: 2px 5px; } .scroll { overflow: visible; }
  figure, tr { break-inside: avoid; } figure { width: 48%; } h3 { break-after: avoid; } article + article { break-before: page; border: 0; } }
`;
