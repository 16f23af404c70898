/** Larger files are not parsed where nobody says otherwise, in bytes. Manifests are far smaller, and an editor must not stall. */
export const maxFileSize = 5 * 1024 * 1024;
