/** Where lessons are written is on the site alone. */
export const builder = null;
