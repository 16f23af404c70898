/** The page in the colors of VS Code's themes, high contrast among them. */
export const panelStyle = `
:root:root { color-scheme: inherit; --paper: var(--vscode-editor-background); --text: var(--vscode-editor-foreground);
  --card: var(--vscode-sideBar-background, var(--vscode-editor-background)); --ink: var(--vscode-descriptionForeground, var(--vscode-editor-foreground));
  --line: var(--vscode-widget-border, var(--vscode-contrastBorder, #8886)); --edge: var(--vscode-input-border, var(--vscode-contrastBorder, #8889));
  --blue: var(--vscode-textLink-foreground); --orange: var(--vscode-editorWarning-foreground); --red: var(--vscode-editorError-foreground, var(--vscode-errorForeground)); }
body.vscode-light { color-scheme: light; } body.vscode-dark { color-scheme: dark; }
body.vscode-high-contrast { color-scheme: dark; } body.vscode-high-contrast-light { color-scheme: light; }
body:is(.vscode-high-contrast, .vscode-high-contrast-light) { --ink: var(--vscode-editor-foreground); }
body { padding: 0; font-family: var(--vscode-font-family); font-size: var(--vscode-font-size); } h1 { font-size: 18px; }
body.vscode-high-contrast aside, body.vscode-high-contrast-light aside { border: 1px solid var(--line); }
input, select { background: var(--vscode-input-background); color: var(--vscode-input-foreground); }
button:not(.place) { background: var(--vscode-button-secondaryBackground); color: var(--vscode-button-secondaryForeground);
  border-color: var(--vscode-button-border, var(--edge)); }
button.apply { background: var(--vscode-button-background); color: var(--vscode-button-foreground); }
button.apply:hover { color: var(--vscode-button-foreground); background: var(--vscode-button-hoverBackground); }
button.place { background: none; border: 0; padding: 0; color: var(--blue); text-align: inherit; font-variant-numeric: inherit; overflow-wrap: anywhere; }
td button.place { white-space: nowrap; }
button.place:hover { text-decoration: underline; }
:focus-visible { outline: 1px solid var(--vscode-focusBorder); }
.shown + .shown { border-top: 2px solid var(--line); margin-top: 40px; }
.applied { margin: 6px 0; color: var(--ink); overflow-wrap: anywhere; }
.empty { padding: 24px 0; }
@media (max-width: 900px) { aside { position: sticky; top: 0; z-index: 1; max-height: 40vh; overflow: auto; border-bottom: 1px solid var(--line); }
  fieldset { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 4px 10px; align-items: center; } fieldset > :not(label, input, select) { grid-column: 1 / -1; }
  label { margin: 0; } }
`;
