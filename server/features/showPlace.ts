/** The command that selects a range of a file: our own extension brings it, for other editors the server asks to show the document. */
export const showPlaceCommand = 'eniLens.showPlace';
